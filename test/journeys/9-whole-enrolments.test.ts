import { atParis, endOfDayInParis } from '../../calendar/paris-time.ts';
import { addDays, inFrench, type PlainDate, yearOf } from '../../domain/dates.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { expectAgreement } from './agreement.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { form } from './caller.ts';
import {
  ALL_MET,
  aPdf,
  type Dossier,
  favourable,
  proposal,
  register,
  unfavourable,
  withPlanning,
  withTutor,
  workingDayIn,
} from './enrolments.ts';
import { journal, letters, passing, told, workingDaysAfter } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterEach(() => endAll(world));
afterAll(() => world.close());

const VIDEO = 'https://visio.example.org/salle';

async function book(dossier: Dossier, date: PlainDate, who = dossier.auditeur): Promise<void> {
  await who.post(`${dossier.path}/meeting`, { startsAt: atParis(date, '10:00'), videoUrl: VIDEO });
}

async function hold(dossier: Dossier): Promise<{ reportDue: PlainDate; revisionDue: PlainDate }> {
  const planning = await proposal(dossier);
  await dossier.tutor.post(`${dossier.path}/meeting/outcome`, { held: true, objectives: ALL_MET, planning });
  return planning;
}

/** From registration to the revision, each act on a day of its own; journal, mails, workflow and API agree at each. */
async function toRevision(dossier: Dossier): Promise<void> {
  const { path, staff, tutor, auditeur } = dossier;
  const agree = async () => {
    await expectAgreement(world, dossier);
    await expectTemporalShows(dossier);
  };
  await agree();
  await staff.post(`${path}/tutor`, { tutorId: dossier.tutorId });
  await world.goTo(await workingDayIn(world, 1));
  await book(dossier, await workingDayIn(world, 3));
  await agree();
  await world.goTo(await workingDayIn(world, 3));
  const { reportDue } = await hold(dossier);
  await agree();
  await world.goTo(addDays(reportDue, -1));
  await auditeur.post(`${path}/report`, form({}, await aPdf(7)));
  await agree();
  await world.goTo(addDays(reportDue, 20));
  await tutor.post(`${path}/correction`, form({ remarks: 'Précisez vos responsabilités.' }, await aPdf(9)));
  await agree();
  await world.goTo(addDays(reportDue, 25));
  await auditeur.post(`${path}/revision`, form({}, await aPdf(7)));
  await agree();
}

const MARKS = { done: '✔', current: '▶', todo: '·' };

/** What a manager reads in the Temporal UI, and searches by, is what the API says. */
async function expectTemporalShows(dossier: Dossier): Promise<void> {
  const view = await dossier.staff.get(dossier.path);
  const handle = world.env.client.workflow.getHandle(workflowIdOf(dossier.id));
  const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  expect(currentDetails).toContain(view.reference);
  const marks = currentDetails.match(/^[✔▶·]/gmu) ?? [];
  expect(marks.slice(0, 5)).toEqual(view.steps.map(({ status }: { status: keyof typeof MARKS }) => MARKS[status]));
  expect(currentDetails.includes('Échéance')).toBe(view.due !== undefined);
  if (view.due) expect(currentDetails).toContain(inFrench(view.due.date));

  const { searchAttributes } = await handle.describe();
  expect(searchAttributes).toMatchObject({
    EnrolmentStep: [view.step],
    WaitingFor: [view.waitingFor],
    Certification: [view.certification],
    Semester: [view.semester],
    Centre: [view.centre],
    Overdue: [view.overdue],
    Tutor: [view.tutor?.code ?? null],
    Outcome: [view.outcome ?? null],
    ...(view.due ? { DueAt: [new Date(endOfDayInParis(view.due.date))] } : {}),
  });
}

const STEPS = [
  'Étape 1 sur 5 : affectation du tuteur.',
  'Étape 2 sur 5 : premier rendez-vous.',
  'Étape 3 sur 5 : correction annotée.',
  'Étape 4 sur 5 : révision du rapport.',
  'Étape 5 sur 5 : avis motivé.',
  'Le dossier est clos.',
];

