import { expectAgreement, journalOf } from './agreement.ts';
import { endAll, importCalendar, openWorldOn, STAFF_EMAIL } from './almanac.ts';
import { form } from './caller.ts';
import { type Dossier, withReport } from './enrolments.ts';
import { listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2038-09-20'); // beyond the last return that is known, 2 September 2038
});
afterAll(() => world.close());

const PLANNING = { reportDue: '2038-10-15', revisionDue: '2038-12-20' };
const AUTUMN = 'B,2038-2039,Vacances de la Toussaint,2038-10-16,2038-11-02,holiday';
const AUTUMN_LATER = 'B,2038-2039,Vacances de la Toussaint,2038-10-23,2038-11-08,holiday';
const CHRISTMAS = 'B,2038-2039,Vacances de Noël,2038-12-18,2039-01-03,holiday';

const deadlines = async (dossier: Dossier): Promise<string[]> =>
  (await journalOf(dossier))
    .filter(({ type }) => type.startsWith('deadline.'))
    .map(({ type, text }) => `${type}: ${text}`);

describe('Step 3, where the school calendar does not reach far enough (R14)', () => {
  it('the deadline is 4 weeks, provisional, and staff are told; an import moves it later, with journal and mail; twice does nothing', async () => {
    const dossier = await withReport(world, PLANNING);
    const { due } = await dossier.tutor.get(dossier.path);
    expect(due).toMatchObject({ date: '2038-10-18', weeks: 4, provisional: true });
    expect(due.explanation).toContain('n’est connu que jusqu’au 2 septembre 2038');
    const toStaff = (await world.mails(STAFF_EMAIL)).filter(({ subject }) => subject.includes('Échéance provisoire'));
    expect(toStaff).toHaveLength(1);
    expect(toStaff[0]?.text).toContain('lundi 18 octobre 2038 (date provisoire)');

    await world.goTo('2038-09-22', '10:00');
    const heard = await listenTo(world, dossier);
    expect(await importCalendar(world, AUTUMN)).toMatchObject({ isNew: true, announced: 1 });
    const told = await heard.told();
    expect(told).toEqual([
      '2038-09-22 10:00 échéance de correction modifiée, au tuteur',
      '2038-09-22 10:00 échéance de correction modifiée, à l’auditeur',
      '2038-09-22 10:00 échéance de correction modifiée, au service gestionnaire',
    ]);
    const moved = await dossier.tutor.get(dossier.path);
    expect(moved).toMatchObject({ due: { date: '2038-11-01', weeks: 6, provisional: false }, waitingFor: 'tutor' });
    const lines = await deadlines(dossier);
    expect(lines.at(-1)).toBe(
      `deadline.moved: Échéance de la correction reportée du 18 octobre 2038 au 1er novembre 2038. ${moved.due.explanation}`,
    );
    await expectAgreement(world, dossier);

    expect(await importCalendar(world, AUTUMN)).toMatchObject({ isNew: false, announced: 0 });
    expect(await deadlines(dossier)).toEqual(lines);
    expect(await heard.told()).toEqual([]);
  });

  it('a deadline is never shortened: a calendar that would give an earlier date keeps it, and the journal says why', async () => {
    const dossier = await withReport(world, PLANNING); // received on 22 September, with the autumn holidays within 4 weeks
    expect((await dossier.tutor.get(dossier.path)).due).toMatchObject({ date: '2038-11-03', weeks: 6 });
    const heard = await listenTo(world, dossier);
    await importCalendar(world, AUTUMN_LATER);
    const kept = await dossier.tutor.get(dossier.path);
    expect(kept.due).toMatchObject({ date: '2038-11-03' });
    expect((await deadlines(dossier)).at(-1)).toContain(
      'Échéance maintenue au 3 novembre 2038 (R14\u00a0: jamais raccourcie)',
    );
    expect(await heard.told()).toEqual([]); // the date did not move
    await expectAgreement(world, dossier);
    const lines = await deadlines(dossier);
    await importCalendar(world, AUTUMN_LATER, CHRISTMAS);
    expect(await deadlines(dossier)).toEqual(lines);
    await expectAgreement(world, dossier);
  });

  it('the reminders follow the date that moved, and a correction returned meanwhile is left alone', async () => {
    await endAll(world);
    await world.goTo('2039-01-10', '09:00'); // beyond Christmas, nothing is known
    const running = await withReport(world, { reportDue: '2039-02-01', revisionDue: '2039-05-20' });
    const returned = await withReport(world, { reportDue: '2039-02-01', revisionDue: '2039-05-20' });
    await returned.tutor.post(`${returned.path}/correction`, form({ remarks: 'Bien.' }));
    const [heard, heardOfReturned] = [await listenTo(world, running), await listenTo(world, returned)];
    expect((await running.tutor.get(running.path)).due).toMatchObject({ date: '2039-02-07', provisional: true });
    await importCalendar(world, 'B,2038-2039,Vacances d’hiver,2039-02-05,2039-02-21,holiday');
    expect((await running.tutor.get(running.path)).due).toMatchObject({ date: '2039-02-21', weeks: 6 });
    await heard.mails();
    await world.goTo('2039-02-22');
    expect((await heard.told()).filter((told) => told.includes('correction annotée'))).toEqual([
      '2039-02-14 08:00 relance (correction annotée), au tuteur',
      '2039-02-21 08:00 relance (correction annotée), au tuteur', // from Saturday 19
      '2039-02-22 08:00 alerte (correction annotée), au service gestionnaire',
    ]);
    expect((await heardOfReturned.told()).filter((told) => told.includes('échéance'))).toEqual([]);
    await expectAgreement(world, running);
    await expectAgreement(world, returned);
  });

  it('a provisional deadline that a calendar confirms is no longer provisional: journal and mail say so', async () => {
    const dossier = await withReport(world, { reportDue: '2039-03-10', revisionDue: '2039-06-20' });
    expect((await dossier.tutor.get(dossier.path)).due).toMatchObject({ date: '2039-03-22', provisional: true });
    const heard = await listenTo(world, dossier);
    await importCalendar(world, 'B,2038-2039,Vacances de printemps,2039-04-16,2039-05-02,holiday');
    expect((await dossier.tutor.get(dossier.path)).due).toMatchObject({ date: '2039-03-22', provisional: false });
    expect((await deadlines(dossier)).at(-1)).toMatch(/^deadline.reviewed: .* confirmée au 22 mars 2039\. 4 semaines/);
    expect((await heard.mails()).map(({ name, to }) => `${name} ${to}`)).toEqual([
      `deadline_confirmed ${dossier.tutorEmail}`,
      `deadline_confirmed ${dossier.email}`,
      `deadline_confirmed ${STAFF_EMAIL}`,
    ]);
    await expectAgreement(world, dossier);
  });

  it('nonsense is refused whole, and moves nothing', async () => {
    const dossier = await withReport(world, { reportDue: '2039-03-10', revisionDue: '2039-06-20' });
    const before = await dossier.tutor.get(dossier.path);
    const nonsense = form({}, { name: 'x.csv', content: Buffer.from('zone;name\nB;Vacances\n') });
    expect(await refusal(world.administrator.ask('PUT', '/calendar', nonsense))).toBe('422 calendar.invalid');
    expect(await dossier.tutor.get(dossier.path)).toEqual(before);
  });
});
