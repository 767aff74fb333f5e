import { expectAgreement, journalOf } from './agreement.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { form } from './caller.ts';
import { aPdf, type Planned, withPlanning, withReport } from './enrolments.ts';
import { type Listener, listenTo } from './listening.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-09-01'); // a Tuesday, on which class resumes
});
afterEach(() => endAll(world));
afterAll(() => world.close());

const deposit = async ({ auditeur, path }: Planned) => auditeur.post(`${path}/report`, form({}, await aPdf(5)));
const passedAt = async (dossier: Planned): Promise<string[]> =>
  (await journalOf(dossier)).filter(({ type }) => type === 'deadline.passed').map(({ at }) => at.slice(0, 16));

/** Weeks after the thing was done, nothing more is said of it. */
async function expectSilence(heard: Listener, until: string): Promise<void> {
  await heard.mails();
  await world.goTo(until);
  expect(await heard.told()).toEqual([]);
}

describe('While the correction is awaited (R13)', () => {
  const PLANNING = { reportDue: '2037-09-30', revisionDue: '2038-01-10' };
  const correction = (to: string) => `(correction annotée), ${to}`;

  it('due after 4 weeks, or 6 with school holidays, it is said why; tutor, then staff and manager are reminded; overdue from midnight', async () => {
    const four = await withReport(world, PLANNING);
    const { due } = await four.tutor.get(four.path);
    expect(due).toMatchObject({ date: '2037-09-29', weeks: 4, provisional: false });
    expect(due.explanation).toBe(
      '4 semaines (R13)\u00a0: aucun jour de vacances scolaires, zone B, dans les quatre semaines à compter de la réception du 1er septembre 2037.',
    );
    expect((await journalOf(four)).findLast(({ type }) => type === 'deadline.set')?.text).toBe(
      `Échéance\u00a0: 29 septembre 2037. ${due.explanation}`,
    );
    const heard = await listenTo(world, four);
    await world.goTo('2037-09-24', '09:00');
    const six = await withReport(world, PLANNING);
    const dueLater = (await six.tutor.get(six.path)).due;
    expect(dueLater).toMatchObject({ date: '2037-11-05', weeks: 6, provisional: false });
    expect(dueLater.explanation).toBe(
      '6 semaines (R13)\u00a0: vacances de la Toussaint, zone B, du 17 octobre au 1er novembre 2037, dans les quatre semaines à compter de la réception du 24 septembre 2037 (calendrier scolaire 2037-2038).',
    );
    const heardOfSix = await listenTo(world, six);

    await world.goTo('2037-09-29', '23:59');
    expect(await four.tutor.get(four.path)).toMatchObject({ overdue: false, waitingFor: 'tutor' });
    await world.goTo('2037-09-30', '00:01');
    expect(await four.tutor.get(four.path)).toMatchObject({ overdue: true, waitingFor: 'tutor' });
    expect(await passedAt(four)).toEqual(['2037-09-29T22:00']); // summer time
    await world.goTo('2037-10-13');
    expect(await heard.told()).toEqual([
      `2037-09-22 08:00 relance ${correction('au tuteur')}`,
      `2037-09-28 08:00 relance ${correction('au tuteur')}`, // from Sunday 27
      `2037-09-30 08:00 alerte ${correction('au service gestionnaire')}`,
      `2037-10-06 08:00 relance ${correction('au tuteur')}`,
      `2037-10-06 08:00 alerte ${correction('au responsable')}`,
      `2037-10-13 08:00 relance ${correction('au tuteur')}`,
    ]);
    await four.tutor.post(`${four.path}/correction`, form({ remarks: 'Précisez.' }));
    expect((await journalOf(four)).find(({ type }) => type === 'correction.returned')?.text).toBe(
      'Correction annotée transmise le 13 octobre 2037, en retard (échéance\u00a0: 29 septembre 2037).',
    );
    await expectAgreement(world, four);
    await expectSilence(heard, '2037-11-02');

    await world.goTo('2037-11-06', '00:01');
    expect(await passedAt(six)).toEqual(['2037-11-05T23:00']); // winter time
    await world.goTo('2037-11-06');
    expect(await heardOfSix.told()).toEqual([
      `2037-10-29 08:00 relance ${correction('au tuteur')}`,
      `2037-11-03 08:00 relance ${correction('au tuteur')}`,
      `2037-11-06 08:00 alerte ${correction('au service gestionnaire')}`,
    ]);
    await expectAgreement(world, six);
  });

  it('returned in time, nobody is reminded any more', async () => {
    const dossier = await withReport(world, { reportDue: '2037-11-30', revisionDue: '2038-06-10' });
    const heard = await listenTo(world, dossier);
    await world.goTo('2037-11-10');
    const annotated = form({ remarks: 'Bien construit.' }, { name: 'annoté.pdf', content: (await aPdf(12)).content });
    const after = await dossier.tutor.post(`${dossier.path}/correction`, annotated);
    expect(after).toMatchObject({ step: 'revision', waitingFor: 'auditeur', overdue: false });
    expect(after.documents).toMatchObject([{ kind: 'report' }, { kind: 'correction', pages: 12 }]);
    const mails = await heard.mails();
    expect(mails.map(({ name, to }) => `${name} ${to}`)).toEqual([`correction_returned ${dossier.email}`]);
    await expectSilence(heard, '2037-12-20');
    await expectAgreement(world, dossier);
  });
});

