import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Page } from 'playwright-core';
import { pdfOf } from '../documents/made-files.ts';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from '../web/site.ts';
import { type Stage, type Story, tell } from '../web/stories.ts';
import { accessibilityFaults, type Look, openBrowser, PHONE, type TestBrowser } from './browser.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  temporal = await devServer();
  [site, browser] = await Promise.all([openSite({ temporal }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await temporal?.teardown();
});

/** Opens a page as the auditeur of an enrolment that has come so far, and does something there. */
async function asAuditeur(stage: Stage, path: string, look: Look, act: (page: Page, story: Story) => Promise<void>) {
  if (!browser) return;
  const story = await tell(site, stage);
  const headers = { 'x-visitor': Buffer.from(JSON.stringify(story.auditeur)).toString('base64url') };
  const { page, context } = await browser.open({ size: PHONE, ...look, headers });
  await page.goto(site.house.url + story.page + path, { waitUntil: 'networkidle' });
  await act(page, story);
  await context.close();
}

const pdf = async (pages: number) => ({ name: 'rapport.pdf', mimeType: 'application/pdf', buffer: await pdfOf(pages) });
const choose = async (page: Page, pages: number) => page.setInputFiles('input[type=file]', await pdf(pages));
const main = (page: Page) => page.locator('#contenu');
const send = (page: Page, name: string) => main(page).getByRole('button', { name }).click();

describe('the auditeur in a real browser', () => {
  it.each([true, false])('deposits a report after one that is too long; scripts run: %s', async (javaScript) => {
    await asAuditeur('held', '/rapport', { javaScript }, async (page, story) => {
      await choose(page, 8);
      await send(page, 'Déposer');
      await main(page).getByRole('alert').waitFor();
      expect(await main(page).getByRole('alert').textContent()).toContain('8');
      if (javaScript) {
        await page.waitForFunction(() => document.activeElement?.id === 'erreurs');
        expect(await accessibilityFaults(page)).toEqual([]);
      }
      await choose(page, 7);
      await send(page, 'Déposer');
      await page.waitForURL(`**${story.page}`);
      expect(await main(page).getByRole('status').textContent()).toContain('Le rapport est déposé');
      await page.reload();
      expect(await main(page).getByRole('status').count()).toBe(0);
    });
  });

  it('is told that a file is too heavy before it leaves', async () => {
    await asAuditeur('held', '/rapport', {}, async (page) => {
      const buffer = Buffer.alloc(20 * 1024 * 1024 + 1);
      await page.setInputFiles('input[type=file]', { name: 'lourd.pdf', mimeType: 'application/pdf', buffer });
      const told = await page
        .locator('input[type=file]')
        .evaluate((field: HTMLInputElement) => field.validationMessage);
      expect(told).toContain('20\u00a0Mio');
    });
  });

  it('has no file to choose once the report stays unchanged', async () => {
    await asAuditeur('correction', '/revision', {}, async (page, story) => {
      await page.getByLabel('Il reste inchangé').check();
      expect(await page.locator('input[type=file]').isVisible()).toBe(false);
      await send(page, 'Envoyer');
      await page.waitForURL(`**${story.page}`);
    });
  });

  it('answers the survey with the keyboard alone', async () => {
    await asAuditeur('avis', '', { size: undefined }, async (page, story) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Aller au contenu');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Répondre à l’enquête');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/enquete');
      await tabTo(page, '', 'radio');
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
      await tabTo(page, '', 'textarea');
      await page.keyboard.type('Très utile.');
      await tabTo(page, 'Envoyer ma réponse');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${story.page}`);
      expect(await main(page).getByRole('status').textContent()).toContain('Merci');
    });
  });

  it('opens and closes the menu of the account with the keyboard', async () => {
    await asAuditeur('tutor', '', {}, async (page) => {
      const menu = page.locator('details.account');
      await menu.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await menu.getAttribute('open')).not.toBeNull();
      await page.keyboard.press('Escape');
      expect(await menu.getAttribute('open')).toBeNull();
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    });
  });
});

/** Goes on with the Tab key to what has this text, or is of this type. */
async function tabTo(page: Page, text: string, type?: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(
      ([wanted = '', kind]) => {
        const element = document.activeElement as HTMLInputElement | null;
        return kind ? element?.type === kind : (element?.textContent?.includes(wanted) ?? false);
      },
      [text, type] as const,
    );
    if (found) return;
  }
  throw new Error(`The Tab key does not lead to ${text || type}.`);
}
