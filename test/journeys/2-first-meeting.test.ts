import { atParis } from '../../calendar/paris-time.ts';
import { expectAgreement, journalOf } from './agreement.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { type Dossier, register, withTutor } from './enrolments.ts';
import { invitationIn } from './invitation.ts';
import { type Heard, listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-11-02'); // a Monday
});
afterAll(() => world.close());

const slot = (date: string, time: string) => ({
  startsAt: atParis(date, time),
  videoUrl: 'https://visio.example.org/a',
});

/** « auditeur REQUEST 0 20371105T100000 » for each mail: to whom, and what their calendar is told. */
const invitations = (dossier: Dossier, mails: readonly Heard[]): Promise<string[]> =>
  Promise.all(
    mails.map(async (mail) => {
      const { uid, attendees, method, sequence, start } = await invitationIn(mail);
      expect(uid).toBe(`meeting-${dossier.id}@jalons`);
      expect(attendees).toEqual([dossier.email, dossier.tutorEmail]);
      return `${mail.to === dossier.email ? 'auditeur' : 'tutor'} ${method} ${sequence} ${start}`;
    }),
  );

describe('Step 2: the first meeting is booked (R10)', () => {
  it.each([
    ['a Saturday', '2037-11-07', '10:00', '422 meeting.outside_hours'],
    ['before 8:00', '2037-11-05', '07:59', '422 meeting.outside_hours'],
    ['ending after 19:00', '2037-11-05', '18:31', '422 meeting.outside_hours'],
    ['a public holiday', '2037-11-11', '10:00', '422 meeting.public_holiday'],
    ['past', '2037-10-30', '10:00', '422 meeting.in_the_past'],
  ])('R10: not when %s', async (_, date, time, refused) => {
    const { auditeur, path } = await dossierWithTutor();
    expect(await refusal(auditeur.ask('POST', `${path}/meeting`, slot(date, time)))).toBe(refused);
    expect((await auditeur.get(path)).meeting).toBeUndefined();
  });

  /** One for all the refusals: none changes it. */
  let shared: Promise<Dossier> | undefined;
  const dossierWithTutor = () => {
    shared ??= withTutor(world);
    return shared;
  };

  it('R10: not without a tutor, whatever the slot: the state is looked at first', async () => {
    const { auditeur, path } = await register(world);
    expect(await refusal(auditeur.ask('POST', `${path}/meeting`, slot('2037-11-07', '10:00')))).toBe(
      '409 enrolment.state',
    );
  });

  it.each(['auditeur', 'tutor', 'staff'] as const)(
    'R10: by the %s; each is invited, and step 1 is over',
    async (role) => {
      const dossier = await withTutor(world);
      const heard = await listenTo(world, dossier);
      const { startsAt, videoUrl } = slot('2037-11-05', role === 'staff' ? '18:30' : '08:00');
      const booked = await dossier[role].post(`${dossier.path}/meeting`, { startsAt, videoUrl });
      expect(booked).toMatchObject({
        step: 'first_meeting',
        waitingFor: 'nobody',
        meeting: { startsAt, videoUrl, sequence: 0 },
      });
      expect(booked.steps.slice(0, 2)).toMatchObject([{ status: 'done' }, { status: 'current' }]);
      const mails = await heard.mails();
      const start = role === 'staff' ? '20371105T183000' : '20371105T080000';
      expect(await invitations(dossier, mails)).toEqual([`auditeur REQUEST 0 ${start}`, `tutor REQUEST 0 ${start}`]);
      for (const { text } of mails) expect(text).toContain(videoUrl);
      expect((await journalOf(dossier)).find(({ type }) => type === 'meeting.booked')?.actor.role).toBe(role);
      await expectAgreement(world, dossier);
    },
  );

  it('R10: moved, called off and booked again under the same UID, with a rising SEQUENCE; the step does not go back', async () => {
    const dossier = await withTutor(world);
    const { auditeur, tutor, staff, path } = dossier;
    await auditeur.post(`${path}/meeting`, slot('2037-11-05', '10:00'));
    const heard = await listenTo(world, dossier);

    const moved = await tutor.post(`${path}/meeting`, { startsAt: atParis('2037-11-06', '11:00') });
    expect(moved.meeting).toMatchObject({ sequence: 1, videoUrl: 'https://visio.example.org/a' });
    expect(await invitations(dossier, await heard.mails())).toEqual([
      'auditeur REQUEST 1 20371106T110000',
      'tutor REQUEST 1 20371106T110000',
    ]);

    expect(await refusal(auditeur.ask('DELETE', `${path}/meeting`, {}))).toBe('422 reason.required');
    const calledOff = await auditeur.delete(`${path}/meeting`, { reason: 'Déplacement professionnel.' });
    expect(calledOff).toMatchObject({ step: 'first_meeting', waitingFor: 'auditeur' });
    expect(calledOff.meeting).toBeUndefined();
    expect(await invitations(dossier, await heard.mails())).toEqual([
      'auditeur CANCEL 2 20371106T110000',
      'tutor CANCEL 2 20371106T110000',
    ]);
    expect(await refusal(auditeur.ask('DELETE', `${path}/meeting`, { reason: 'Encore.' }))).toBe('409 enrolment.state');

    const again = await staff.post(`${path}/meeting`, slot('2037-11-09', '12:00'));
    expect(again).toMatchObject({ step: 'first_meeting', waitingFor: 'nobody', meeting: { sequence: 3 } });
    expect(await invitations(dossier, await heard.mails())).toEqual([
      'auditeur REQUEST 3 20371109T120000',
      'tutor REQUEST 3 20371109T120000',
    ]);
    const told = (await journalOf(dossier)).filter(({ type }) => type.startsWith('meeting.')).map(({ text }) => text);
    expect(told).toEqual([
      'Premier rendez-vous fixé au jeudi 5 novembre 2037 à 10\u00a0h.',
      'Premier rendez-vous déplacé au vendredi 6 novembre 2037 à 11\u00a0h.',
      'Rendez-vous annulé (motif\u00a0: Déplacement professionnel).',
      'Premier rendez-vous fixé au lundi 9 novembre 2037 à 12\u00a0h.',
    ]);
    await expectAgreement(world, dossier);
  });
});

