import { expectAgreement, journalOf } from './agreement.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { ALL_MET, type Dossier, withPlanning, withTutor } from './enrolments.ts';
import { listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-11-02'); // a Monday; the limit of two semesters is 30 September 2038 (R7)
});
afterAll(() => world.close());

const outcome = async (dossier: Dossier, more: object) =>
  dossier.tutor.ask('POST', `${dossier.path}/meeting/outcome`, {
    held: true,
    heldOn: await world.today(),
    objectives: ALL_MET,
    planning: { reportDue: '2037-12-17', revisionDue: '2038-03-10' },
    ...more,
  });

describe('Step 2: the four objectives and the planning (R11)', () => {
  let dossier: Dossier;
  beforeAll(async () => {
    dossier = await withTutor(world);
  });

  it('each objective is confirmed', async () => {
    const missing = await outcome(dossier, { objectives: { ...ALL_MET, questions: false } });
    expect(await refusal(Promise.resolve(missing))).toBe('422 meeting.objectives');
    expect(missing.body.errors.map(({ path }: { path: string }) => path)).toEqual(['objectives.questions']);
    expect(await refusal(outcome(dossier, { objectives: undefined }))).toBe('422 meeting.objectives');
  });

  it.each([
    ['none', undefined],
    ['one without the date of the revision', { reportDue: '2037-12-17' }],
    ['one without the date butoir', { revisionDue: '2038-03-10' }],
  ])('a planning is required, not %s', async (_, planning) => {
    expect(await refusal(outcome(dossier, { planning }))).toBe('422 planning.required');
  });

  // A report due on 26 January is to be corrected by 9 March (winter holidays begin on 20 February: 6 weeks).
  it.each([
    ['the date butoir is today', '2037-11-02', '2038-03-10', 'planning.order', 'reportDue', '2 novembre 2037'],
    [
      'the revision is due with the correction',
      '2038-01-26',
      '2038-03-09',
      'planning.order',
      'revisionDue',
      '9 mars 2038',
    ],
    [
      'the avis would come after the limit',
      '2038-01-26',
      '2038-09-17',
      'planning.exceeds_two_semesters',
      'revisionDue',
      '16 septembre 2038',
    ],
  ])(
    'R11: not when %s; the refusal names the date, and the latest possible one',
    async (_, reportDue, revisionDue, code, path, named) => {
      const answer = await outcome(dossier, { planning: { reportDue, revisionDue } });
      expect(await refusal(Promise.resolve(answer))).toBe(`422 ${code}`);
      expect(answer.body.errors).toMatchObject([{ path: `planning.${path}`, code }]);
      expect(answer.body.detail).toContain(named);
      expect(answer.body.detail).toContain('dernière date possible');
    },
  );

  it('R11: the latest possible date that a refusal names is accepted, and the day after is not', async () => {
    const refused = await outcome(dossier, { planning: { reportDue: '2038-08-20', revisionDue: '2038-09-16' } });
    expect(refused.body.errors).toMatchObject([{ path: 'planning.reportDue' }]);
    expect(refused.body.detail).toContain('dernière date possible\u00a0: le 4 août 2038'); // 6 weeks to 15 September
    const late = { reportDue: '2038-08-05', revisionDue: '2038-09-16' };
    expect((await outcome(dossier, { planning: late })).status).toBe(422);
    const last = { reportDue: '2038-08-04', revisionDue: '2038-09-16' };
    expect((await outcome(dossier, { planning: last })).body).toMatchObject({ planning: last });
    await expectAgreement(world, dossier);
  });

  it('the planning that is proposed is accepted, also around a date butoir', async () => {
    for (const asked of ['', '?reportDue=2038-02-15']) {
      const other = await withTutor(world);
      const proposed = await other.auditeur.get(`${other.path}/planning/proposal${asked}`);
      const { reportDue, revisionDue, correctionDue } = proposed;
      expect(proposed).toMatchObject({ limit: '2038-09-30', correctionWeeks: expect.any(Number) });
      if (asked) expect({ reportDue, correctionDue }).toEqual({ reportDue: '2038-02-15', correctionDue: '2038-03-29' });
      const { status, body } = await outcome(other, { planning: { reportDue, revisionDue } });
      expect(status).toBe(200);
      expect(body.planning).toEqual({ reportDue, revisionDue });
    }
    const past = dossier.auditeur.ask('GET', `${dossier.path}/planning/proposal?reportDue=2038-09-01`);
    expect(await refusal(past)).toBe('422 planning.exceeds_two_semesters');
  });
});

describe('R32: the planning is amended', () => {
  it('by the parties’ agreement within R11, with a reason; not by the auditeur alone', async () => {
    const dossier = await withPlanning(world, { reportDue: '2037-12-10', revisionDue: '2038-03-10' });
    const amend = (who: 'tutor' | 'auditeur', body: object) =>
      refusal(dossier[who].ask('PUT', `${dossier.path}/planning`, body));
    const later = { reportDue: '2038-01-14', revisionDue: '2038-04-10' };
    expect(await amend('auditeur', { ...later, reason: 'Plus de temps.' })).toBe('403 forbidden');
    expect(await amend('tutor', later)).toBe('422 reason.required');
    expect(await amend('tutor', { reason: 'x', reportDue: '2038-01-14' })).toBe('422 planning.required');
    expect(await amend('tutor', { ...later, revisionDue: '2038-01-15', reason: 'x' })).toBe('422 planning.order');
    const unplanned = await withTutor(world);
    const early = unplanned.tutor.ask('PUT', `${unplanned.path}/planning`, { ...later, reason: 'x' });
    expect(await refusal(early)).toBe('409 enrolment.state');
  });

  it('the reminders follow the new date butoir, and those of the old one are never sent', async () => {
    await endAll(world);
    const dossier = await withPlanning(world, { reportDue: '2037-12-10', revisionDue: '2038-03-10' });
    const heard = await listenTo(world, dossier);
    await world.goTo('2037-12-01');
    const later = { reportDue: '2038-01-14', revisionDue: '2038-04-10' };
    const amended = await dossier.tutor.put(`${dossier.path}/planning`, { ...later, reason: 'Clôture comptable.' });
    expect(amended).toMatchObject({ planning: later, due: { date: '2038-01-14' }, waitingFor: 'auditeur' });
    await world.goTo('2038-01-18');
    expect(await heard.told()).toEqual([
      '2037-11-26 08:00 relance (dépôt du rapport), à l’auditeur',
      '2037-12-01 12:00 planning modifié, à l’auditeur',
      '2037-12-01 12:00 planning modifié, au tuteur',
      '2037-12-31 08:00 relance (dépôt du rapport), à l’auditeur',
      '2038-01-11 08:00 relance (dépôt du rapport), à l’auditeur',
      '2038-01-14 08:00 relance (dépôt du rapport), à l’auditeur',
      '2038-01-15 08:00 alerte (dépôt du rapport), au service gestionnaire',
    ]);
    const told = (await journalOf(dossier)).find(({ type }) => type === 'planning.amended')?.text;
    expect(told).toBe(
      'Planning modifié\u00a0: rapport le 14 janvier 2038, rapport révisé le 10 avril 2038 (motif\u00a0: Clôture comptable).',
    );
    await expectAgreement(world, dossier);
  });
});