describe('A whole enrolment, in which journal, mails, workflow and API agree at each act', () => {
  it('favourable: five steps in their order, an avis, a survey, and an archived enrolment', async () => {
    const dossier = await register(world);
    await toRevision(dossier);
    await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    await expectAgreement(world, dossier);
    await expectTemporalShows(dossier);
    expect(await told(dossier, 'step.entered')).toEqual(STEPS);
    await world.goTo(addDays(await world.today(), 63));
    await expectAgreement(world, dossier);
    expect(await dossier.staff.get(dossier.path)).toMatchObject({
      step: 'closed',
      outcome: 'validated',
      archived: true,
      tutoringMinutes: 30,
      steps: Array.from({ length: 5 }, () => ({ status: 'done' })),
    });
  });

  it('unfavourable: a permanent builds with the auditeur what follows (R21)', async () => {
    const dossier = await register(world);
    await toRevision(dossier);
    await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
    await expectAgreement(world, dossier);
    await expectTemporalShows(dossier);
    await world.goTo(workingDaysAfter(await world.today(), 7));
    await dossier.staff.post(`${dossier.path}/follow-up`, {
      contactedOn: await world.today(),
      summary: 'Une VAE paraît mieux convenir.',
      path: 'vae',
    });
    await expectAgreement(world, dossier);
    expect(await told(dossier, 'step.entered')).toEqual(STEPS);
    expect(await dossier.auditeur.get(dossier.path)).toMatchObject({ step: 'closed', outcome: 'not_validated' });
  });

  it('eventful: a moved meeting, a no-show, a replaced tutor, an amended planning, an extended limit', async () => {
    const dossier = await withTutor(world);
    const { path, staff, manager } = dossier;
    const agree = async () => {
      await expectAgreement(world, dossier);
      await expectTemporalShows(dossier);
    };
    await book(dossier, await workingDayIn(world, 2));
    const moved = await workingDayIn(world, 5);
    await book(dossier, moved, dossier.tutor);
    await agree();
    await world.goTo(moved);
    await dossier.tutor.post(`${path}/meeting/outcome`, { held: false, reason: 'Absence' });
    expect(await staff.get(path)).toMatchObject({ step: 'first_meeting', waitingFor: 'auditeur' });
    await agree();

    const { items } = await staff.get(`${path}/tutor-suggestions`);
    const next = items.find(({ tutor }: { tutor: { id: string } }) => tutor.id !== dossier.tutorId).tutor;
    await staff.post(`${path}/tutor`, { tutorId: next.id, reason: 'Congé long' });
    expect((await dossier.tutor.ask('GET', path)).status).toBe(404);
    const after = { ...dossier, tutorId: next.id, tutorEmail: next.email, tutor: await world.asTutor(next.id) };
    await agree();

    const held = await workingDayIn(world, 2);
    await book(after, held, staff);
    await world.goTo(held);
    const planning = await hold(after);
    const { limit } = await manager.post(`${path}/limit`, {
      limit: addDays((await staff.get(path)).limit, 120),
      reason: 'Congé maternité',
    });
    const amended = { reportDue: addDays(planning.reportDue, 30), revisionDue: addDays(limit, -14) };
    const view = await after.tutor.put(`${path}/planning`, { ...amended, reason: 'Convenu ensemble' });
    expect(view).toMatchObject({ planning: amended, limit, due: { date: amended.reportDue } });
    await agree();

    await world.goTo(amended.reportDue);
    await after.auditeur.post(`${path}/report`, form({}, await aPdf(3)));
    await after.tutor.post(`${path}/correction`, form({ remarks: 'Rien à redire.' }));
    await after.auditeur.post(`${path}/revision`, form({ unchanged: 'true' }));
    await after.tutor.post(`${path}/avis`, favourable(after));
    await agree();
    const types = (await journal(dossier)).map(({ type }) => type);
    const story = [
      'tutor.assigned',
      'meeting.booked',
      'meeting.moved',
      'meeting.not_held',
      'tutor.replaced',
      'meeting.booked',
      'meeting.held',
      'limit.extended',
      'planning.amended',
      'report.received',
      'correction.returned',
      'revision.received',
      'avis.given',
    ];
    expect(types.filter((type) => story.includes(type))).toEqual(story);
    expect(await told(dossier, 'step.entered')).toEqual(STEPS);
  });

  it('withdrawn in its third step: the steps that were done stay done', async () => {
    const dossier = await withPlanning(world);
    await dossier.auditeur.post(`${dossier.path}/withdrawal`, { reason: 'Changement de projet' });
    await world.settled();
    const view = await dossier.staff.get(dossier.path);
    expect(view).toMatchObject({ step: 'closed', outcome: 'withdrawn', archived: true, actions: [] });
    await expectAgreement(world, dossier);
    await expectTemporalShows(dossier);
    expect(view.steps.map(({ status }: { status: string }) => status)).toEqual([
      'done',
      'done',
      'todo',
      'todo',
      'todo',
    ]);
    expect(view.steps.map(({ startedAt }: { startedAt?: string }) => startedAt !== undefined)).toEqual([
      ...[true, true, true],
      ...[false, false],
    ]);
    expect(await told(dossier, 'step.entered')).toEqual([...STEPS.slice(0, 3), 'Le dossier est clos.']);
    const subjects = (await letters(world, dossier)).map(({ subject }) => subject);
    expect(subjects).toContain('Votre prestation d’accompagnement a pris fin');
  });
});