describe('While the report is awaited', () => {
  const report = (to: string) => `(dépôt du rapport), ${to}`;

  it('the auditeur is reminded 14 and 3 days before the date butoir, on the day, then weekly 3 times; staff the day after', async () => {
    await world.goTo('2038-01-04', '09:00');
    const PLANNING = { reportDue: '2038-02-04', revisionDue: '2038-06-10' }; // a Thursday
    const dossier = await withPlanning(world, PLANNING);
    const heard = await listenTo(world, dossier);
    await world.goTo('2038-02-04', '23:59');
    expect(await dossier.auditeur.get(dossier.path)).toMatchObject({ overdue: false, due: { date: '2038-02-04' } });
    await world.goTo('2038-02-05', '00:01');
    expect(await dossier.auditeur.get(dossier.path)).toMatchObject({ overdue: true, waitingFor: 'auditeur' });
    expect(await passedAt(dossier)).toEqual(['2038-02-04T23:00']);
    await world.goTo('2038-03-31');
    const mails = await heard.mails();
    const told = mails.map(({ date, description }) => `${date.slice(0, 16)} ${description}`);
    expect(told).toEqual([
      `2038-01-21T07:00 relance ${report('à l’auditeur')}`,
      `2038-02-01T07:00 relance ${report('à l’auditeur')}`,
      `2038-02-04T07:00 relance ${report('à l’auditeur')}`,
      `2038-02-05T07:00 alerte ${report('au service gestionnaire')}`,
      `2038-02-11T07:00 relance ${report('à l’auditeur')}`,
      `2038-02-18T07:00 relance ${report('à l’auditeur')}`,
      `2038-02-25T07:00 relance ${report('à l’auditeur')}`,
    ]);
    for (const { text } of mails) expect(text).toContain(`/dossiers/${dossier.id}`);
    expect(mails[0]?.text).toContain('jeudi 4 février 2038');
    const after = await deposit(dossier);
    expect(after).toMatchObject({ overdue: false, waitingFor: 'tutor' });
    await expectAgreement(world, dossier);
  });

  it('deposited in time, the auditeur is reminded of it no more', async () => {
    const dossier = await withPlanning(world, { reportDue: '2038-04-22', revisionDue: '2038-08-20' });
    const heard = await listenTo(world, dossier);
    await world.goTo('2038-04-09');
    expect(await heard.told()).toEqual([`2038-04-08 08:00 relance ${report('à l’auditeur')}`]);
    const { due } = await deposit(dossier);
    expect(due).toMatchObject({ date: '2038-05-21', weeks: 6 }); // the spring holidays begin on 17 April
    await expectSilence(heard, '2038-05-12');
    await expectAgreement(world, dossier);
  });
});
