import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createEnrolments } from '../../../db/enrolments.ts';
import { createTutors } from '../../../db/tutors.ts';
import { createUsers } from '../../../db/users.ts';
import { answerAccessRequests } from '../../../services/access-mails.ts';
import { keepHouse } from '../../../services/housekeeping.ts';
import { bearerOf } from '../../../services/sessions.ts';
import { type House, openHouse } from '../../api/house.ts';
import { registration } from '../../db/people.ts';
import { Browser } from '../browser.ts';
import { faultsIn } from '../markup.ts';
import { signIn } from '../signed-in.ts';
import { textOf } from '../site.ts';

const NINE = '2026-11-23T09:00:00.000Z';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const later = (milliseconds: number) => new Date(Date.parse(NINE) + milliseconds).toISOString();

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => house.setTime(NINE));
afterAll(() => house.close());

/** Somebody who is a user, a tutor and an auditeur at once. */
async function manyHats(): Promise<{ email: string; userId: string; tutorId: string; enrolmentId: string }> {
  const email = `multiple-${randomUUID().slice(0, 8)}@example.org`;
  const [userId, tutorId] = [randomUUID(), randomUUID()];
  const name = { firstName: 'Maud', lastName: 'Multiple' };
  await createUsers(house.database).insert({ id: userId, ...name, email, role: 'manager', centre: null, active: true });
  await createTutors(house.database).insert({
    id: tutorId,
    code: `T-${userId.slice(0, 8)}`,
    ...name,
    email,
    active: true,
    approved: null,
    certifications: [],
    capacity: 1,
  });
  const enrolment = registration({ auditeur: { ...name, email: email.toUpperCase() } });
  await createEnrolments(house.database).insert(enrolment);
  return { email, userId, tutorId, enrolmentId: enrolment.id };
}

const status = async (browser: Browser, path = '/api/enrolments') => (await browser.fetch(path)).status;
const session = (browser: Browser) => browser.cookies.get('jalons_session')!;

/** Signs in as people do. */
async function signInByMail(browser: Browser, email: string): Promise<Browser> {
  const elsewhere = new Browser(house.url);
  await elsewhere.get('/connexion');
  await elsewhere.post('/connexion', { email });
  await answerAccessRequests(house.backend);
  const link = new URL(house.accessMails.at(-1)!.link).pathname;
  await browser.get(link);
  expect((await browser.post(link)).status).toBe(303);
  return browser;
}