describe('The deadline of the correction in zone B (R13), from the day the report was received (R35)', () => {
  it.each([
    ['2026-09-24', '2026-11-05', 6, 'vacances de la Toussaint'],
    ['2026-08-31', '2026-10-12', 6, 'vacances d’été'],
    ['2026-09-01', '2026-09-29', 4, 'aucun jour de vacances scolaires'],
  ])('received on %s is due on %s, %i weeks: %s', async (receivedOn, due, weeks, why) => {
    const dossier = await withTutor(world, { registeredOn: '2026-06-01' });
    const { path, staff, manager, tutor } = dossier;
    await manager.post(`${path}/limit`, { limit: addDays(await world.today(), 365), reason: 'Reprise de dossier' });
    const planning = await proposal(dossier);
    await tutor
      .ask('POST', `${path}/meeting/outcome`, { held: true, heldOn: '2026-07-01', objectives: ALL_MET, planning })
      .then(({ status, body }) => expect([status, body.code]).toEqual([200, undefined]));
    const view = await staff.post(`${path}/report`, form({ receivedOn }, await aPdf(7)));
    expect(view.due).toMatchObject({ date: due, weeks });
    expect(view.due.provisional).toBeFalsy();
    expect(view.due.explanation.replace(/\s/g, ' ')).toContain(`${weeks} semaines (R13) : ${why}`);
    expect((await told(dossier, 'deadline.set')).at(-1)).toContain(inFrench(due));
  });
});

describe('A due date ends at 23:59:59 in Paris', () => {
  const seasons: [string, string, string][] = [
    ['in winter, across the change of October', '-10-15', '-11-20'],
    ['in summer, across the change of March', '-03-10', '-04-20'],
  ];
  it.each(seasons)('%s', async (_, begun, due) => {
    const today = await world.today();
    const year = yearOf(today) + (today.slice(4) < begun ? 0 : 1);
    await world.goTo(`${year}${begun}`);
    const reportDue = `${year}${due}`;
    const { revisionDue } = await (async () => {
      const dossier = await withTutor(world);
      return dossier.staff.get(`${dossier.path}/planning/proposal?reportDue=${reportDue}`);
    })();
    const dossier = await withPlanning(world, { reportDue, revisionDue });
    await world.goTo(reportDue, '23:59:50');
    expect(await dossier.staff.get(dossier.path)).toMatchObject({ overdue: false, due: { date: reportDue } });
    await world.goTo(addDays(reportDue, 1), '00:00:10');
    expect((await dossier.staff.get(dossier.path)).overdue).toBe(true);
    const passed = (await journal(dossier)).find(({ type }) => type === 'deadline.passed');
    expect(passed?.at.slice(0, 16)).toBe(passing(reportDue).slice(0, 16));
    expect(passed?.at.slice(11, 13)).toBe(due === '-11-20' ? '23' : '22');
  });
});
