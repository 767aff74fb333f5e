import type { QueuedMail } from '../../../activities/ports.ts';
import { createEnrolmentStore } from '../../../db/enrolment-store.ts';
import { createEnrolments, type NewEnrolment } from '../../../db/enrolments.ts';
import { createOutbox } from '../../../db/outbox.ts';
import { createTutors } from '../../../db/tutors.ts';
import type { Situation } from '../../../domain/enrolment.ts';
import type { MailRequest } from '../../../domain/mails.ts';
import { withPersonalLinks } from '../../../mail/personal-links.ts';
import { writeMail } from '../../../mail/write-mail.ts';
import { answerAccessRequests } from '../../../services/access-mails.ts';
import { keepHouse } from '../../../services/housekeeping.ts';
import { personalToken } from '../../../services/personal-token.ts';
import { type House, openHouse } from '../../api/house.ts';
import { factsOf, registration, transition } from '../../db/people.ts';
import { Browser } from '../browser.ts';
import { faultsIn } from '../markup.ts';
import { signIn } from '../signed-in.ts';

const NINE = '2026-11-23T09:00:00.000Z';
const DAY_MS = 86_400_000;
const later = (milliseconds: number) => new Date(Date.parse(NINE) + milliseconds).toISOString();

let house: House;
let tutors: { id: string; code: string; email: string }[];
beforeAll(async () => {
  house = await openHouse();
  tutors = (await createTutors(house.database).list({ limit: 50 })).filter(({ active }) => active);
});
beforeEach(() => {
  house.setTime(NINE);
  house.accessMails.length = 0;
});
afterAll(() => house.close());

let count = 0;
const versions = new Map<string, number>();

/** Writes that an enrolment stands so, with its mails; answers these as the mail server gets them. */
async function stand(
  enrolment: NewEnrolment,
  situation: Situation,
  { requests = [], tutor = tutors[0]! }: { requests?: MailRequest[]; tutor?: (typeof tutors)[number] } = {},
): Promise<QueuedMail[]> {
  const version = (versions.get(enrolment.id) ?? 0) + 1;
  versions.set(enrolment.id, version);
  const store = createEnrolmentStore(house.database, { publicUrl: 'http://jalons.test' });
  count += 1;
  const mails = requests.map((request, index) => ({ ...request, key: `${count}/${index}` }));
  const facts = factsOf(enrolment, { tutor: { id: tutor.id, code: tutor.code, assignedOn: '2026-10-12' } });
  const step = 'annotated_correction' as const;
  const snapshot = { step, situation, waitingFor: 'auditeur' as const, facts };
  await store.record(
    transition(enrolment, { version, historyLength: version * 10, at: NINE, mails, snapshot }),
    writeMail,
  );
  const keys: string[] = await house
    .database('mails')
    .where({ enrolment_id: enrolment.id, version })
    .orderBy('ordinal')
    .pluck('key');
  const sent: QueuedMail[] = [];
  for (const key of keys) await deliver(key, async (mail) => void sent.push(mail));
  return sent;
}

const deliver = (key: string, send: (mail: QueuedMail) => Promise<void>): Promise<void> => {
  const transport = withPersonalLinks({ send }, (id) => personalToken(house.backend.secret, id));
  return createOutbox(house.database, { clock: house.backend.clock }).deliver(key, (mail) => transport.send(mail));
};

const reminder = (wait: 'report' | 'correction' | 'limit', to: 'auditeur' | 'tutor' | 'staff'): MailRequest => ({
  name: 'reminder',
  to,
  facts: {
    wait,
    since: '2026-10-12',
    due: { date: '2026-12-01', explanation: '1er décembre 2026' },
    escalation: false,
  },
});
const returned = (to: 'auditeur' | 'tutor' | 'staff'): MailRequest => ({
  name: 'correction_returned',
  to,
  facts: { returnedOn: '2026-11-23', revisionDue: '2026-12-24', late: false },
});

