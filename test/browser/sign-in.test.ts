import type { Page } from 'playwright-core';
import { createEnrolments } from '../../db/enrolments.ts';
import { answerAccessRequests } from '../../services/access-mails.ts';
import { personalToken } from '../../services/personal-token.ts';
import { type House, openHouse } from '../api/house.ts';
import { registration } from '../db/people.ts';
import { accessibilityFaults, openBrowser, PHONE, type TestBrowser } from './browser.ts';

const ADMIN = 'admin@jalons.localhost';
const ID = '0191d2a4-5b6c-4d8e-9f00-112233445566';

let house: House;
let browser: TestBrowser | undefined;
const enrolment = registration();

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  await createEnrolments(house.database).insert(enrolment);
  const createdAt = new Date().toISOString();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const { id: enrolmentId, auditeur } = enrolment;
  const link = {
    id: ID,
    enrolmentId,
    role: 'auditeur',
    address: auditeur.email,
    about: 'asked',
    createdAt,
    expiresAt,
  } as const;
  await house.backend.stores.personalLinks.insert(link);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const here = (link: string) => house.url + link.slice('http://jalons.test'.length);

/** Every page of signing in, as it comes; `seen` is called on each. */
async function signIn(page: Page, seen: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${house.url}/compte`);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/connexion?suite=%2Fcompte');
  await seen('asking');
  await page.getByLabel('Adresse électronique').fill(ADMIN);
  await page.getByRole('button', { name: 'Recevoir un lien de connexion' }).click();
  await page.waitForURL('**/connexion/envoi');
  await seen('asked');
  await answerAccessRequests(house.backend);
  const link = here(house.accessMails.at(-1)!.link);
  await page.goto(link);
  await seen('link');
  await page.getByRole('button', { name: 'Me connecter' }).click();
  await page.waitForURL('**/compte');
  await seen('account');
  await page.goto(link);
  await seen('link used');
}

async function openByLink(page: Page, seen: (name: string) => Promise<void>): Promise<void> {
  const dossier = `${house.url}/dossiers/${enrolment.id}`;
  await page.goto(dossier);
  await seen('dossier');
  await page.getByRole('link', { name: 'Recevoir un lien personnel' }).click();
  await page.waitForURL('**/lien');
  await seen('asking for a personal link');
  await page.goto(`${dossier}?lien=altered`);
  await seen('personal link altered');
  await page.goto(`${dossier}?lien=${personalToken(house.backend.secret, ID)}`);
  await seen('personal link');
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await page.waitForURL(dossier);
}

describe('signing in, in a real browser', () => {
  it.each([{ size: PHONE, dark: true }, { dark: false }])(
    'no page of it has a fault that axe finds: %j',
    async (look) => {
      if (!browser) return;
      const faults: string[] = [];
      for (const journey of [signIn, openByLink]) {
        const { page, context } = await browser.open(look);
        await journey(page, async (name) => {
          for (const fault of await accessibilityFaults(page)) faults.push(`${name}: ${fault}`);
        });
        const cookies = (await context.cookies()).filter(({ name }) => name === 'jalons_session');
        expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Lax', expires: -1 }]);
        await context.close();
      }
      expect(faults).toEqual([]);
    },
  );

  it('goes with the keyboard alone, and without scripts', async () => {
    if (!browser) return;
    const { page, context } = await browser.open({ javaScript: false });
    await page.goto(`${house.url}/connexion`);
    await page.getByLabel('Adresse électronique').focus();
    await page.keyboard.type(ADMIN);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/connexion/envoi');
    await answerAccessRequests(house.backend);
    await page.goto(here(house.accessMails.at(-1)!.link));
    const button = page.getByRole('button', { name: 'Me connecter' });
    for (
      let presses = 0;
      presses < 20 && !(await button.evaluate((one) => one === document.activeElement));
      presses += 1
    ) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/a-faire');
    await context.close();
  });
});
