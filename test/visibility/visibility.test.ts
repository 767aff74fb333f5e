import { atParis, endOfDayInParis } from '../../calendar/paris-time.ts';
import { addDays, inFrench } from '../../domain/dates.ts';
import { dueInWords } from '../../domain/waits.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { form } from '../journeys/caller.ts';
import {
  ALL_MET,
  aPdf,
  CERTIFICATION,
  type Dossier,
  favourable,
  proposal,
  register,
  unfavourable,
  withReport,
  withRevision,
  withTutor,
  workingDayIn,
} from '../journeys/enrolments.ts';
import { openWorld, type World } from '../journeys/world.ts';
import { type Eyes, eventually, eyesOn } from './eyes.ts';

let world: World;
let eyes: Eyes;
beforeAll(async () => {
  world = await openWorld({ temporal: 'dev' });
  eyes = eyesOn(world);
});
afterAll(() => world.close());

/** Whatever space stands before a colon: typography has its own tests. */
const spaced = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** The search attributes once they are as expected; what is expected follows what the API tells. */
async function shows({ id, staff, path }: Dossier, expected: object): Promise<void> {
  const { certification, semester, centre, tutor, due, overdue } = await staff.get(path);
  const told = {
    Certification: certification.code ?? certification,
    Semester: semester,
    Centre: centre,
    Overdue: overdue,
    ...(tutor ? { Tutor: tutor.code } : {}),
    ...(due ? { DueAt: new Date(endOfDayInParis(due.date)) } : {}),
    ...expected,
  };
  const sorted = (attributes: object) => JSON.stringify(Object.entries(attributes).sort());
  const seen = await eventually(
    () => eyes.attributes(id),
    (attributes) => sorted(attributes) === sorted(told),
  );
  expect(seen).toEqual(told);
}

/** An enrolment whose correction is overdue: everything was done on paper, months ago, and is recorded today. */
async function overdueCorrection(): Promise<Dossier> {
  const today = await world.today();
  const dossier = await register(world, { registeredOn: addDays(today, -80) });
  const { staff, manager, tutorId, path } = dossier;
  await manager.post(`${path}/limit`, { limit: addDays(today, 300), reason: 'Une maladie.' });
  await staff.post(`${path}/tutor`, { tutorId });
  const planning = { reportDue: addDays(today, 2), revisionDue: addDays(today, 90) };
  const heldOn = addDays(today, -70);
  await staff.post(`${path}/meeting/outcome`, { held: true, heldOn, objectives: ALL_MET, planning, note: 'Papier.' });
  const paper = form({ receivedOn: addDays(today, -65), note: 'Reçu par la poste.' }, await aPdf(5));
  await staff.post(`${path}/report`, paper);
  return dossier;
}

describe('The search attributes', () => {
  it('are registered by the software itself, with their types', async () => {
    const { customAttributes } = await world.env.connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    const [KEYWORD, BOOL, DATETIME] = [2, 5, 6];
    expect(customAttributes).toMatchObject({
      EnrolmentStep: KEYWORD,
      WaitingFor: KEYWORD,
      Tutor: KEYWORD,
      Certification: KEYWORD,
      Semester: KEYWORD,
      Centre: KEYWORD,
      Outcome: KEYWORD,
      DueAt: DATETIME,
      Overdue: BOOL,
    });
  });

  it('say at each step of a favourable enrolment what the API says', async () => {
    const dossier = await register(world);
    const { staff, tutor, auditeur, tutorId, path } = dossier;
    await shows(dossier, { EnrolmentStep: 'tutor_assignment', WaitingFor: 'staff' });
    await staff.post(`${path}/tutor`, { tutorId });
    await shows(dossier, { EnrolmentStep: 'tutor_assignment', WaitingFor: 'auditeur' });
    await auditeur.post(`${path}/meeting`, { startsAt: atParis(await workingDayIn(world, 3), '10:00') });
    await shows(dossier, { EnrolmentStep: 'first_meeting', WaitingFor: 'nobody' });
    const [planning, heldOn] = [await proposal(dossier), await world.today()];
    await tutor.post(`${path}/meeting/outcome`, { held: true, heldOn, objectives: ALL_MET, planning });
    await shows(dossier, { EnrolmentStep: 'annotated_correction', WaitingFor: 'auditeur' });
    await auditeur.post(`${path}/report`, form({}, await aPdf(7)));
    await shows(dossier, { EnrolmentStep: 'annotated_correction', WaitingFor: 'tutor' });
    await tutor.post(`${path}/correction`, form({ remarks: 'Précisez.' }));
    await shows(dossier, { EnrolmentStep: 'revision', WaitingFor: 'auditeur' });
    await auditeur.post(`${path}/revision`, form({ unchanged: 'true' }));
    await shows(dossier, { EnrolmentStep: 'final_avis', WaitingFor: 'tutor' });
    await tutor.post(`${path}/avis`, favourable(dossier));
    await shows(dossier, { EnrolmentStep: 'closed', WaitingFor: 'nobody', Outcome: 'validated' });
  });

  it('say that staff are awaited for the follow-up of an unfavourable avis, and what came out', async () => {
    const dossier = await withRevision(world);
    await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
    await shows(dossier, { EnrolmentStep: 'final_avis', WaitingFor: 'staff' });
    const contactedOn = await world.today();
    await dossier.staff.post(`${dossier.path}/follow-up`, { contactedOn, summary: 'Un échange.', path: 'vae' });
    await shows(dossier, { EnrolmentStep: 'closed', WaitingFor: 'nobody', Outcome: 'not_validated' });
  });

  it('lead a manager to what the README asks them', async () => {
    const [late, inTime, toAssign, withdrawn, toFollow] = [
      await overdueCorrection(),
      await withReport(world),
      await register(world),
      await withTutor(world),
      await withRevision(world),
    ];
    await withdrawn.auditeur.post(`${withdrawn.path}/withdrawal`, { reason: 'Un nouvel emploi.' });
    await toFollow.tutor.post(`${toFollow.path}/avis`, unfavourable(toFollow));
    const { semester } = await late.staff.get(late.path);
    const corrections = 'EnrolmentStep = "annotated_correction" AND WaitingFor = "tutor"';
    const ofTutor = async ({ staff, path }: Dossier) =>
      `Tutor = "${(await staff.get(path)).tutor.code}" AND ${corrections}`;
    const finds = async (query: string, ...whose: Dossier[]) => {
      const expected = whose.map(({ id }) => id).sort();
      expect([query, await eyes.found(query, expected)]).toEqual([query, expected]);
    };
    await finds(`${await ofTutor(late)} AND Overdue = true`, late);
    await finds(`${await ofTutor(inTime)} AND Overdue = false`, inTime);
    await finds(`Tutor = "T-NOBODY" AND ${corrections} AND Overdue = true`);
    await finds(
      'EnrolmentStep = "tutor_assignment" AND WaitingFor = "staff" AND ExecutionStatus = "Running"',
      toAssign,
    );
    await finds('EnrolmentStep = "final_avis" AND WaitingFor = "staff"', toFollow);
    await finds('Outcome = "withdrawn"', withdrawn);
    await finds(`DueAt < "${await world.now()}" AND ExecutionStatus = "Running"`, late);
    await finds(
      `Certification = "${CERTIFICATION}" AND Semester = "${semester}" AND Centre = "pays-de-la-loire" AND Overdue = true`,
      late,
    );
  });
});