const linkIn = (mail: QueuedMail): string => {
  const [url] = /http:\/\/jalons\.test\/dossiers\/\S+/.exec(mail.text) ?? [];
  if (!url || !mail.html.includes(url)) throw new Error('Text and HTML have the same link.');
  return url.slice('http://jalons.test'.length);
};
const tokenIn = (link: string) => new URL(link, 'http://jalons.test').searchParams.get('lien')!;

/** An enrolment whose report is awaited, and the link of the auditeur's reminder. */
async function reminded(): Promise<{ enrolment: NewEnrolment; link: string }> {
  const enrolment = registration();
  await createEnrolments(house.database).insert(enrolment);
  const [mail] = await stand(enrolment, 'report_awaited', { requests: [reminder('report', 'auditeur')] });
  return { enrolment, link: linkIn(mail!) };
}

async function open(link: string, browser = new Browser(house.url)): Promise<Browser> {
  const page = await browser.get(link);
  expect(page.status).toBe(200);
  const opened = await browser.post(`${link.split('?')[0]}/ouverture`, { lien: tokenIn(link) });
  expect(opened.status).toBe(303);
  return browser;
}

const seen = async (browser: Browser): Promise<string[]> => {
  const answer = await browser.fetch('/api/enrolments');
  if (answer.status !== 200) return [];
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
};

