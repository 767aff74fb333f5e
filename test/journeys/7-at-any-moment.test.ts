import { parisDate } from '../../calendar/paris-time.ts';
import { addDays, inFrench } from '../../domain/dates.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { endAll, openWorldOn } from './almanac.ts';
import {
  type Dossier,
  favourable,
  register,
  unfavourable,
  withCorrection,
  withMeeting,
  withPlanning,
  withReport,
  withRevision,
  withTutor,
} from './enrolments.ts';
import { civil, journal, letters, sent, told } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterAll(() => world.close());

const withdraw = (dossier: Dossier, body: object, who = dossier.auditeur) =>
  who.ask('POST', `${dossier.path}/withdrawal`, body);
const REASON = { reason: 'Changement de projet' };

async function withMeetingToRecord(): Promise<Dossier> {
  const dossier = await withMeeting(world, 1);
  await world.goTo(dossier.meetingOn);
  return dossier;
}

describe('A withdrawal (R33)', () => {
  const withdrawn: { dossier: Dossier; letters: number }[] = [];
  const SITUATIONS: [string, () => Promise<Dossier>, string[]][] = [
    ['no tutor is assigned', () => register(world), ['auditeur', 'staff']],
    ['no meeting is booked', () => withTutor(world), ['auditeur', 'tutor', 'staff']],
    ['a meeting is ahead', () => withMeeting(world), ['auditeur', 'tutor', 'auditeur', 'tutor', 'staff']],
    ['the outcome of the meeting is awaited', withMeetingToRecord, ['auditeur', 'tutor', 'staff']],
    ['the report is awaited', () => withPlanning(world), ['auditeur', 'tutor', 'staff']],
    ['the correction is awaited', () => withReport(world), ['auditeur', 'tutor', 'staff']],
    ['the revision is awaited', () => withCorrection(world), ['auditeur', 'tutor', 'staff']],
    ['the avis is awaited', () => withRevision(world), ['auditeur', 'tutor', 'staff']],
  ];

  it.each(SITUATIONS)(
    'is taken from auditeur and staff, with a reason, while %s; all are told',
    async (_, begin, to) => {
      for (const role of ['auditeur', 'staff'] as const) {
        const dossier = await begin();
        const who = dossier[role];
        const refused = await withdraw(dossier, { reason: ' ' }, who);
        expect([refused.status, refused.body.code]).toEqual([422, 'reason.required']);
        await world.forgetMails();
        const { status, body } = await withdraw(dossier, REASON, who);
        expect(status).toBe(200);
        expect(body).toMatchObject({ step: 'closed', waitingFor: 'nobody', outcome: 'withdrawn', overdue: false });
        expect(body).not.toHaveProperty('due');
        const mails = await letters(world, dossier);
        expect(mails.map((letter) => letter.to)).toEqual(to);
        const [line] = (await journal(dossier)).filter(({ type }) => type === 'enrolment.withdrawn');
        expect(line).toMatchObject({
          actor: { role },
          text: 'Abandon de la prestation (motif\u00a0: Changement de projet).',
        });
        withdrawn.push({ dossier, letters: mails.length });
      }
    },
  );

  it('cancels the invitations of a meeting ahead, and takes the meeting away', async () => {
    const dossier = await withMeeting(world);
    await world.forgetMails();
    const { body } = await withdraw(dossier, REASON);
    expect(body).not.toHaveProperty('meeting');
    const cancelled = (await world.mails()).filter(({ raw }) => raw.includes('method=CANCEL'));
    expect(cancelled.map(({ to }) => to).sort()).toEqual([dossier.email, dossier.tutorEmail].sort());
  });

  it('is refused to the tutor (403), and to all once the avis is given or the enrolment is closed (409)', async () => {
    const dossier = await withRevision(world);
    expect((await withdraw(dossier, REASON, dossier.tutor)).status).toBe(403);
    await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
    const refusals = [await withdraw(dossier, REASON), await withdraw(dossier, REASON, dossier.staff)];
    await dossier.staff.post(`${dossier.path}/follow-up`, {
      contactedOn: await world.today(),
      summary: 'Échange',
      path: 'stop',
    });
    refusals.push(await withdraw(dossier, REASON), await withdraw(dossier, REASON, dossier.manager));
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 4 }, () => [409, 'enrolment.state']),
    );
    const again = await withdraw(withdrawn[0]!.dossier, REASON, withdrawn[0]!.dossier.staff);
    expect(again.status).toBe(409);
  });

  it('ends everything: no mail follows even months later, nothing can be done any more, and the workflow has ended', async () => {
    await world.forgetMails();
    await world.goTo(addDays(await world.today(), 200));
    for (const { dossier } of withdrawn) {
      expect(await letters(world, dossier)).toEqual([]);
      for (const who of [dossier.auditeur, dossier.staff, dossier.manager]) {
        expect(await who.get(dossier.path)).toMatchObject({ actions: [], archived: true, outcome: 'withdrawn' });
      }
      const workflow = await world.env.client.workflow.getHandle(workflowIdOf(dossier.id)).describe();
      expect(workflow.status.name).toBe('COMPLETED');
    }
    expect(withdrawn).toHaveLength(16);
    const [first] = withdrawn;
    const late = await first!.dossier.staff.ask('POST', `${first!.dossier.path}/tutor`, {
      tutorId: first!.dossier.tutorId,
    });
    expect([late.status, late.body.code]).toEqual([409, 'enrolment.archived']);
  });
});

