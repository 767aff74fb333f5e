import { atParis } from '../../calendar/paris-time.ts';
import { inFrenchWithWeekday } from '../../domain/dates.ts';
import { expectAgreement, journalOf } from './agreement.ts';
import { openWorldOn } from './almanac.ts';
import type { Caller } from './caller.ts';
import {
  type Dossier,
  favourable,
  unfavourable,
  withCorrection,
  withMeeting,
  withPlanning,
  withReport,
  withRevision,
  withTutor,
} from './enrolments.ts';
import { invitationIn } from './invitation.ts';
import { listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
let relief: { id: string; email: string };
let reliefCaller: Caller;
beforeAll(async () => {
  world = await openWorldOn('2037-11-02');
  relief = await world.administrator.post('/tutors', {
    firstName: 'Inès',
    lastName: 'Relais',
    email: 'ines.relais@example.org',
    approved: { on: '2037-09-01', reference: 'AGR-37' },
    certifications: ['LIC-GEST'],
    capacity: 50,
  });
  reliefCaller = await world.asTutor(relief.id);
});
afterAll(() => world.close());

const PLANNING = { reportDue: '2037-12-10', revisionDue: '2038-03-10' };

/** Each situation of the steps, and what is due in it. */
const SITUATIONS: [situation: string, play: () => Promise<Dossier>, due: string | undefined][] = [
  ['no meeting is booked', () => withTutor(world), undefined],
  ['the report is awaited', () => withPlanning(world, PLANNING), PLANNING.reportDue],
  ['the report is received', () => withReport(world, PLANNING), '2037-11-30'],
  ['the revision is awaited', () => withCorrection(world, PLANNING), PLANNING.revisionDue],
  ['the avis is awaited', () => withRevision(world), '2037-11-16'],
];

describe('R31: a tutor is replaced', () => {
  it.each(SITUATIONS)(
    'while %s: all three are told, and what was due is due from the new one',
    async (_, play, due) => {
      const dossier = await play();
      const before = await dossier.staff.get(dossier.path);
      const heard = await listenTo(world, dossier);
      const after = await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: relief.id, reason: 'Congé maladie.' });

      const unchanged = ({ step, waitingFor, due, planning, actions }: typeof after) => ({
        ...{ step, waitingFor, due, planning, actions },
      });
      expect(after.tutor.id).toBe(relief.id);
      expect(unchanged(after)).toEqual(unchanged(before));
      expect(after.due?.date).toBe(due);

      const mails = await heard.mails();
      expect(mails.map(({ to, name }) => `${name} ${to}`).sort()).toEqual(
        [dossier.email, relief.email, dossier.tutorEmail].map((to) => `tutor_replaced ${to}`).sort(),
      );
      const toRelief = mails.find(({ to }) => to === relief.email);
      expect(toRelief?.text).toContain(dossier.email);
      if (due) expect(toRelief?.text).toContain(inFrenchWithWeekday(due));
      expect((await dossier.tutor.ask('GET', dossier.path)).status).toBe(404);
      expect((await dossier.tutor.ask('GET', `${dossier.path}/journal`)).status).toBe(404);
      expect((await reliefCaller.get(dossier.path)).id).toBe(dossier.id);
      const line = (await journalOf(dossier)).find(({ type }) => type === 'tutor.replaced');
      expect(line?.text).toMatch(/^\S+ \S+ est remplacé\(e\) par Inès Relais \(motif\u00a0: Congé maladie\)\.$/);
      await expectAgreement(world, dossier);
    },
  );

  it('only with a reason, by another who may be assigned (R9), until the avis', async () => {
    const dossier = await withTutor(world);
    const replace = (body: object) => refusal(dossier.staff.ask('POST', `${dossier.path}/tutor`, body));
    expect(await replace({ tutorId: relief.id })).toBe('422 reason.required');
    expect(await replace({ tutorId: relief.id, reason: '  ' })).toBe('422 reason.required');
    expect(await replace({ tutorId: dossier.tutorId, reason: 'Congé.' })).toBe('422 tutor.already_assigned');
    const { items } = await dossier.staff.get('/tutors');
    const retired = items.find(({ active }: { active: boolean }) => !active);
    expect(await replace({ tutorId: retired.id, reason: 'Congé.' })).toBe('422 tutor.inactive');
    expect((await dossier.staff.get(dossier.path)).tutor.id).toBe(dossier.tutorId);

    for (const avis of [favourable, unfavourable]) {
      const judged = await withRevision(world);
      await judged.tutor.post(`${judged.path}/avis`, avis(judged));
      const asked = judged.staff.ask('POST', `${judged.path}/tutor`, { tutorId: relief.id, reason: 'Congé.' });
      expect(await refusal(asked)).toBe('409 enrolment.state');
    }
  });

  it('a booked meeting is called off, and the former tutor’s invitation cancelled; the booking is awaited anew', async () => {
    const dossier = await withMeeting(world, 10);
    const heard = await listenTo(world, dossier);
    const after = await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: relief.id, reason: 'Congé maladie.' });
    expect(after).toMatchObject({ step: 'first_meeting', waitingFor: 'auditeur' });
    expect(after.meeting).toBeUndefined();

    const mails = await heard.mails();
    expect(mails.map(({ to, name }) => `${name} ${to}`).sort()).toEqual(
      [
        `meeting_called_off ${dossier.email}`,
        `meeting_called_off ${dossier.tutorEmail}`,
        `tutor_replaced ${dossier.email}`,
        `tutor_replaced ${dossier.tutorEmail}`,
        `tutor_replaced ${relief.email}`,
      ].sort(),
    );
    const cancelled = mails.filter(({ name }) => name === 'meeting_called_off').map(invitationIn);
    for (const invitation of await Promise.all(cancelled)) {
      expect(invitation).toMatchObject({ method: 'CANCEL', sequence: 1, uid: `meeting-${dossier.id}@jalons` });
      expect(invitation.attendees).toEqual([dossier.email, dossier.tutorEmail]);
    }
    expect((await dossier.tutor.ask('GET', dossier.path)).status).toBe(404);
    await expectAgreement(world, dossier);

    const startsAt = atParis('2037-11-16', '14:00');
    const booked = await reliefCaller.post(`${dossier.path}/meeting`, { startsAt });
    expect(booked).toMatchObject({ waitingFor: 'nobody', meeting: { startsAt, sequence: 2 } });
    expect((await heard.mails()).map(({ to }) => to).sort()).toEqual([dossier.email, relief.email].sort());
  });

  it('a meeting whose outcome is awaited stays: the new tutor says what came of it, and is reminded of it', async () => {
    const dossier = await withMeeting(world, 1);
    await world.goTo(dossier.meetingOn, '11:00');
    const heard = await listenTo(world, dossier);
    const after = await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: relief.id, reason: 'Congé maladie.' });
    expect(after).toMatchObject({ waitingFor: 'tutor', meeting: { startsAt: atParis(dossier.meetingOn, '10:00') } });
    expect((await heard.mails()).map(({ name }) => name)).toEqual([
      'tutor_replaced',
      'tutor_replaced',
      'tutor_replaced',
    ]);
    await world.goTo('2037-11-04');
    expect((await heard.mails()).map(({ to, name }) => `${name} ${to}`)).toEqual([`reminder ${relief.email}`]);
    const back = await reliefCaller.post(`${dossier.path}/meeting/outcome`, { held: false, reason: 'Personne.' });
    expect(back).toMatchObject({ step: 'first_meeting', waitingFor: 'auditeur' });
    await expectAgreement(world, dossier);
  });

  it('the reminders of what was due from the former tutor go to the new one, at the same dates', async () => {
    const dossier = await withReport(world);
    const { due } = await dossier.staff.get(dossier.path);
    expect(due.date).toBe('2037-12-02');
    await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: relief.id, reason: 'Congé maladie.' });
    const heard = await listenTo(world, dossier);
    await world.goTo('2037-12-03');
    expect((await heard.mails()).map(({ to, date }) => `${date.slice(0, 16)} ${to}`)).toEqual([
      `2037-11-25T07:00 ${relief.email}`,
      `2037-11-30T07:00 ${relief.email}`,
      '2037-12-03T07:00 gestion@example.org',
    ]);
    await expectAgreement(world, dossier);
  });
});
