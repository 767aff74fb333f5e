import { atParis } from '../../calendar/paris-time.ts';
import { expectAgreement, journalOf } from './agreement.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { ALL_MET, type Dossier, withMeeting, withTutor } from './enrolments.ts';
import { invitationIn } from './invitation.ts';
import { listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-11-02'); // a Monday
});
afterEach(() => endAll(world));
afterAll(() => world.close());

const PLANNING = { reportDue: '2037-12-17', revisionDue: '2038-03-10' };
const held = (more: object = {}) => ({ held: true, objectives: ALL_MET, planning: PLANNING, ...more });

/** A meeting tomorrow at 10:00, and its hour has come. */
async function afterMeeting(): Promise<Dossier & { meetingOn: string }> {
  const dossier = await withMeeting(world, 1);
  await world.goTo(dossier.meetingOn, '10:45');
  return dossier;
}

const outcome = (dossier: Dossier, body: object) =>
  refusal(dossier.tutor.ask('POST', `${dossier.path}/meeting/outcome`, body));

describe('Step 2: the outcome of the first meeting', () => {
  it('held: the planning is agreed and told, 30 minutes are counted (R30), and step 3 begins', async () => {
    const dossier = await afterMeeting();
    const heard = await listenTo(world, dossier);
    const after = await dossier.tutor.post(`${dossier.path}/meeting/outcome`, held({ note: 'Très bon échange.' }));
    expect(after).toMatchObject({
      step: 'annotated_correction',
      waitingFor: 'auditeur',
      planning: PLANNING,
      due: { date: PLANNING.reportDue },
      tutoringMinutes: 30,
      meeting: { heldOn: dossier.meetingOn },
    });
    const { items, totalMinutes } = await dossier.tutor.get(`${dossier.path}/time-entries`);
    expect(totalMinutes).toBe(30);
    expect(items).toMatchObject([{ date: dossier.meetingOn, minutes: 30 }]);
    expect((await heard.mails()).map(({ name, to }) => `${name} ${to}`)).toEqual([
      `planning_agreed ${dossier.email}`,
      `planning_agreed ${dossier.tutorEmail}`,
    ]);
    expect((await journalOf(dossier)).find(({ type }) => type === 'meeting.held')?.text).toContain('Très bon échange');
    await expectAgreement(world, dossier);
  });

  it('R10: before the slot, only with the day on which it was held, and then the invitation is cancelled', async () => {
    const dossier = await withMeeting(world, 3);
    const heard = await listenTo(world, dossier);
    const tomorrow = '2037-11-04';
    expect(await world.today()).toBe('2037-11-03');
    expect(await outcome(dossier, held())).toBe('409 meeting.not_yet');
    expect(await outcome(dossier, { held: false, reason: 'Absence.' })).toBe('409 meeting.not_yet');
    expect(await outcome(dossier, held({ heldOn: tomorrow }))).toBe('422 date.in_the_future');
    expect(await outcome(dossier, held({ heldOn: '2037-11-02' }))).toBe('422 date.before_step'); // registered on the 3rd
    const after = await dossier.tutor.post(`${dossier.path}/meeting/outcome`, held({ heldOn: '2037-11-03' }));
    expect(after).toMatchObject({ step: 'annotated_correction', meeting: { heldOn: '2037-11-03' } });
    expect(after.meeting.startsAt).toBeUndefined();
    const mails = await heard.mails();
    const calledOff = mails.filter(({ name }) => name === 'meeting_called_off');
    expect(calledOff.map(({ to }) => to)).toEqual([dossier.email, dossier.tutorEmail]);
    for (const mail of calledOff) expect(await invitationIn(mail)).toMatchObject({ method: 'CANCEL', sequence: 1 });
    await expectAgreement(world, dossier);
    await world.goTo('2037-11-07');
    expect(await heard.told()).toEqual([]);
  });

  it('R35: held without a booking, only with its day; an auditeur may not record it', async () => {
    const dossier = await withTutor(world);
    expect(await outcome(dossier, held())).toBe('409 enrolment.state');
    const body = held({ heldOn: await world.today() });
    expect(await refusal(dossier.auditeur.ask('POST', `${dossier.path}/meeting/outcome`, body))).toBe('403 forbidden');
    const after = await dossier.staff.post(`${dossier.path}/meeting/outcome`, { ...body, note: 'Par téléphone.' });
    expect(after).toMatchObject({ step: 'annotated_correction', tutoringMinutes: 30 });
    expect(after.steps.slice(0, 3).map(({ status }: { status: string }) => status)).toEqual([
      'done',
      'done',
      'current',
    ]);
    await expectAgreement(world, dossier);
  });

  it('not held: it goes back to booking, within the same step, and is kept in the journal; the booking is reminded anew', async () => {
    await world.goTo('2037-11-09', '09:00');
    const dossier = await afterMeeting(); // Tuesday 10 November
    const heard = await listenTo(world, dossier);
    expect(await outcome(dossier, { held: false })).toBe('422 reason.required');
    const back = await dossier.tutor.post(`${dossier.path}/meeting/outcome`, { held: false, reason: 'Absence.' });
    expect(back).toMatchObject({ step: 'first_meeting', waitingFor: 'auditeur', tutoringMinutes: 0 });
    expect(back.meeting).toBeUndefined();
    await world.goTo('2037-12-01');
    expect(await heard.told()).toEqual([
      '2037-11-10 10:45 premier rendez-vous non tenu, à l’auditeur',
      '2037-11-10 10:45 premier rendez-vous non tenu, au tuteur',
      '2037-11-17 08:00 relance (prise du premier rendez-vous), à l’auditeur',
      '2037-11-24 08:00 relance (prise du premier rendez-vous), à l’auditeur',
      '2037-12-01 08:00 alerte (prise du premier rendez-vous), au service gestionnaire',
    ]);
    expect((await journalOf(dossier)).find(({ type }) => type === 'meeting.not_held')?.text).toContain(
      '(motif\u00a0: Absence)',
    );
    const again = await dossier.auditeur.post(`${dossier.path}/meeting`, { startsAt: atParis('2037-12-02', '10:00') });
    expect(again).toMatchObject({ waitingFor: 'nobody', meeting: { sequence: 1 } });
    await expectAgreement(world, dossier);
  });

  it('is awaited: the tutor is reminded 1 day after, then every 3 days, staff after 7; nobody once it is told', async () => {
    await world.goTo('2037-12-03');
    const dossier = await afterMeeting(); // Friday 4 December
    const heard = await listenTo(world, dossier);
    await world.goTo('2037-12-14');
    const outcomeOf = (to: string) => `(compte rendu du premier rendez-vous), ${to}`;
    expect(await heard.told()).toEqual([
      `2037-12-07 08:00 relance ${outcomeOf('au tuteur')}`, // from Saturday 5
      `2037-12-08 08:00 relance ${outcomeOf('au tuteur')}`,
      `2037-12-11 08:00 relance ${outcomeOf('au tuteur')}`,
      `2037-12-11 08:00 alerte ${outcomeOf('au service gestionnaire')}`,
      `2037-12-14 08:00 relance ${outcomeOf('au tuteur')}`,
    ]);
    await dossier.tutor.post(`${dossier.path}/meeting/outcome`, held({ planning: LATER }));
    await heard.told();
    await world.goTo('2038-01-15');
    expect(await heard.told()).toEqual([]);
    await expectAgreement(world, dossier);
  });
  const LATER = { reportDue: '2038-02-01', revisionDue: '2038-04-10' };
});