describe('The ledger of tutoring (R30)', () => {
  afterEach(() => endAll(world));
  const log = (dossier: Dossier, minutes: number, date: string) =>
    dossier.tutor.post(`${dossier.path}/time-entries`, { date, minutes, label: 'Échange téléphonique' });
  const toldOver = (dossier: Dossier) => sent(world, dossier, /Temps de tutorat dépassé/);

  it('counts the meeting for 30 minutes, takes lines beyond 120, flags each, and tells staff once', async () => {
    const dossier = await withPlanning(world);
    const today = await world.today();
    expect(await dossier.tutor.get(dossier.path)).toMatchObject({ tutoringMinutes: 30 });
    expect(await log(dossier, 90, today)).toMatchObject({ tutoringMinutes: 120 });
    expect([await told(dossier, 'tutoring.exceeded'), await toldOver(dossier)]).toEqual([[], []]);
    expect(await log(dossier, 1, today)).toMatchObject({ tutoringMinutes: 121 });
    expect(await log(dossier, 20, today)).toMatchObject({ tutoringMinutes: 141 });
    expect(await told(dossier, 'tutoring.exceeded')).toEqual([
      'Les 120 minutes d’accompagnement prévues sont dépassées : 121 minutes au total.',
      'Les 120 minutes d’accompagnement prévues sont dépassées : 141 minutes au total.',
    ]);
    expect(await toldOver(dossier)).toEqual([`${today} 12:00 staff`]);
    const ledger = await dossier.auditeur.get(`${dossier.path}/time-entries`);
    expect(ledger.totalMinutes).toBe(141);
    expect(ledger.items.map(({ minutes }: { minutes: number }) => minutes)).toEqual([30, 90, 1, 20]);
  });

  it('refuses lines that are not of 1 to 480 minutes between registration and today (time_entry.invalid)', async () => {
    const dossier = await withPlanning(world);
    const today = await world.today();
    const entry = (minutes: number, date: string) =>
      dossier.tutor.ask('POST', `${dossier.path}/time-entries`, { date, minutes, label: 'Essai' });
    const refused = [
      await entry(0, today),
      await entry(481, today),
      await entry(1.5, today),
      await entry(30, addDays(today, 1)),
      await entry(30, addDays(today, -1)),
    ];
    expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      refused.map(() => '422 time_entry.invalid'),
    );
    const auditeurs = await dossier.auditeur.ask('POST', `${dossier.path}/time-entries`, {
      date: today,
      minutes: 10,
      label: 'Essai',
    });
    expect(auditeurs.status).toBe(403);
  });

  it('is confirmed by the auditeur alone, as it stands, as often as it grows', async () => {
    const dossier = await withTutor(world);
    const path = `${dossier.path}/tutoring-record/confirmation`;
    const empty = await dossier.auditeur.ask('POST', path, {});
    expect([empty.status, empty.body.code]).toEqual([409, 'enrolment.state']);
    await log(dossier, 15, await world.today());
    expect((await dossier.tutor.ask('POST', path, {})).status).toBe(403);
    await dossier.auditeur.post(path);
    await log(dossier, 25, await world.today());
    await dossier.auditeur.post(path);
    const { confirmations } = await dossier.staff.get(`${dossier.path}/time-entries`);
    expect(confirmations).toMatchObject([
      { totalMinutes: 15, confirmedBy: 'Alix Exemple' },
      { totalMinutes: 40, confirmedBy: 'Alix Exemple' },
    ]);
    expect(await told(dossier, 'tutoring.confirmed')).toEqual([
      'Relevé d’accompagnement confirmé : 15 minutes.',
      'Relevé d’accompagnement confirmé : 40 minutes.',
    ]);
  });
});