describe('the personal link of a mail', () => {
  it('shows a button, which opens the very page of what is awaited, for this enrolment only', async () => {
    const { enrolment, link } = await reminded();
    const other = registration({ auditeur: enrolment.auditeur, certification: 'LIC-INFO' });
    await createEnrolments(house.database).insert(other);
    const browser = new Browser(house.url);
    const page = await browser.get(link);
    expect(page.text).toContain('Ouvrir le dossier');
    expect(await faultsIn(page.html)).toEqual([]);
    for (const personal of [enrolment.auditeur.email, enrolment.auditeur.lastName])
      expect(page.html).not.toContain(personal);
    expect(browser.cookies.has('jalons_session')).toBe(false);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const opened = await browser.post(`/dossiers/${enrolment.id}/ouverture`, { lien: tokenIn(link) });
    expect([opened.status, opened.location]).toEqual([303, `/dossiers/${enrolment.id}/rapport`]);
    expect(await seen(browser)).toEqual([enrolment.id]);
    expect((await browser.get(`/dossiers/${other.id}`)).status).toBe(404);
    expect((await browser.get(link)).location).toBe(`/dossiers/${enrolment.id}/rapport`);
  });

  it('can be followed again, on another device; two at once are two sessions', async () => {
    const { enrolment, link } = await reminded();
    const browsers = await Promise.all([open(link), open(link)]);
    for (const browser of browsers) expect(await seen(browser)).toEqual([enrolment.id]);
    expect(await house.database('sessions').where({ only_enrolment: enrolment.id })).toHaveLength(2);
  });

  it('is in mails to the auditeur and to the tutor; staff sign in', async () => {
    const enrolment = registration();
    await createEnrolments(house.database).insert(enrolment);
    const requests = [returned('auditeur'), returned('tutor'), returned('staff')];
    const [auditeur, tutor, staff] = await stand(enrolment, 'revision_awaited', { requests });
    expect(tokenIn(linkIn(auditeur!))).toMatch(/^[\w-]{65}$/);
    expect(tokenIn(linkIn(tutor!))).toMatch(/^[\w-]{65}$/);
    expect(linkIn(staff!)).toBe(`/dossiers/${enrolment.id}`);
    expect(await seen(await open(linkIn(tutor!)))).toEqual([enrolment.id]);
  });

  it('is kept nowhere: a mail sent again is the same to the byte, and what is stored of it opens nothing', async () => {
    const enrolment = registration();
    await createEnrolments(house.database).insert(enrolment);
    const [mail] = await stand(enrolment, 'report_awaited', { requests: [reminder('report', 'auditeur')] });
    await house.database('mails').where({ key: mail!.key }).update({ status: 'queued' });
    await deliver(mail!.key, async (again) => expect(again).toEqual(mail));
    const kept = JSON.stringify([await house.database('mails'), await house.database('personal_links')]);
    expect(kept).not.toContain(tokenIn(linkIn(mail!)));
    expect(kept).toContain('?lien={lien-personnel}');
  });

  it.each([
    ['at the very end of its 31 days it still opens', 31 * DAY_MS, 200],
    ['a millisecond later it has expired', 31 * DAY_MS + 1, 410],
  ])('%s', async (_title, milliseconds, status) => {
    const { link } = await reminded();
    house.setTime(later(milliseconds));
    const browser = new Browser(house.url);
    const page = await browser.get(link);
    expect(page.status).toBe(status);
    const opened = await browser.post(`${link.split('?')[0]}/ouverture`, { lien: tokenIn(link), _csrf: browser.csrf });
    expect(opened.status).toBe(status === 200 ? 303 : 410);
    if (status === 410) expect(page.text).toContain('Ce lien a expiré');
  });

  it('expired, it gets the same person another one, by mail; nobody else', async () => {
    const { enrolment, link } = await reminded();
    house.setTime(later(32 * DAY_MS));
    const browser = new Browser(house.url);
    const page = await browser.get(link);
    expect(page.text).toContain('Recevoir un nouveau lien');
    expect(await faultsIn(page.html)).toEqual([]);
    const asked = await browser.post(`/dossiers/${enrolment.id}/lien`, { lien: tokenIn(link) });
    expect([asked.status, asked.location]).toEqual([303, `/dossiers/${enrolment.id}`]);
    expect((await browser.get(`/dossiers/${enrolment.id}`)).text).toContain('un lien personnel vient d’y être envoyé');
    await answerAccessRequests(house.backend);
    expect(house.accessMails.map(({ to }) => to.address)).toEqual([enrolment.auditeur.email]);
    const fresh = house.accessMails[0]!.link.slice('http://jalons.test'.length);
    expect(fresh).not.toBe(link);
    expect(await seen(await open(fresh))).toEqual([enrolment.id]);
  });

  it('long expired, it is forgotten: its mail stays, it says what it was, and leads to another', async () => {
    const { enrolment, link } = await reminded();
    const kept = async () => (await house.database('personal_links').where({ enrolment_id: enrolment.id })).length;
    house.setTime(later(121 * DAY_MS));
    await keepHouse(house.backend);
    expect(await kept()).toBe(1);
    house.setTime(later(121 * DAY_MS + 1));
    const ofIt = { enrolment_id: enrolment.id };
    await house.database('mails').where(ofIt).update({ status: 'sending' });
    await keepHouse(house.backend);
    expect(await kept()).toBe(1);
    const [key] = await house.database('mails').where(ofIt).pluck('key');
    await deliver(key, async (mail) => expect(linkIn(mail)).toBe(link));
    await keepHouse(house.backend);
    expect(await kept()).toBe(0);
    expect(await house.database('mails').where(ofIt).pluck('personal_link')).toEqual([null]);
    const page = await new Browser(house.url).get(link);
    expect([page.status, await faultsIn(page.html)]).toEqual([410, []]);
    expect(page.text).toContain('Ce lien a expiré depuis longtemps');
    expect(page.html).toContain(`href="/dossiers/${enrolment.id}/lien"`);
  });

  it('of a reminder is useless once the thing is done; that of what was told stays', async () => {
    const { enrolment, link } = await reminded();
    const [told] = await stand(enrolment, 'report_awaited', { requests: [returned('auditeur')] });
    await stand(enrolment, 'report_received');
    const page = await new Browser(house.url).get(link);
    expect(page.status).toBe(410);
    expect(page.text).toContain('ce qu’il rappelait est fait');
    expect(page.text).toContain('Recevoir un nouveau lien');
    await open(linkIn(told!));
  });

  it('of the reminder of the limit is useful until the avis', async () => {
    const { enrolment } = await reminded();
    const [mail] = await stand(enrolment, 'report_received', { requests: [reminder('limit', 'auditeur')] });
    await stand(enrolment, 'avis_awaited');
    await open(linkIn(mail!));
    await stand(enrolment, 'closed');
    expect((await new Browser(house.url).get(linkIn(mail!))).status).toBe(410);
  });

  it('opens nothing to a tutor who was replaced, at once, not even a session that it opened; it cannot be renewed (R31)', async () => {
    const { enrolment } = await reminded();
    const [mail] = await stand(enrolment, 'report_received', { requests: [reminder('correction', 'tutor')] });
    const link = linkIn(mail!);
    const browser = await open(link);
    expect(await seen(browser)).toEqual([enrolment.id]);
    await stand(enrolment, 'report_received', { tutor: tutors[1]! });
    expect(await seen(browser)).toEqual([]);
    expect((await browser.get(`/dossiers/${enrolment.id}`)).status).toBe(404);
    const page = await new Browser(house.url).get(link);
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('Recevoir un nouveau lien');
    const stubborn = new Browser(house.url);
    await stubborn.get(`/dossiers/${enrolment.id}/lien`);
    await stubborn.post(`/dossiers/${enrolment.id}/lien`, { lien: tokenIn(link) });
    await answerAccessRequests(house.backend);
    expect(house.accessMails).toEqual([]);
  });

  it('opens to a tutor made inactive what they still follow, and nothing once nothing runs', async () => {
    const { enrolment } = await reminded();
    const [mail] = await stand(enrolment, 'report_received', { requests: [returned('tutor')] });
    const browser = await open(linkIn(mail!));
    const { update } = createTutors(house.database);
    await update(tutors[0]!.id, { active: false });
    expect(await seen(browser)).toEqual([enrolment.id]);
    expect(await seen(await open(linkIn(mail!)))).toEqual([enrolment.id]);
    await house.database('enrolments').where({ tutor_id: tutors[0]!.id }).update({ step: 'closed' });
    expect(await seen(browser)).toEqual([]);
    expect((await new Browser(house.url).get(linkIn(mail!))).status).toBe(410);
    await update(tutors[0]!.id, { active: true });
  });

  it('sent to a mistyped address opens nothing once the address is corrected, nor does that of a mail on its way', async () => {
    const enrolment = registration();
    await createEnrolments(house.database).insert(enrolment);
    const [mail] = await stand(enrolment, 'report_awaited', { requests: [reminder('report', 'auditeur')] });
    await house.database('mails').where({ key: mail!.key }).update({ status: 'sending' });
    const browser = await open(linkIn(mail!));
    const email = 'corrected@example.org';
    expect((await house.ask('PATCH', `/api/enrolments/${enrolment.id}/auditeur`, { body: { email } })).status).toBe(
      200,
    );
    expect((await new Browser(house.url).get(linkIn(mail!))).status).toBe(410);
    expect(await seen(browser)).toEqual([]);
    await deliver(mail!.key, async (again) => {
      expect(again.to.address).toBe(email);
      expect(linkIn(again)).not.toBe(linkIn(mail!));
      expect(await seen(await open(linkIn(again)))).toEqual([enrolment.id]);
    });
  });

  it('of another enrolment, altered, or sealed with another secret, opens nothing', async () => {
    const [one, other] = [await reminded(), await reminded()];
    const token = tokenIn(one.link);
    const [row] = await house.database('personal_links').where({ enrolment_id: one.enrolment.id });
    const altered = [...token].map(
      (character, index) => token.slice(0, index) + (character === 'A' ? 'B' : 'A') + token.slice(index + 1),
    );
    const forged = [personalToken('another secret', row.id), row.id, '', 'x', `${token}x`, token.slice(1), ...altered];
    const browser = new Browser(house.url);
    await browser.get(one.link);
    for (const lien of forged.slice(0, 20)) {
      expect((await browser.post(`/dossiers/${one.enrolment.id}/ouverture`, { lien })).status).not.toBe(303);
    }
    for (const lien of altered) {
      expect((await browser.get(`/dossiers/${one.enrolment.id}?lien=${lien}`)).status).toBe(410);
    }
    expect((await browser.get(`/dossiers/${other.enrolment.id}?lien=${token}`)).text).toContain(
      'Ce lien n’est pas valable',
    );
    expect(browser.cookies.has('jalons_session')).toBe(false);
  });

  it('keeps the session of who has signed in with the same address, under the right identity', async () => {
    const { enrolment } = await reminded();
    const email = tutors[0]!.email;
    await house
      .database('users')
      .insert({ id: '0191d2a4-0000-7000-8000-000000000001', first_name: 'O', last_name: 'E', email, role: 'staff' });
    const [mail] = await stand(enrolment, 'report_received', { requests: [reminder('correction', 'tutor')] });
    const browser = await signIn(house, email, { as: 'user' });
    await open(linkIn(mail!), browser);
    const account = await browser.get('/compte');
    expect(account.text).toContain('Continuer comme gestionnaire');
    expect(await house.database('sessions').where({ email, entry: 'mail', identity_kind: 'tutor' })).toHaveLength(1);
    await house.database('users').where({ email }).delete();
  });

  it('ends the session of somebody else in the same browser, and says so before', async () => {
    const { enrolment, link } = await reminded();
    const browser = await signIn(house, 'admin@jalons.localhost');
    const former = browser.cookies.get('jalons_session')!;
    expect((await browser.get(link)).text).toContain('admin@jalons.localhost');
    await open(link, browser);
    expect(await seen(browser)).toEqual([enrolment.id]);
    browser.cookies.set('jalons_session', former);
    expect(await seen(browser)).toEqual([]);
  });

  it('lets the auditeur confirm the tutoring record', async () => {
    const { enrolment, link } = await reminded();
    const browser = await open(link);
    await browser.get('/compte');
    await house.database('enrolments').where({ id: enrolment.id }).update({ tutoring_minutes: 30 });
    const path = `/api/enrolments/${enrolment.id}/tutoring-record/confirmation`;
    expect((await browser.fetch(path, { method: 'POST' })).status).toBe(403);
    const confirmed = await browser.fetch(path, { method: 'POST', headers: { 'x-csrf-token': browser.csrf } });
    expect(confirmed.status).toBeLessThan(300);
    const [row] = await house.database('tutoring_confirmations').where({ enrolment_id: enrolment.id });
    expect(row.confirmed_at).toBe(NINE);
  });
});