describe('what a session sees', () => {
  it('the API takes it; an auditeur sees their own enrolments', async () => {
    const enrolment = registration();
    await createEnrolments(house.database).insert(enrolment);
    await createEnrolments(house.database).insert(registration());
    const browser = await signIn(house, enrolment.auditeur.email);
    const { items } = (await (await browser.fetch('/api/enrolments')).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([enrolment.id]);
  });

  it('by a personal link, its own enrolment and no other of the same person; its account shows no other session', async () => {
    const [one, other] = [registration(), registration({ certification: 'LIC-INFO' })];
    other.auditeur.email = one.auditeur.email;
    for (const enrolment of [one, other]) await createEnrolments(house.database).insert(enrolment);
    await signIn(house, one.auditeur.email);
    const browser = await signIn(house, one.auditeur.email, { only: one.id });
    const { items } = (await (await browser.fetch('/api/enrolments')).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([one.id]);
    expect(await status(browser, `/api/enrolments/${one.id}`)).toBe(200);
    expect(await status(browser, `/api/enrolments/${other.id}`)).toBe(404);
    const account = await browser.get('/compte');
    expect(account.html.match(/celle-ci/g)).toHaveLength(1);
    expect(account.text).not.toContain('lien de connexion');
  });

  it('a user who is made inactive, whose role or address changes, is out or lowered at once', async () => {
    const { email, userId } = await manyHats();
    const users = createUsers(house.database);
    const browser = await signIn(house, email, { as: 'user' });
    expect(await status(browser, '/api/tokens')).toBe(403);
    await users.update(userId, { role: 'administrator' });
    expect(await status(browser, '/api/tokens')).toBe(200);
    await users.update(userId, { role: 'staff' });
    expect(await status(browser, '/api/tokens')).toBe(403);
    await users.update(userId, { active: false });
    expect(await status(browser)).toBe(401);
    await users.update(userId, { active: true });
    expect(await status(browser)).toBe(401);
    const again = await signIn(house, email, { as: 'user' });
    await users.update(userId, { email: `other-${email}` });
    expect(await status(again)).toBe(401);
  });

  it('a tutor who is made inactive goes on following what runs, and is out once it has ended or is another’s (R31)', async () => {
    const { email, tutorId } = await manyHats();
    const followed = registration();
    await createEnrolments(house.database).insert(followed);
    const give = (changes: { tutor_id?: string | null; step?: string }) =>
      house.database('enrolments').where({ id: followed.id }).update(changes);
    await give({ tutor_id: tutorId });
    const browser = await signIn(house, email, { as: 'tutor' });
    await createTutors(house.database).update(tutorId, { active: false });
    expect(await status(browser, `/api/enrolments/${followed.id}`)).toBe(200);
    expect((await browser.get(`/dossiers/${followed.id}`)).text).toContain(followed.auditeur.lastName);
    const again = await signInByMail(new Browser(house.url), email);
    expect((await again.get('/compte')).text).toContain('Continuer comme tuteur');
    await give({ step: 'closed' });
    expect(await status(browser)).toBe(401);
    expect((await again.get('/compte')).text).not.toContain('Continuer comme tuteur');
    await give({ step: 'tutor_assignment', tutor_id: null });
    expect((await again.get('/compte')).text).not.toContain('Continuer comme tuteur');
  });

  it('another SECRET ends every session', async () => {
    const { email } = await manyHats();
    const cookie = session(await signIn(house, email));
    expect((await bearerOf(house.backend, cookie))?.visitor.email).toBe(email);
    expect(await bearerOf({ ...house.backend, secret: 'another of at least thirty-two characters' }, cookie)).toBe(
      undefined,
    );
  });

  it('an address given to another user does not take the former one’s sessions with it', async () => {
    const { email, userId } = await manyHats();
    const users = createUsers(house.database);
    const browser = await signIn(house, email, { as: 'user' });
    await users.update(userId, { email: `former-${email}` });
    const heir = { id: randomUUID(), firstName: 'H', lastName: 'R', role: 'administrator', centre: null } as const;
    await users.insert({ ...heir, email, active: true });
    expect(await status(browser)).toBe(401);
  });
});

describe('how long a session lives', () => {
  it.each([
    ['a user', 'user', 8 * HOUR_MS],
    ['a tutor', 'tutor', DAY_MS],
    ['an auditeur', 'auditeur', DAY_MS],
  ] as const)(
    '%s: idle for its whole time it still holds, a millisecond more and it is over',
    async (_whose, as, idle) => {
      const { email } = await manyHats();
      const [held, over] = [await signIn(house, email, { as }), await signIn(house, email, { as })];
      house.setTime(later(idle));
      expect(await status(held)).toBe(200);
      house.setTime(later(idle + 1));
      expect(await status(over)).toBe(401);
      expect(await status(held)).toBe(200);
      expect(await house.database('sessions').where({ email })).toHaveLength(1);
    },
  );

  it.each([
    ['a user', { as: 'user' }, DAY_MS, 4 * HOUR_MS],
    ['a tutor', { as: 'tutor' }, 30 * DAY_MS, 20 * HOUR_MS],
  ] as const)('%s: however much it is used, it ends', async (_whose, options, whole, step) => {
    const { email } = await manyHats();
    const browser = await signIn(house, email, options);
    for (let at = 0; at < whole; at += step) {
      house.setTime(later(at));
      expect(await status(browser)).toBe(200);
    }
    house.setTime(later(whole));
    expect(await status(browser)).toBe(200);
    house.setTime(later(whole + 1));
    expect(await status(browser)).toBe(401);
  });

  it('by a personal link: a day at most', async () => {
    const { email, enrolmentId } = await manyHats();
    const browser = await signIn(house, email, { as: 'auditeur', only: enrolmentId });
    for (const hours of [8, 16, 24]) {
      house.setTime(later(hours * HOUR_MS));
      expect(await status(browser)).toBe(200);
    }
    house.setTime(later(DAY_MS + 1));
    expect(await status(browser)).toBe(401);
  });

  it('its use is written down once a minute at most; those long over are forgotten', async () => {
    const { email } = await manyHats();
    const browser = await signIn(house, email);
    const seen = async () => (await house.database('sessions').where({ email }).first())?.seen_at;
    house.setTime(later(59_999));
    await status(browser);
    expect(await seen()).toBe(NINE);
    house.setTime(later(60_000));
    await status(browser);
    expect(await seen()).toBe(later(60_000));
    house.setTime(later(31 * DAY_MS));
    await keepHouse(house.backend);
    expect(await seen()).toBeUndefined();
  });
});

describe('the secret of a session', () => {
  it('is new at sign-in: one planted in the browser before is worth nothing, the former one neither', async () => {
    const { email } = await manyHats();
    const planted = new Browser(house.url);
    planted.cookies.set('jalons_session', 'planted');
    await signInByMail(planted, email);
    expect(session(planted)).toMatch(/^[\w-]{43}$/);
    const former = session(planted);
    await signInByMail(planted, email);
    expect(session(planted)).not.toBe(former);
    const thief = new Browser(house.url);
    thief.cookies.set('jalons_session', former);
    expect(await status(thief)).toBe(401);
    expect(await status(planted)).toBe(200);
  });

  it('is new at each change of identity, and so are the tokens of forms', async () => {
    const { email, tutorId } = await manyHats();
    const browser = await signIn(house, email);
    await browser.get('/compte');
    const [former, token] = [session(browser), browser.csrf];
    const changed = await browser.post('/compte/identite', { identity: `tutor-${tutorId}` });
    expect([changed.status, changed.location]).toEqual([303, '/mes-accompagnements']);
    expect(session(browser)).not.toBe(former);
    expect((await browser.post('/compte/identite', { identity: 'auditeur-self', _csrf: token })).status).toBe(403);
    expect((await browser.get('/compte')).text).toContain('tuteur');
    expect((await browser.post('/compte/identite', { identity: 'auditeur-self' })).location).toBe(
      '/mon-accompagnement',
    );
    const thief = new Browser(house.url);
    thief.cookies.set('jalons_session', former);
    expect(await status(thief)).toBe(401);
  });

  it('an identity that is not one’s own is refused', async () => {
    const [one, other] = [await manyHats(), await manyHats()];
    const browser = await signIn(house, one.email, { as: 'auditeur' });
    for (const identity of [`user-${other.userId}`, `tutor-${other.tutorId}`, 'user-self', '', 'x']) {
      await browser.get('/compte');
      expect([400, 404]).toContain((await browser.post('/compte/identite', { identity })).status);
    }
    const limited = await signIn(house, one.email, { as: 'auditeur', only: one.enrolmentId });
    await limited.get('/compte');
    expect((await limited.post('/compte/identite', { identity: `user-${one.userId}` })).status).toBe(404);
  });

  it('is in a cookie that no script reads and no other site sends; by https it is this very site’s', async () => {
    const { email } = await manyHats();
    const cookies = async (place: House) => {
      const browser = new Browser(place.url);
      await browser.get('/connexion');
      await browser.post('/connexion', { email });
      await answerAccessRequests(place.backend);
      const link = new URL(place.accessMails.at(-1)!.link).pathname;
      await browser.get(link);
      const body = new URLSearchParams({ _csrf: browser.csrf });
      return (await browser.fetch(link, { method: 'POST', body })).headers.getSetCookie();
    };
    expect(await cookies(house)).toEqual([
      expect.stringMatching(/^jalons_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const secured = await openHouse({ publicUrl: 'https://jalons.test' });
    await createUsers(secured.database).update(
      (await createUsers(secured.database).findByEmail('admin@jalons.localhost'))!.id,
      { email },
    );
    expect(await cookies(secured)).toEqual([
      expect.stringMatching(/^__Host-jalons_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    await secured.close();
  });
});

describe('leaving', () => {
  it('one session ends; the others stay', async () => {
    const { email } = await manyHats();
    const [one, other] = [await signIn(house, email), await signIn(house, email)];
    const secret = session(one);
    await one.get('/compte');
    expect((await one.post('/deconnexion')).location).toBe('/');
    expect(one.cookies.has('jalons_session')).toBe(false);
    one.cookies.set('jalons_session', secret);
    expect([await status(one), await status(other)]).toEqual([401, 200]);
  });

  it('everywhere: every session of the address ends, those of personal links too; nobody else’s does', async () => {
    const [mine, theirs] = [await manyHats(), await manyHats()];
    const browsers = [
      await signIn(house, mine.email),
      await signIn(house, mine.email, { as: 'tutor' }),
      await signIn(house, mine.email, { as: 'auditeur', only: mine.enrolmentId }),
      await signIn(house, theirs.email),
    ];
    await browsers[1]!.get('/compte');
    expect((await browsers[1]!.post('/compte/deconnexion')).status).toBe(303);
    expect(await Promise.all(browsers.map((browser) => status(browser)))).toEqual([401, 401, 401, 200]);
  });

  it('everywhere, asked by a personal link’s session, ends that one only', async () => {
    const { email, enrolmentId } = await manyHats();
    const [whole, limited] = [
      await signIn(house, email),
      await signIn(house, email, { as: 'auditeur', only: enrolmentId }),
    ];
    const account = await limited.get('/compte');
    expect(account.text).not.toContain('partout');
    expect(account.text).toContain('seule cette connexion est montrée');
    await limited.post('/compte/deconnexion');
    expect((await limited.get('/')).text).toContain('vos autres connexions restent ouvertes');
    expect([await status(limited), await status(whole)]).toEqual([401, 200]);
  });
});

describe('a form that no page of ours made', () => {
  const OUTSIDE = [
    ['without a token', { _csrf: '' }, {}],
    ['with a token made up', { _csrf: 'A'.repeat(86) }, {}],
    ['from another site, with the right token', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbouring site, with the right token', {}, { 'sec-fetch-site': 'same-site' }],
    ['from another origin, with the right token', {}, { origin: 'https://evil.example.org' }],
  ] as const;

  it.each(OUTSIDE)('is refused %s', async (_title, fields, headers) => {
    const { email } = await manyHats();
    const browser = await signIn(house, email);
    await browser.get('/compte');
    const refused = await browser.post('/compte/deconnexion', fields, headers);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Ce formulaire n’est plus valable');
    expect(await status(browser)).toBe(200);
  });

  it('is refused with the token of somebody else’s session, or of before signing in', async () => {
    const [one, other] = [await signIn(house, (await manyHats()).email), await signIn(house, (await manyHats()).email)];
    await one.get('/compte');
    await other.get('/compte');
    expect((await one.post('/compte/deconnexion', { _csrf: other.csrf })).status).toBe(403);
    const stranger = new Browser(house.url);
    await stranger.get('/connexion');
    expect((await one.post('/compte/deconnexion', { _csrf: stranger.csrf })).status).toBe(403);
  });

  it('is refused also to who has not signed in: nobody is signed in as somebody else unawares', async () => {
    const attacker = new Browser(house.url);
    await attacker.get('/connexion');
    const victim = new Browser(house.url);
    expect((await victim.post('/connexion', { email: 'a@example.org', _csrf: attacker.csrf })).status).toBe(403);
    await victim.get('/');
    expect((await victim.post('/connexion', { email: 'a@example.org', _csrf: attacker.csrf })).status).toBe(403);
  });

  it.each([{ 'sec-fetch-site': 'same-origin' }, { origin: 'null' }, { origin: 'http://jalons.test' }, {}])(
    'ours is taken, with %j',
    async (headers) => {
      const browser = await signIn(house, (await manyHats()).email);
      await browser.get('/compte');
      expect((await browser.post('/compte/deconnexion', {}, headers as Record<string, string>)).status).toBe(303);
    },
  );

  it('to the API needs X-CSRF-Token with a session, and nothing with a token of its own', async () => {
    const { email, userId } = await manyHats();
    await createUsers(house.database).update(userId, { role: 'administrator' });
    const browser = await signIn(house, email);
    await browser.get('/compte');
    const body = JSON.stringify({ label: 'by session', role: 'staff' });
    const ask = (headers: Record<string, string>) =>
      browser.fetch('/api/tokens', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    const refused = await ask({});
    expect([refused.status, (await refused.json()) as object]).toMatchObject([403, { code: 'csrf.invalid' }]);
    expect((await ask({ 'x-csrf-token': browser.csrf, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask({ 'x-csrf-token': browser.csrf })).status).toBe(201);
    expect((await house.ask('POST', '/api/tokens', { body: { label: 'by token', role: 'staff' } })).status).toBe(201);
  });

  it('the token is another text on each page', async () => {
    const browser = await signIn(house, (await manyHats()).email);
    const [{ html: one }, { html: other }] = [await browser.get('/compte'), await browser.get('/compte')];
    const tokens = (html: string) => html.match(/name="_csrf" value="([^"]+)"/)?.[1];
    expect(tokens(one)).not.toBe(tokens(other));
  });
});

/** What a browser says of a form that one of our own pages sends. */
const OURS = { 'sec-fetch-site': 'same-origin' };

/** Somebody who was coached to the end, and writes in their survey: `fields` is what they send. */
async function atTheirSurvey(options: { only?: boolean } = {}) {
  const enrolment = registration();
  await createEnrolments(house.database).insert(enrolment);
  const closed = { step: 'closed', situation: 'closed', outcome: 'validated' };
  await house.database('enrolments').where({ id: enrolment.id }).update(closed);
  const { email } = enrolment.auditeur;
  const browser = await signIn(house, email, options.only ? { only: enrolment.id } : {});
  const path = `/dossiers/${enrolment.id}/enquete`;
  await browser.get(path);
  const cle = randomUUID();
  const comment = `Merci à tous.\r\n\r\n<script>alert("x")</script> & « au revoir » ${cle}`;
  const fields = { satisfaction: '4', comment, cle };
  const answers = () => house.database('survey_answers').whereLike('comment', `%${cle}`);
  return { enrolment, email, browser, path, fields, answers };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decoded = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name]!);

/** The form of a page as a browser sends it: its address, and its fields. */
function formIn(html: string): { action: string; fields: Record<string, string> } {
  const [, attributes = '', inner = ''] = /<form([^>]*)>([\s\S]*?)<\/form>/.exec(
    /<main[\s\S]*<\/main>/.exec(html)![0],
  )!;
  const fields: Record<string, string> = {};
  for (const [, name, value] of inner.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
    fields[name!] = decoded(value!);
  for (const [, name, value] of inner.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"[^>]* checked/g))
    fields[name!] = decoded(value!);
  for (const [, name, value] of inner.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g))
    fields[name!] = decoded(value!).replace(/^\n/, '').replaceAll(/\r?\n/g, '\r\n');
  return { action: decoded(/action="([^"]+)"/.exec(attributes)?.[1] ?? ''), fields };
}

describe('a form sent after the session has ended', () => {
  it('comes back whole, is sent again as it was once signed in, and is done once', async () => {
    const { browser, email, enrolment, path, fields, answers } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    const held = await browser.post(path, fields, OURS);
    expect([held.status, await faultsIn(held.html)]).toEqual([403, []]);
    for (const said of [
      'Votre session est terminée',
      'Cet envoi n’a pas été pris en compte',
      'Merci à tous.',
      'nouvel onglet',
    ])
      expect(held.text).toContain(said);
    expect(held.html).not.toContain('<script>alert');
    expect(held.html).not.toContain(email);
    expect(held.headers.get('cache-control')).toContain('no-store');
    expect(held.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(held.html.match(/href="\/connexion[^>]*>/g)).toEqual([expect.stringContaining('target="_blank"')]);
    const { _csrf, ...kept } = formIn(held.html).fields;
    expect([formIn(held.html).action, kept]).toEqual([path, fields]);
    const stillOut = await browser.post(path, formIn(held.html).fields, OURS);
    expect(stillOut.text).toContain('Votre session est terminée');
    await signInByMail(browser, email);
    const again = await browser.post(path, formIn(stillOut.html).fields, OURS);
    expect(again.status).toBe(403);
    expect(again.text).toContain(
      `connecté comme ${enrolment.auditeur.firstName} ${enrolment.auditeur.lastName} (auditeur)`,
    );
    expect(await answers()).toHaveLength(0);
    const toSend = formIn(again.html).fields;
    expect(toSend).toMatchObject(fields);
    for (const _ of [1, 2]) expect((await browser.post(path, toSend, OURS)).location).toBe(`/dossiers/${enrolment.id}`);
    expect(await answers()).toHaveLength(1);
  });

  it('is not done again when it had been, and only its answer was lost', async () => {
    const { browser, email, enrolment, path, fields, answers } = await atTheirSurvey();
    const record = { path: `/dossiers/${enrolment.id}/releve`, fields: { totalMinutes: '0', cle: randomUUID() } };
    const minutes = (tutoring_minutes: number) =>
      house.database('enrolments').where({ id: enrolment.id }).update({ tutoring_minutes });
    await minutes(30);
    for (const one of [{ path, fields }, record]) expect((await browser.post(one.path, one.fields)).status).toBe(303);
    house.setTime(later(3 * DAY_MS));
    const survey = await browser.post(path, fields, OURS);
    const confirmation = await browser.post(record.path, record.fields, OURS);
    await signInByMail(browser, email);
    expect((await browser.post(path, formIn(survey.html).fields, OURS)).text).toContain('Vous avez déjà répondu');
    expect(await answers()).toHaveLength(1);
    // Its own page is shown no more: what was asked can still be sent as it was, and is known to be done.
    await minutes(0);
    const again = await browser.post(record.path, formIn(confirmation.html).fields, OURS);
    expect(again.text).toContain('Confirmez l’envoi');
    expect(await faultsIn(again.html)).toEqual([]);
    const sent = await browser.post(record.path, formIn(again.html).fields, OURS);
    expect(sent.location).toBe(`/dossiers/${enrolment.id}`);
  });

  it('leads back to the enrolment, where one is told that the form waits; who had a personal link gets another', async () => {
    const { browser, email, enrolment, path, fields } = await atTheirSurvey({ only: true });
    house.setTime(later(3 * DAY_MS));
    const { html } = await browser.post(path, fields, OURS);
    expect(html).toContain(`href="/dossiers/${enrolment.id}/lien" target="_blank"`);
    const [, signInAt] = /href="(\/connexion[^"]+)" target="_blank"/.exec(html)!;
    expect(signInAt).toBe(`/connexion?suite=${encodeURIComponent(`/dossiers/${enrolment.id}?retour=formulaire`)}`);
    const page = `/dossiers/${enrolment.id}?retour=formulaire`;
    expect((await browser.get(page)).text).not.toContain('onglet précédent');
    await signInByMail(browser, email);
    expect((await browser.get(page)).text).toContain('Votre formulaire vous attend dans l’onglet précédent');
  });

  it('leads back to the page as it was, with what its address says', async () => {
    const { browser } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    const { html } = await browser.post('/reglages/centre?centre=pays-de-la-loire', { name: 'Cnam' }, OURS);
    const [, signInAt] = /href="(\/connexion[^"]+)" target="_blank"/.exec(html)!;
    const back = '/reglages/centre?centre=pays-de-la-loire&retour=formulaire';
    expect(signInAt).toBe(`/connexion?suite=${encodeURIComponent(back)}`);
  });

  it('is not read from who was never here: without a cookie of ours no page of ours was filled in', async () => {
    const { browser, path, fields } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    const big = { ...fields, comment: 'a '.repeat(600 * 1024) };
    const led = await new Browser(house.url).post(path, big, OURS);
    expect([led.status, led.location]).toEqual([303, `/connexion?suite=${encodeURIComponent(path)}`]);
    // The cookie of a session that has ended comes with what is sent; once taken back, the one of forms does.
    for (const cookie of ['jalons_session', 'jalons_form']) {
      expect([...browser.cookies.keys()]).toEqual([cookie]);
      expect((await browser.post(path, fields, OURS)).text).toContain('Merci à tous.');
    }
  });

  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbouring site', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', { origin: 'https://evil.example.org' }],
    ['from nobody knows where', { origin: 'null' }],
    ['from nobody knows where, typed by the user they say', { 'sec-fetch-site': 'none' }],
    ['with nothing said', {}],
  ])('is kept only when it is surely ours: not %s', async (_title, headers) => {
    const { browser, email, path, fields } = await atTheirSurvey();
    const stale = browser.csrf;
    await signInByMail(browser, email);
    const refused = await browser.post(path, { ...fields, _csrf: stale }, headers as Record<string, string>);
    expect([refused.status, refused.text.includes('Merci à tous.')]).toEqual([403, false]);
    house.setTime(later(3 * DAY_MS));
    const led = await browser.post(path, fields, headers as Record<string, string>);
    expect([led.status, led.location]).toEqual([303, `/connexion?suite=${encodeURIComponent(path)}`]);
  });

  it.each([OURS, { origin: 'http://jalons.test' }])('is kept by %j', async (headers) => {
    const { browser, path, fields } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    expect((await browser.post(path, fields, headers as Record<string, string>)).text).toContain('Merci à tous.');
  });

  it('nothing is done with the token of another session: it is shown to who is signed in now, and who that is', async () => {
    const one = await atTheirSurvey();
    const other = await atTheirSurvey();
    const former = one.browser.csrf;
    one.browser.cookies.set('jalons_session', session(other.browser));
    const hidden = await one.browser.post(one.path, { ...one.fields, _csrf: former }, OURS);
    expect(hidden.status).toBe(404);
    expect(hidden.text).toContain('Merci à tous.');
    expect(hidden.html).not.toContain(one.email);
    const own = await one.browser.post(other.path, { ...one.fields, _csrf: former }, OURS);
    expect([own.status, own.text.includes('connecté comme')]).toEqual([403, true]);
    expect(await one.answers()).toHaveLength(0);
  });

  it('is kept too when it needs another role, which one may take in another tab', async () => {
    const { email, enrolmentId } = await manyHats();
    const closed = { step: 'closed', situation: 'closed', outcome: 'validated' };
    await house.database('enrolments').where({ id: enrolmentId }).update(closed);
    const browser = await signIn(house, email, { as: 'user' });
    await browser.get('/compte');
    const path = `/dossiers/${enrolmentId}/enquete`;
    const fields = { satisfaction: '5', comment: 'Tout était parfait.', cle: randomUUID() };
    const held = await browser.post(path, fields, OURS);
    expect([held.status, await faultsIn(held.html)]).toEqual([403, []]);
    expect(held.text).toContain('Ce formulaire demande un autre rôle');
    await browser.get('/compte');
    await browser.post('/compte/identite', { identity: 'auditeur-self' });
    const again = await browser.post(path, formIn(held.html).fields, OURS);
    expect((await browser.post(path, formIn(again.html).fields, OURS)).location).toBe(`/dossiers/${enrolmentId}`);
  });

  it('one that only its hidden fields fill is confirmed as it is', async () => {
    const { email, tutorId } = await manyHats();
    const browser = await signIn(house, email, { as: 'user' });
    const other = await signIn(house, email, { as: 'user' });
    await other.get('/compte');
    const fields = { identity: `tutor-${tutorId}`, _csrf: other.csrf };
    const held = await browser.post('/compte/identite', fields, OURS);
    expect([held.status, formIn(held.html).fields.identity]).toEqual([403, `tutor-${tutorId}`]);
    expect(held.text).toContain('connecté comme Maud Multiple (responsable');
    const sent = await browser.post(formIn(held.html).action, formIn(held.html).fields, OURS);
    expect(sent.location).toBe('/mes-accompagnements');
  });

  it('one without anything in it leads to sign in, as a page does; to a page, whatever address it was sent to', async () => {
    const { browser, enrolment } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    expect((await browser.post('/compte/deconnexion', {}, OURS)).location).toBe('/connexion?suite=%2Fcompte');
    const avis = `/dossiers/${enrolment.id}/avis`;
    const { location } = await browser.post(`${avis}/relecture`, {}, OURS);
    expect(location).toBe(`/connexion?suite=${encodeURIComponent(avis)}`);
  });

  it('a file is not taken from who is not signed in, and asked for again; what was written beside it stays', async () => {
    const { browser, enrolment } = await atTheirSurvey();
    const form = new FormData();
    form.set('note', 'Reçu par courrier ce matin.');
    form.set('cle', 'k-1');
    form.set('file', new Blob([Buffer.alloc(2 * 1024 * 1024, 'x')]), 'rapport.pdf');
    const send = (what: string) =>
      browser.fetch(`/dossiers/${enrolment.id}/${what}`, { method: 'POST', body: form, headers: OURS });
    expect(textOf(await (await send('correction')).text())).toContain(
      'vous le choisirez de nouveau au prochain envoi.',
    );
    house.setTime(later(3 * DAY_MS));
    const held = await send('rapport');
    const html = await held.text();
    expect([held.status, await faultsIn(html)]).toEqual([403, []]);
    expect(textOf(html)).toContain('un fichier ne se garde pas\u00a0: vous le choisirez de nouveau une fois connecté');
    expect(formIn(html).fields).toMatchObject({ note: 'Reçu par courrier ce matin.', cle: 'k-1' });
    expect(html).toContain('enctype="multipart/form-data"');
    expect(readdirSync(house.folder).filter((name) => name.startsWith('jalons-upload-'))).toEqual([]);
  });

  it('the limits on what is read are the same', async () => {
    const { browser, path, fields } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    const comment = 'a '.repeat(600 * 1024);
    const { status, html } = await browser.post(path, { ...fields, comment }, OURS);
    expect([status, html.length < 20_000]).toEqual([413, true]);
  });

  it('a piece that htmx asks for while one types leads nowhere; a whole form it sends is kept', async () => {
    const { browser, enrolment, path, fields } = await atTheirSurvey();
    house.setTime(later(3 * DAY_MS));
    const htmx = { ...OURS, 'hx-request': 'true' };
    const check = await browser.post('/dossiers/nouveau/verification', { firstName: 'Jean Paul' }, htmx);
    expect([check.status, check.headers.get('hx-redirect'), check.html.includes('Jean Paul')]).toEqual([
      401,
      null,
      false,
    ]);
    const proposal = await browser.fetch(`/dossiers/${enrolment.id}/planning/proposition`, { headers: htmx });
    expect([proposal.status, proposal.headers.get('hx-redirect')]).toEqual([401, null]);
    const whole = await browser.post(path, fields, { ...htmx, 'hx-target': 'contenu' });
    expect([whole.status, whole.text.includes('Merci à tous.')]).toEqual([403, true]);
  });
});