describe('An enrolment in the Temporal UI', () => {
  it('has its reference and its certification for summary', async () => {
    const { id, staff, path } = await register(world);
    const { reference } = await staff.get(path);
    expect(await eyes.summary(id)).toBe(`${reference} · ${CERTIFICATION}`);
  });

  it('details in French the five steps with their dates, who is awaited, by when and why', async () => {
    const dossier = await withReport(world);
    const { reference, due, limit } = await dossier.staff.get(dossier.path);
    const { code } = (await dossier.staff.get(dossier.path)).tutor;
    const today = inFrench(await world.today());
    const details = await eyes.details(dossier.id);
    expect(
      spaced(details)
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      `**${reference}** — ${CERTIFICATION}, limite le ${inFrench(limit)}`,
      '',
      `✔ Affectation du tuteur (du ${today} au ${today})`,
      `✔ Premier rendez-vous (du ${today} au ${today})`,
      `▶ Correction annotée (depuis le ${today})`,
      '· Révision du rapport',
      '· Avis motivé',
      '· Clôture',
      '',
      expect.stringMatching(/^État : .+/),
      'Attendu : le tuteur ou la tutrice.',
      `Échéance : ${spaced(dueInWords(due))}`,
      `Tuteur : ${code}.`,
    ]);
  });

  it('says that it is late', async () => {
    const dossier = await overdueCorrection();
    expect(await eyes.details(dossier.id)).toContain('**En retard.**');
  });

  it('says of each timer and of each mail what it is for', async () => {
    const { id } = await withTutor(world);
    const timers = (await eyes.summaries(id, 'timers')).map(spaced);
    // The limit and the first wait are planned side by side: either may be first.
    expect([...timers.slice(0, 2).sort(), ...timers.slice(2)]).toEqual([
      'Relance (gestionnaires) : la limite de la prestation approche ou est atteinte',
      'Relance (gestionnaires) : un tuteur est à affecter',
      'Relance (auditeur) : le premier rendez-vous est à fixer',
    ]);
    expect((await eyes.summaries(id, 'activities')).map(spaced)).toEqual([
      'Courriels : tutor_assigned → auditeur, tutor_assigned → tutor',
    ]);
  });

  it('shows a mail that fails as a pending activity, which says why by a code only', async () => {
    world.refuseMails(true);
    const { id } = await withTutor(world);
    const handle = world.env.client.workflow.getHandle(workflowIdOf(id));
    const pending = async () => (await handle.describe()).raw.pendingActivities ?? [];
    const seen = await eventually(pending, ([mail]) => Boolean(mail?.lastFailure));
    world.refuseMails(false);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.activityType?.name).toBe('sendMails');
    const { message, stackTrace, cause, applicationFailureInfo } = seen[0]?.lastFailure ?? {};
    expect({ message, stackTrace, cause, type: applicationFailureInfo?.type }).toEqual({
      message: 'mail.refused',
      stackTrace: '',
      cause: null,
      type: 'mail.refused',
    });
  });
});