describe('asking for a personal link', () => {
  const ask = async (id: string, email: string) => {
    const browser = new Browser(house.url);
    await browser.get(`/dossiers/${id}/lien`);
    const { status, location } = await browser.post(`/dossiers/${id}/lien`, { email });
    await answerAccessRequests(house.backend);
    return { status, location };
  };

  it('the page of an enrolment offers it, and signing in, to who has not signed in', async () => {
    const { enrolment } = await reminded();
    const page = await new Browser(house.url).get(`/dossiers/${enrolment.id}`);
    expect(page.status).toBe(200);
    for (const said of ['Se connecter', 'Recevoir un lien personnel']) expect(page.text).toContain(said);
    const form = await new Browser(house.url).get(`/dossiers/${enrolment.id}/lien`);
    expect(await faultsIn(form.html)).toEqual([]);
    expect(form.status).toBe(200);
  });

  it('the auditeur and the tutor get one; the answer to anybody else is the same', async () => {
    const { enrolment } = await reminded();
    const answers = [];
    for (const email of [
      enrolment.auditeur.email.toUpperCase(),
      tutors[0]!.email,
      tutors[1]!.email,
      'admin@jalons.localhost',
      'nobody@example.org',
    ]) {
      answers.push(await ask(enrolment.id, email));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(house.accessMails.map(({ to }) => to.address)).toEqual([enrolment.auditeur.email, tutors[0]!.email]);
    for (const { link } of house.accessMails) {
      expect(await seen(await open(link.slice('http://jalons.test'.length)))).toEqual([enrolment.id]);
    }
  });

  it('more than five times in a quarter of an hour is too often for one address', async () => {
    const { enrolment } = await reminded();
    const statuses = [];
    for (const _ of Array(6)) statuses.push((await ask(enrolment.id, 'often@example.org')).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  });
});