describe('The limit of two semesters (R32, R34)', () => {
  afterEach(() => endAll(world));
  const WARNED = /prestation .*(limite|terme|fin|semestres)/;
  const extend = (dossier: Dossier, body: object, who = dossier.manager) =>
    who.ask('POST', `${dossier.path}/limit`, body);
  const expire = (dossier: Dossier, body: object, who = dossier.manager) =>
    who.ask('POST', `${dossier.path}/expiry`, body);

  it('is told to staff and auditeur 30 days before, then to a manager at the limit and weekly; nothing closes by itself', async () => {
    const dossier = await register(world);
    const { limit } = await dossier.staff.get(dossier.path);
    await world.goTo(addDays(limit, -31));
    await world.forgetMails();
    await world.goTo(addDays(limit, 22));
    const warned = (await letters(world, dossier)).filter(({ subject }) => !subject.includes('tuteur'));
    expect(warned.map(({ at, to }) => `${at} ${to}`).sort()).toEqual(
      [
        civil(addDays(limit, -30), 'staff'),
        civil(addDays(limit, -30), 'auditeur'),
        ...[0, 7, 14, 21].map((days) => civil(addDays(limit, days), 'manager')),
      ].sort(),
    );
    await world.goTo(addDays(limit, 365));
    const view = await dossier.staff.get(dossier.path);
    expect(view).toMatchObject({ step: 'tutor_assignment', waitingFor: 'staff', pastLimit: true });
    expect(view.outcome).toBeUndefined();
    const last = (await letters(world, dossier)).filter(({ to }) => to === 'manager').at(-1);
    expect(last!.at >= addDays(limit, 355)).toBe(true);
  });

  it('extended by a manager, with a reason, stops the escalation and moves the warning', async () => {
    const dossier = await withTutor(world);
    const { limit } = await dossier.staff.get(dossier.path);
    const next = addDays(limit, 120);
    expect((await extend(dossier, { limit: next, ...REASON }, dossier.staff)).status).toBe(403);
    const refusals = [
      await extend(dossier, { limit: next }),
      await extend(dossier, { limit, ...REASON }),
      await extend(dossier, { limit: addDays(limit, -1), ...REASON }),
    ];
    expect(refusals.map(({ body }) => body.code)).toEqual(['reason.required', 'limit.not_later', 'limit.not_later']);

    await world.goTo(addDays(limit, 8));
    const passed = await extend(dossier, { limit: addDays(limit, 3), ...REASON });
    expect([passed.status, passed.body.code]).toEqual([422, 'limit.not_later']);
    await world.forgetMails();
    const { body } = await extend(dossier, { limit: next, ...REASON });
    expect(body).toMatchObject({ limit: next, pastLimit: false });
    expect((await letters(world, dossier)).map(({ to }) => to)).toEqual(['auditeur', 'tutor', 'staff']);
    expect((await told(dossier, 'limit.extended'))[0]).toBe(
      `Limite de la prestation reportée du ${inFrench(limit)} au ${inFrench(next)} (motif : Changement de projet).`,
    );
    await world.forgetMails();
    await world.goTo(addDays(next, 1));
    const warned = (await letters(world, dossier)).filter(({ subject }) => WARNED.test(subject));
    expect(warned.map(({ at, to }) => `${at} ${to}`).sort()).toEqual(
      [
        civil(addDays(next, -30), 'staff'),
        civil(addDays(next, -30), 'auditeur'),
        ...(civil(next, 'manager') < `${addDays(next, 1)} 12` ? [civil(next, 'manager')] : []),
      ].sort(),
    );
  });

  it('lets a manager close as expired on its day and not before (limit.not_reached); all are told', async () => {
    const dossier = await withTutor(world);
    const { limit } = await dossier.staff.get(dossier.path);
    await world.goTo(addDays(limit, -1), '23:00');
    const early = await expire(dossier, REASON);
    expect([early.status, early.body.code]).toEqual([422, 'limit.not_reached']);
    await world.goTo(limit, '00:30');
    expect((await expire(dossier, REASON, dossier.staff)).status).toBe(403);
    expect((await expire(dossier, {})).body.code).toBe('reason.required');
    await world.forgetMails();
    const { status, body } = await expire(dossier, REASON);
    expect(status).toBe(200);
    expect(body).toMatchObject({ step: 'closed', outcome: 'expired', waitingFor: 'nobody' });
    expect((await letters(world, dossier)).map(({ to }) => to)).toEqual(['auditeur', 'tutor', 'staff']);
    await world.goTo(addDays(limit, 60));
    expect(await letters(world, dossier)).toHaveLength(3);
  });

  it('once passed, commands are still taken, and flagged in the journal', async () => {
    const dossier = await withRevision(world);
    const { limit } = await dossier.staff.get(dossier.path);
    await dossier.tutor.post(`${dossier.path}/time-entries`, { date: await world.today(), minutes: 5, label: 'Avant' });
    await world.goTo(addDays(limit, 1));
    expect(await told(dossier, 'limit.exceeded')).toEqual([]);
    await dossier.tutor.post(`${dossier.path}/time-entries`, { date: await world.today(), minutes: 5, label: 'Après' });
    const closed = await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    expect(closed).toMatchObject({ step: 'closed', outcome: 'validated' });
    const flag = `Fait après la limite de la prestation (${inFrench(limit)}).`;
    expect(await told(dossier, 'limit.exceeded')).toEqual([flag, flag]);
  });

  it('warns nobody once the enrolment is closed', async () => {
    const dossier = await withRevision(world);
    const { limit } = await dossier.staff.get(dossier.path);
    await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
    const contactedOn = parisDate(await world.now());
    await dossier.staff.post(`${dossier.path}/follow-up`, { contactedOn, summary: 'Échange', path: 'vae' });
    await world.forgetMails();
    await world.goTo(addDays(limit, 10));
    // The reminder of the survey follows the closing, whatever the limit.
    expect((await letters(world, dossier)).map(({ subject }) => subject)).toEqual([
      'Rappel : votre avis sur l’accompagnement',
    ]);
  });
});
