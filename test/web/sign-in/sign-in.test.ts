import { createUsers } from '../../../db/users.ts';
import { answerAccessRequests } from '../../../services/access-mails.ts';
import { type House, openHouse } from '../../api/house.ts';
import { Browser } from '../browser.ts';
import { faultsIn } from '../markup.ts';

const ADMIN = 'admin@jalons.localhost';
const NINE = '2026-11-23T09:00:00.000Z';

let house: House;
beforeEach(async () => {
  house = await openHouse();
  house.setTime(NINE);
});
afterEach(() => house.close());

const after = (milliseconds: number) => new Date(Date.parse(NINE) + milliseconds).toISOString();
const MINUTES = 60_000;

async function ask(email: string, fields: Record<string, string> = {}): Promise<Browser> {
  const browser = new Browser(house.url);
  await browser.get('/connexion');
  const sent = await browser.post('/connexion', { email, ...fields });
  expect([sent.status, sent.location]).toEqual([303, '/connexion/envoi']);
  await answerAccessRequests(house.backend);
  return browser;
}

/** The path of the link mailed last. */
const lastLink = (): string => new URL(house.accessMails.at(-1)!.link).pathname;

async function follow(browser: Browser, link = lastLink()) {
  const page = await browser.get(link);
  return { page, after: await browser.post(link) };
}

describe('signing in by a link that was mailed', () => {
  it('an address that is known gets a link; its button signs in, and leads where one was going', async () => {
    const browser = await ask(ADMIN, { suite: '/administration/utilisateurs' });
    expect(house.accessMails).toHaveLength(1);
    expect(house.accessMails[0]).toMatchObject({ to: { address: ADMIN }, expiresAt: after(20 * MINUTES) });
    const { page, after: signedIn } = await follow(browser);
    expect(page.text).toContain('Me connecter');
    expect(await faultsIn(page.html)).toEqual([]);
    expect([signedIn.status, signedIn.location]).toEqual([303, '/administration/utilisateurs']);
    const account = await browser.get('/compte');
    expect(account.status).toBe(200);
    expect(account.text).toContain(ADMIN);
    expect(await faultsIn(account.html)).toEqual([]);
    expect(await house.database('audit').where({ action: 'session.opened' }).pluck('text')).toEqual([
      'Connexion de Première Administration, par un lien de connexion.',
    ]);
  });

  it('an address that is not known gets the same answer, leaves the same row, and no mail', async () => {
    const [known, unknown] = [new Browser(house.url), new Browser(house.url)];
    const answers = [];
    for (const [browser, email] of [
      [known, ADMIN],
      [unknown, 'nobody@example.org'],
    ] as const) {
      await browser.get('/connexion');
      const { status, location, html } = await browser.post('/connexion', { email });
      const { text } = await browser.get('/connexion/envoi');
      answers.push({ status, location, html, text, cookies: [...browser.cookies.keys()] });
    }
    expect(answers[0]).toEqual(answers[1]);
    const rows = await house.database('access_requests').select('kind', 'status', 'attempts', 'expires_at');
    expect(rows[0]).toEqual(rows[1]);
    await answerAccessRequests(house.backend);
    expect(house.accessMails.map(({ to }) => to.address)).toEqual([ADMIN]);
  });

  it('the mail goes to the address as the centre wrote it, whatever the case it was typed in', async () => {
    await ask(' Admin@Jalons.LOCALHOST ');
    expect(house.accessMails[0]!.to.address).toBe(ADMIN);
  });

  it('looking at a link, however often, does not use it up; its button does, once', async () => {
    const browser = await ask(ADMIN);
    const thief = new Browser(house.url);
    for (const _ of [1, 2, 3]) expect((await thief.get(lastLink())).status).toBe(200);
    expect((await follow(browser)).after.status).toBe(303);
    const { page, after: refused } = await follow(thief);
    expect([page.status, refused.status]).toEqual([410, 410]);
    expect(page.text).toContain('Ce lien ne peut plus servir');
    expect(thief.cookies.has('jalons_session')).toBe(false);
  });

  it('ten who press the button at once: one comes in', async () => {
    await ask(ADMIN);
    const browsers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const browser = new Browser(house.url);
        await browser.get(lastLink());
        return browser;
      }),
    );
    const statuses = await Promise.all(browsers.map(async (browser) => (await browser.post(lastLink())).status));
    expect(statuses.toSorted()).toEqual([303, ...Array(9).fill(410)]);
  });

  it.each([
    ['at the very end of its 20 minutes it still opens', 20 * MINUTES, 200, 303],
    ['a millisecond later it does not', 20 * MINUTES + 1, 410, 410],
  ])('%s', async (_title, milliseconds, seen, pressed) => {
    const browser = await ask(ADMIN);
    house.setTime(after(milliseconds));
    const { page, after: then } = await follow(browser);
    expect([page.status, then.status]).toEqual([seen, pressed]);
  });

  it('a link of a user who was made inactive meanwhile opens nothing', async () => {
    const browser = await ask(ADMIN);
    const user = await createUsers(house.database).findByEmail(ADMIN);
    await createUsers(house.database).update(user!.id, { active: false });
    expect((await follow(browser)).after.status).toBe(410);
  });

  it('the database keeps no link, and no cookie, that opens', async () => {
    const browser = await ask(ADMIN);
    await follow(browser);
    const kept = JSON.stringify([
      await house.database('sign_in_links'),
      await house.database('access_requests'),
      await house.database('sessions'),
    ]);
    expect(kept).not.toContain(lastLink().split('/').at(-1));
    expect(kept).not.toContain(browser.cookies.get('jalons_session'));
  });

  it.each([
    'https://evil.example.org/',
    '//evil.example.org/',
    '/\\evil.example.org/',
    '/\t/evil.example.org',
    'javascript:alert(1)',
    '\\\\evil.example.org',
  ])('%j is no place to go on to', async (suite) => {
    const browser = await ask(ADMIN, { suite });
    expect((await follow(browser)).after.location).toBe('/');
  });

  it('a sixth request for one address within 15 minutes is refused, known or not; then it is taken again', async () => {
    for (const email of [ADMIN, 'nobody@example.org']) {
      for (const _ of Array(5)) await ask(email);
      const browser = new Browser(house.url);
      await browser.get('/connexion');
      const refused = await browser.post('/connexion', { email });
      expect(refused.status).toBe(429);
      expect(refused.text).toContain('Trop de demandes');
      house.setTime(after(15 * MINUTES + 1));
      await ask(email);
      house.setTime(NINE);
    }
  });

  it('from one network address, the sixty-first request in a quarter of an hour is refused', async () => {
    const browser = new Browser(house.url);
    await browser.get('/connexion');
    const statuses = [];
    for (let i = 0; i < 61; i += 1) {
      statuses.push((await browser.post('/connexion', { email: `nobody-${i}@example.org` })).status);
    }
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(303));
    expect(statuses[60]).toBe(429);
    expect((await browser.get('/connexion')).status).toBe(200);
  });

  it('a form of ours that has expired is shown again with the address that was typed', async () => {
    const browser = new Browser(house.url);
    const fields = { email: ADMIN, suite: '/dossiers' };
    const again = await browser.post('/connexion', fields, { 'sec-fetch-site': 'same-origin' });
    expect([again.status, await faultsIn(again.html)]).toEqual([403, []]);
    expect(again.text).toContain('Ce formulaire avait expiré\u00a0: cet envoi n’a pas été pris en compte.');
    for (const kept of [ADMIN, '/dossiers']) expect(again.html).toContain(`value="${kept}"`);
    expect((await browser.post('/connexion', fields)).location).toBe('/connexion/envoi');
  });

  it('what is no address is told on the form', async () => {
    const browser = new Browser(house.url);
    const { html } = await browser.get('/connexion?suite=/dossiers');
    expect(html).toContain('value="/dossiers"');
    expect(await faultsIn(html)).toEqual([]);
    const refused = await browser.post('/connexion', { email: 'admin', suite: '/dossiers' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Adresse électronique\u00a0: attend une adresse électronique');
    expect(refused.html).toContain('value="/dossiers"');
  });
});

