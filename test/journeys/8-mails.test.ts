import { workflowIdOf } from '../../workflows/messages.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { form } from './caller.ts';
import { aPdf, type Dossier, favourable, register, withPlanning, withTutor, workingDayIn } from './enrolments.ts';
import { journal, letters } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterEach(async () => {
  world.refuseMails(false);
  await endAll(world);
  await world.env.sleep('11 minutes');
  await world.settled();
});
afterAll(() => world.close());

const MINUTE = 60_000;
const messageIdOf = (raw: string): string => /^Message-ID: (.*?)\r?$/im.exec(raw)?.[1] ?? '';

/** The attempts at one mail that were refused, as milliseconds of the enrolment's clock, in order. */
function attemptsAt(messageId: string): number[] {
  return world
    .refusedMails()
    .filter(({ raw }) => messageIdOf(raw) === messageId)
    .map(({ at }) => Date.parse(at));
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, index) => time - times[index]!);

/** Those to be sent at once: not the one that waits for its day. */
const queuedMails = ({ id }: Dossier) =>
  world.query<{ message_id: string; attempts: number; possible_repeats: number; status: string }>(
    `select message_id, attempts, possible_repeats, status from mails
     where enrolment_id = $1 and not_before is null order by queued_at, ordinal`,
    [id],
  );

/** From the report to the avis. */
async function playOn({ path, tutor, auditeur, ...dossier }: Dossier): Promise<string[]> {
  const steps = [
    await auditeur.post(`${path}/report`, form({}, await aPdf(2))),
    await tutor.post(`${path}/correction`, form({ remarks: 'Précisez.' })),
    await auditeur.post(`${path}/revision`, form({ unchanged: 'true' })),
    await tutor.post(`${path}/avis`, favourable({ path, tutor, auditeur, ...dossier })),
  ];
  return steps.map(({ step }) => step);
}

