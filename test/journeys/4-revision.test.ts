import { addDays, daysBetween, inFrench } from '../../domain/dates.ts';
import { docx, jpeg, pdfOf } from '../documents/made-files.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { form } from './caller.ts';
import { aPdf, type Dossier, type Planned, withCorrection, withReport, withRevision } from './enrolments.ts';
import { civil, journal, letters, passing, sent, told } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterEach(() => endAll(world));
afterAll(() => world.close());

const deposit = (dossier: Dossier, content: Uint8Array, name = 'rapport-revise.pdf') =>
  dossier.auditeur.ask('POST', `${dossier.path}/revision`, form({}, { name, content }));

describe('Step 4, the revision', () => {
  it('takes a revised report, tells auditeur and tutor at once, and gives the tutor 14 days for the avis (R20)', async () => {
    const dossier = await withCorrection(world);
    expect(await dossier.auditeur.get(dossier.path)).toMatchObject({
      step: 'revision',
      waitingFor: 'auditeur',
      due: { date: dossier.planning.revisionDue },
    });
    await world.forgetMails();
    const { status, body } = await deposit(dossier, (await aPdf(7)).content);
    expect(status).toBe(200);
    const today = await world.today();
    expect(body).toMatchObject({ step: 'final_avis', waitingFor: 'tutor', due: { date: addDays(today, 14) } });
    expect(body.documents).toContainEqual(
      expect.objectContaining({ kind: 'revision', name: 'rapport-revise.pdf', pages: 7, receivedOn: today }),
    );
    expect(await letters(world, dossier)).toMatchObject([
      { to: 'tutor', subject: expect.stringContaining(`attendu le ${inFrench(addDays(today, 14))}`) },
      { to: 'auditeur', subject: 'Votre rapport révisé est bien reçu' },
    ]);
  });

  it('takes the word of the auditeur that the report stays unchanged, and keeps no document for it', async () => {
    const dossier = await withCorrection(world);
    await world.forgetMails();
    const answer = await dossier.auditeur.post(`${dossier.path}/revision`, form({ unchanged: 'true' }));
    expect(answer).toMatchObject({ step: 'final_avis', waitingFor: 'tutor' });
    expect(answer.documents.map(({ kind }: { kind: string }) => kind)).toEqual(['report']);
    expect(await told(dossier, 'revision.received')).toEqual([
      `Rapport déclaré inchangé le ${inFrench(await world.today())}.`,
    ]);
    expect((await letters(world, dossier)).map(({ subject }) => subject)).toContain(
      'Votre rapport reste inchangé : l’avis est en préparation',
    );
  });

  it('refuses neither a file nor a word, and says what to do (report.missing)', async () => {
    const dossier = await withCorrection(world);
    for (const fields of [{}, { unchanged: 'false' }] as Record<string, string>[]) {
      const { status, body } = await dossier.auditeur.ask('POST', `${dossier.path}/revision`, form(fields));
      expect([status, body.code]).toEqual([422, 'report.missing']);
      expect(body.detail).toContain('Le rapport révisé manque');
    }
  });

  it('is refused before the correction, and to the tutor (409, 403)', async () => {
    const dossier = await withReport(world);
    const early = await deposit(dossier, (await aPdf(2)).content);
    expect([early.status, early.body.code]).toEqual([409, 'enrolment.state']);
    const tutors = await dossier.tutor.ask('POST', `${dossier.path}/revision`, form({ unchanged: 'true' }));
    expect(tutors.status).toBe(403);
  });

  it('looks into the revised report as into the first (R12), and goes on waiting', async () => {
    const dossier = await withCorrection(world);
    const long = await deposit(dossier, await pdfOf(8));
    expect([long.status, long.body.code]).toEqual([422, 'report.too_long']);
    expect(long.body.detail.replace(/\s/g, ' ')).toContain('Le rapport révisé compte 8 pages');
    const image = await deposit(dossier, jpeg());
    expect([image.status, image.body.code]).toEqual([415, 'report.type']);
    const broken = await deposit(dossier, (await pdfOf(2)).subarray(0, 200));
    expect([broken.status, broken.body.code]).toEqual([422, 'report.unreadable']);
    const heavy = await deposit(dossier, Buffer.concat([await pdfOf(1), Buffer.alloc(20 * 1024 * 1024)]));
    expect([heavy.status, heavy.body.code]).toEqual([413, 'report.too_large']);
    expect(await dossier.auditeur.get(dossier.path)).toMatchObject({ step: 'revision', waitingFor: 'auditeur' });
    expect((await deposit(dossier, docx(), 'rapport.docx')).status).toBe(200);
  });

  it('received on paper is recorded by staff on its real date, from which the avis counts (R35)', async () => {
    const dossier = await withCorrection(world);
    const correctedOn = await world.today();
    await world.goTo(addDays(correctedOn, 5));
    const before = await dossier.staff.ask(
      'POST',
      `${dossier.path}/revision`,
      form({ unchanged: 'true', receivedOn: addDays(correctedOn, -1) }),
    );
    expect([before.status, before.body.code]).toEqual([422, 'date.before_step']);
    const answer = await dossier.staff.post(
      `${dossier.path}/revision`,
      form({ unchanged: 'true', receivedOn: correctedOn, note: 'Reçu par courrier' }),
    );
    expect(answer.due.date).toBe(addDays(correctedOn, 14));
    expect((await told(dossier, 'revision.received'))[0]).toContain('(note : Reçu par courrier)');
  });

  it('is recalled 14 and 3 days before, on the day, then weekly three times; staff know the day after; a deposit ends it all', async () => {
    const [late, intime] = [await withCorrection(world), await withCorrection(world)];
    const { revisionDue } = late.planning;
    expect(daysBetween(await world.today(), revisionDue)).toBeGreaterThan(14);

    await world.goTo(addDays(revisionDue, -2));
    await intime.auditeur.post(`${intime.path}/revision`, form({ unchanged: 'true' }));
    await world.goTo(addDays(revisionDue, 40));
    const due = (days: number, to: string) => civil(addDays(revisionDue, days), to);
    const expected = [-14, -3, 0, 7, 14, 21].map((days) => due(days, 'auditeur'));
    expect(await sent(world, late, /^(Rappel|En retard|Aujourd’hui|À suivre) : .*rapport révisé/)).toEqual(
      [...expected, due(1, 'staff')].sort(),
    );
    expect(await sent(world, intime, /^(Rappel|En retard|Aujourd’hui|À suivre) : .*rapport révisé/)).toEqual(
      expected.slice(0, 2),
    );

    expect((await journal(late)).find(({ type }) => type === 'deadline.passed')?.at.slice(0, 16)).toBe(
      passing(revisionDue).slice(0, 16),
    );
    expect((await late.staff.get(late.path)).overdue).toBe(true);
    const answer = await late.auditeur.post(`${late.path}/revision`, form({ unchanged: 'true' }));
    expect(answer).toMatchObject({ overdue: false, step: 'final_avis' });
    expect((await told(late, 'revision.received'))[0]).toContain(`en retard (échéance : ${inFrench(revisionDue)})`);
  });
});