describe('the mail of a sign-in link', () => {
  const failing = (error: object) => {
    let tries = 0;
    house.backend.accessMails.send = async (mail) => {
      tries += 1;
      if (tries === 1) throw Object.assign(new Error('mail'), error);
      house.accessMails.push(mail);
    };
    return () => tries;
  };
  const later = () => house.database.raw(`update access_requests set tried_at = tried_at - interval '5 minutes'`);

  it('refused by the mail server, it is handed over again, the same, a few seconds later', async () => {
    const tries = failing({ code: 'mail.refused' });
    await ask(ADMIN);
    await answerAccessRequests(house.backend);
    expect([tries(), house.accessMails.length]).toEqual([1, 0]);
    await later();
    await answerAccessRequests(house.backend);
    await answerAccessRequests(house.backend);
    expect([tries(), house.accessMails.length]).toEqual([2, 1]);
    expect((await follow(new Browser(house.url))).after.status).toBe(303);
  });

  it('is not sent twice when nobody knows whether it was taken', async () => {
    const tries = failing({ code: 'mail.unreachable', endUnknown: true });
    await ask(ADMIN);
    await later();
    await answerAccessRequests(house.backend);
    expect(tries()).toBe(1);
  });

  it('is handed over by one of several servers', async () => {
    const browser = new Browser(house.url);
    await browser.get('/connexion');
    await browser.post('/connexion', { email: ADMIN });
    await Promise.all(Array.from({ length: 5 }, () => answerAccessRequests(house.backend)));
    expect(house.accessMails).toHaveLength(1);
  });

  it('is given up once its link is no more good', async () => {
    const tries = failing({ code: 'mail.refused' });
    await ask(ADMIN);
    await later();
    house.setTime(after(20 * MINUTES + 1));
    await answerAccessRequests(house.backend);
    expect(tries()).toBe(1);
  });
});