describe('The reminder of a booked meeting (R10)', () => {
  it('is the day before at its hour, on a working day; follows a meeting moved; is dropped when that is past', async () => {
    const meetings = {
      onWednesday: ['2037-11-18', '10:00'],
      onMonday: ['2037-11-16', '11:00'],
      afterArmisticeDay: ['2037-11-12', '09:30'],
      moved: ['2037-11-17', '10:00'],
      tooSoon: ['2037-11-09', '08:00'],
    } as const;
    await endAll(world);
    await world.goTo('2037-11-06', '16:00'); // a Friday, after the hour at which a meeting of Monday 8:00 is recalled
    const booked: [string, Dossier][] = [];
    for (const [which, [date, time]] of Object.entries(meetings)) {
      const dossier = await withTutor(world);
      await dossier.auditeur.post(`${dossier.path}/meeting`, slot(date, time));
      booked.push([which, dossier]);
    }
    const moved = booked.find(([which]) => which === 'moved')![1];
    await moved.tutor.post(`${moved.path}/meeting`, slot('2037-11-19', '14:00'));
    const listeners = await Promise.all(
      booked.map(async ([which, dossier]) => [which, await listenTo(world, dossier)] as const),
    );
    await world.goTo('2037-11-19', '15:00');

    const told: Record<string, string[]> = {};
    for (const [which, listener] of listeners) {
      told[which] = (await listener.told()).filter((mail) => mail.includes('rappel'));
    }
    const both = (at: string) =>
      ['à l’auditeur', 'au tuteur'].map((to) => `${at} rappel du premier rendez-vous, ${to}`);
    expect(told).toEqual({
      onWednesday: both('2037-11-17 10:00'),
      onMonday: both('2037-11-13 11:00'),
      afterArmisticeDay: both('2037-11-10 09:30'),
      moved: both('2037-11-18 14:00'),
      tooSoon: [],
    });
    for (const [, dossier] of booked) {
      expect(await dossier.staff.get(dossier.path)).toMatchObject({ step: 'first_meeting', waitingFor: 'tutor' });
      await expectAgreement(world, dossier);
    }
  });
});