describe('A correction that leaves fewer than 14 days for the revision', () => {
  const correct = (dossier: Planned) =>
    dossier.tutor.post(`${dossier.path}/correction`, form({ remarks: 'Précisez.' }));
  const asked = (dossier: Planned, since: string) => sent(world, dossier, /Planning à revoir|nouvelle date/, since);

  it('when late, tells auditeur, tutor and staff, who may then amend the planning (R32)', async () => {
    const [enough, short] = [await withReport(world), await withReport(world)];
    const { reportDue, revisionDue } = short.planning;
    expect((await short.staff.get(short.path)).due.date < addDays(revisionDue, -14)).toBe(true);

    await world.goTo(addDays(revisionDue, -14));
    const first = await world.now();
    await correct(enough);
    expect(await asked(enough, first)).toEqual([]);

    const day = addDays(revisionDue, -13);
    await world.goTo(day);
    const since = await world.now();
    await correct(short);
    expect(await asked(short, since)).toEqual([`${day} 12:00 auditeur`, `${day} 12:00 staff`, `${day} 12:00 tutor`]);
    const [mine] = (await letters(world, short, since)).filter(({ subject }) => subject.includes('nouvelle date'));
    expect(mine?.text).toContain('Il ne reste que 13 jours');

    const later = addDays(revisionDue, 28);
    const amended = await short.tutor.put(`${short.path}/planning`, {
      reportDue,
      revisionDue: later,
      reason: 'Correction rendue tard',
    });
    expect(amended).toMatchObject({ planning: { reportDue, revisionDue: later }, due: { date: later } });
    expect((await told(short, 'planning.amended'))[0]).toContain('(motif : Correction rendue tard)');
    await world.goTo(addDays(later, -1));
    expect(await sent(world, short, /^(Rappel|Aujourd’hui|En retard|À suivre) : .*rapport révisé/, since)).toEqual(
      [-14, -3].map((days) => civil(addDays(later, days), 'auditeur')),
    );
  });

  it('when in time, tells nobody: the planning was agreed so', async () => {
    const dossier = await withReport(world);
    const { date } = (await dossier.staff.get(dossier.path)).due;
    const soon = addDays(date, 3);
    const { reportDue } = dossier.planning;
    await dossier.tutor.put(`${dossier.path}/planning`, { reportDue, revisionDue: soon, reason: 'Convenu' });
    await world.goTo(date);
    const since = await world.now();
    await correct(dossier);
    expect(await asked(dossier, since)).toEqual([]);
  });
});

describe('Step 5 begins', () => {
  it('once, when the report is declared unchanged: a second revision is refused (409)', async () => {
    const dossier = await withRevision(world);
    const again = await deposit(dossier, (await aPdf(3)).content);
    expect([again.status, again.body.code]).toEqual([409, 'enrolment.state']);
  });
});
