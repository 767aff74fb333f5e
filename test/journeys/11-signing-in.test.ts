import { setTimeout as pause } from 'node:timers/promises';
import { atParis } from '../../calendar/paris-time.ts';
import { addDays } from '../../domain/dates.ts';
import { createLog } from '../../log.ts';
import { openSecondServer } from '../concurrency/second-server.ts';
import { Browser } from '../web/browser.ts';
import { withTutor, workingDayIn } from './enrolments.ts';
import { openWorld, type World, type WorldMail } from './world.ts';

const ADMIN = 'administration@example.org';
const lines: string[] = [];

let world: World;
beforeAll(async () => {
  world = await openWorld({ log: createLog('test', 'trace', { write: (line) => void lines.push(line) }) });
});
afterAll(() => world.close());

/** The last mail to an address whose subject is like that, once it has come. */
async function mailTo(address: string, subject: RegExp): Promise<WorldMail> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await world.mails(address)).findLast((mail) => subject.test(mail.subject));
    if (found) return found;
    await pause(100);
  }
  throw new Error(`No such mail came to ${address}.`);
}

const linkIn = ({ text }: WorldMail): string => {
  const link = text.split(' ').find((word) => word.startsWith(`${world.url}/`));
  if (!link) throw new Error(`No link in: ${text}`);
  return link.slice(world.url.length);
};

async function openPersonal(link: string): Promise<Browser> {
  const browser = new Browser(world.url);
  expect((await browser.get(link)).text).toContain('Ouvrir le dossier');
  const [path, lien = ''] = link.split('?lien=');
  const opened = await browser.post(`${path}/ouverture`, { lien });
  expect(opened.status).toBe(303);
  return browser;
}

const status = async (browser: Browser, path = '/api/enrolments') => (await browser.fetch(path)).status;

describe('Signing in, on the whole product', () => {
  it('by a link that is mailed: asked for at one server, followed at another, good at both; ended at one, over at both', async () => {
    const second = await openSecondServer(world);
    const one = new Browser(world.url);
    await one.get('/connexion');
    await one.post('/connexion', { email: ADMIN });
    const mail = await mailTo(ADMIN, /lien de connexion/);
    expect(mail.text).toContain('il ne sert qu’une fois');
    const link = linkIn(mail);
    const other = one.at(second.url);
    await other.get(link);
    expect((await other.post(link)).status).toBe(303);
    const back = other.at(world.url);
    expect([await status(other), await status(back)]).toEqual([200, 200]);
    expect((await back.get(link)).status).toBe(410);
    await back.get('/compte');
    const again = back.at(second.url);
    expect((await back.post('/deconnexion')).status).toBe(303);
    expect(await status(again)).toBe(401);
    await second.stop();
  });

  it('by the links of mails: the auditeur’s and the tutor’s open the enrolment, that of a reminder until the thing is done', async () => {
    const dossier = await withTutor(world);
    const [toAuditeur, toTutor] = [await mailTo(dossier.email, /tut/i), await mailTo(dossier.tutorEmail, /./)];
    for (const mail of [toAuditeur, toTutor]) {
      const browser = await openPersonal(linkIn(mail));
      expect(await status(browser, `/api/enrolments/${dossier.id}`)).toBe(200);
    }
    await world.forgetMails();
    await world.goTo(await workingDayIn(world, 9));
    const reminder = linkIn(await mailTo(dossier.email, /rendez-vous/i));
    const browser = await openPersonal(reminder);
    const startsAt = atParis(await workingDayIn(world, 5), '10:00');
    await browser.get('/compte');
    const booked = await browser.fetch(`/api/enrolments/${dossier.id}/meeting`, {
      method: 'POST',
      body: JSON.stringify({ startsAt }),
      headers: { 'content-type': 'application/json', 'x-csrf-token': browser.csrf },
    });
    expect(booked.status).toBe(200);
    expect((await new Browser(world.url).get(reminder)).text).toContain('ce qu’il rappelait est fait');
    const { items } = await dossier.staff.get(`${dossier.path}/journal`);
    expect(items.find(({ type }: { type: string }) => type === 'meeting.booked')?.actor.role).toBe('auditeur');
    await world.goTo(addDays(await world.today(), 32));
    expect((await new Browser(world.url).get(linkIn(toAuditeur))).text).toContain('Ce lien a expiré');
  });

  it('leaves no secret in the log', async () => {
    const mails = await world.mails();
    const links = mails.flatMap((mail) => mail.text.match(/(?:connexion\/|lien=)[\w-]{43,}/g) ?? []);
    expect(links.length).toBeGreaterThan(0);
    const log = lines.join('');
    expect(log).toContain('/connexion/{token}');
    expect(log).not.toMatch(/connexion\/[\w-]{43}/);
    expect(log).not.toContain('lien=');
    const [printed] = await world.query<{ count: number }>(
      `select count(*)::int from sign_in_links where entry = 'console'`,
    );
    expect(printed?.count).toBe(0); // no launcher started this server: nobody would be told
    for (const { token } of await world.query<{ token: string }>('select token_hash as token from sessions')) {
      expect(log).not.toContain(token);
    }
  });
});