describe('While the mail server refuses', () => {
  it('a mail is tried again within 60 s in the first hour, within 10 minutes after, and the Temporal UI shows it failing', async () => {
    const dossier = await register(world);
    world.refuseMails(true);
    const from = Date.parse(await world.now());
    await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: dossier.tutorId });
    await world.env.sleep('3 hours');
    const now = Date.parse(await world.now());

    const mails = await queuedMails(dossier);
    expect(mails).toHaveLength(2);
    for (const { message_id: messageId } of mails) {
      const times = attemptsAt(messageId);
      const inFirstHour = times.filter((time) => time < from + 60 * MINUTE);
      const after = times.filter((time) => time >= inFirstHour.at(-1)!);
      expect(Math.max(...gaps([from, ...inFirstHour, from + 60 * MINUTE]))).toBeLessThanOrEqual(MINUTE);
      expect(Math.max(...gaps([...after, now]))).toBeLessThanOrEqual(10 * MINUTE);
      expect(after.length).toBeGreaterThanOrEqual(12);
    }

    const { raw } = await world.env.client.workflow.getHandle(workflowIdOf(dossier.id)).describe();
    const [pending] = raw.pendingActivities ?? [];
    expect(pending?.activityType?.name).toBe('sendMails');
    expect(pending?.attempt).toBeGreaterThan(60);
    expect(JSON.stringify(pending?.lastFailure)).toContain('mail.refused');
    expect(JSON.stringify(pending?.lastFailure)).not.toContain('example.org');
  });

  it('for a week, no step is stopped; then every mail arrives once, as it was, and the journal tells it failed, then went', async () => {
    const dossier = await withPlanning(world);
    await world.forgetMails();
    world.refuseMails(true);
    const since = await world.today();
    await dossier.tutor.post(`${dossier.path}/time-entries`, { date: since, minutes: 100, label: 'Relecture' });
    await world.env.sleep('7 days');
    await withPlanning(world);
    expect(await playOn(dossier)).toEqual(['annotated_correction', 'revision', 'final_avis', 'closed']);
    expect(await letters(world, dossier)).toEqual([]);
    const waiting = (await queuedMails(dossier)).filter(({ status }) => status !== 'sent');
    expect(waiting).toHaveLength(8);
    expect(waiting[0]?.attempts).toBeGreaterThan(1_000);

    world.refuseMails(false);
    await world.env.sleep('11 minutes');
    await world.settled();
    const arrived = await letters(world, dossier);
    expect(arrived.map(({ messageId }) => messageId).sort()).toEqual(waiting.map((mail) => mail.message_id).sort());
    expect(arrived.map(({ at }) => at.slice(0, 10)).sort()[0]).toBe(since);

    const whole = new Map((await world.mails()).map(({ messageId, raw }) => [messageId, raw]));
    const refused = world.refusedMails().filter(({ raw }) => whole.has(messageIdOf(raw)));
    expect(new Set(refused.map(({ raw }) => raw))).toEqual(new Set(whole.values()));
    expect((await queuedMails(dossier)).slice(-waiting.length)).toEqual(
      waiting.map((mail) => ({ ...mail, attempts: expect.any(Number), possible_repeats: 0, status: 'sent' })),
    );

    const lines = await journal(dossier);
    const about = (type: string, start: string) =>
      lines.filter((line) => line.type === type).map(({ text }) => text.slice(start.length));
    const queued = about('mail.queued', 'Courriel mis en file\u00a0: ').slice(-waiting.length).sort();
    expect(about('mail.sent', 'Courriel envoyé\u00a0: ').slice(-waiting.length).sort()).toEqual(queued);
    expect(
      about('mail.failed', 'Courriel en échec\u00a0: ')
        .map((text) => text.replace(' Nouvelle tentative automatique.', ''))
        .sort(),
    ).toEqual(queued);
    for (const description of queued) {
      const order = lines.filter(({ text }) => text.includes(description)).map(({ type }) => type);
      expect(order.lastIndexOf('mail.failed')).toBeLessThan(order.indexOf('mail.sent'));
    }
  }, 180_000);

  it('a reminder waits for civil hours when it is late, and is dropped when the thing is done meanwhile', async () => {
    const [late, done] = [await withTutor(world), await withTutor(world)];
    await world.mails();
    world.refuseMails(true);
    const due = await workingDayIn(world, 7);
    await world.goTo(due, '17:00');
    const reminders = ({ id }: Dossier) =>
      world.query<{ status: string }>(`select status from mails where name = 'reminder' and enrolment_id = $1`, [id]);
    expect(await Promise.all([late, done].map(reminders))).toEqual([[{ status: 'queued' }], [{ status: 'queued' }]]);
    await done.auditeur.post(`${done.path}/withdrawal`, { reason: 'Changement de projet' });
    expect(await reminders(done)).toEqual([{ status: 'dropped' }]);
    expect((await journal(done)).filter(({ type }) => type === 'mail.dropped').map(({ text }) => text)).toEqual([
      'Relance retirée\u00a0: relance (prise du premier rendez-vous), à l’auditeur.',
    ]);

    await world.goTo(due, '20:00');
    world.refuseMails(false);
    await world.goTo(due, '23:30');
    expect(await reminders(late)).toEqual([{ status: 'queued' }]);
    const next = await workingDayIn(world, 1);
    await world.goTo(next, '07:59');
    expect(await reminders(late)).toEqual([{ status: 'queued' }]);
    await world.goTo(next, '08:01');
    expect(await reminders(late)).toEqual([{ status: 'sent' }]);
    expect(await reminders(done)).toEqual([{ status: 'dropped' }]);
    expect((await letters(world, done)).filter(({ subject }) => /^(Rappel|Relance)/.test(subject))).toEqual([]);
  });

  it('an enrolment that ends is not archived before its mails have gone', async () => {
    const dossier = await withTutor(world);
    world.refuseMails(true);
    await dossier.auditeur.post(`${dossier.path}/withdrawal`, { reason: 'Changement de projet' });
    await world.env.sleep('20 minutes');
    const handle = world.env.client.workflow.getHandle(workflowIdOf(dossier.id));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    world.refuseMails(false);
    await world.env.sleep('11 minutes');
    await world.settled();
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    expect((await letters(world, dossier)).filter(({ subject }) => /fin|Abandon/.test(subject))).toHaveLength(3);
  });
});
