import { createHash } from 'node:crypto';
import { docx, jpeg, lockedPdf, pdfOf } from '../documents/made-files.ts';
import { expectAgreement, journalOf } from './agreement.ts';
import { openWorldOn } from './almanac.ts';
import { form } from './caller.ts';
import { ALL_MET, aPdf, type Dossier, type Planned, withPlanning, withReport, withTutor } from './enrolments.ts';
import { listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-11-02'); // a Monday
});
afterAll(() => world.close());

const PLANNING = { reportDue: '2037-11-12', revisionDue: '2038-03-10' };
const file = (content: Uint8Array, name = 'rapport.pdf') => form({}, { name, content });
const deposit = ({ auditeur, path }: Dossier, body: FormData, to = 'report') =>
  auditeur.ask('POST', `${path}/${to}`, body);

describe('Step 3: what a report may be (R12)', () => {
  let dossier: Planned;
  beforeAll(async () => {
    dossier = await withPlanning(world, PLANNING);
  });
  afterAll(async () => {
    expect((await dossier.staff.get(dossier.path)).documents).toEqual([]);
    await expectAgreement(world, dossier);
  });

  it.each([
    ['a picture, whatever its name', async () => file(jpeg()), '415 report.type'],
    [
      'a PDF under the name of a spreadsheet cut short',
      async () => file((await pdfOf(2)).subarray(0, 300), 'a.xlsx'),
      '422 report.unreadable',
    ],
    ['a PDF locked by a password', async () => file(await lockedPdf()), '422 report.unreadable'],
    ['an empty file', async () => file(new Uint8Array()), '422 report.unreadable'],
    ['nothing', async () => form({}), '422 report.missing'],
  ])('R12: not %s', async (_, made, refused) => {
    expect(await refusal(deposit(dossier, await made()))).toBe(refused);
  });

  it('R12: a PDF has fewer than 8 pages; the refusal says how many it has', async () => {
    const answer = await deposit(dossier, file(await pdfOf(8)));
    expect(await refusal(Promise.resolve(answer))).toBe('422 report.too_long');
    expect(answer.body.detail).toContain('8\u00a0pages');
  });

  it('R12: at most 20 MiB; a larger one is read to its end, then refused', async () => {
    const body = file(Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-1.7 '));
    expect(await refusal(deposit(dossier, body))).toBe('413 report.too_large');
  });

  it('the state is looked at first: without a planning, any file is refused for that', async () => {
    const unplanned = await withTutor(world);
    const large = file(Buffer.alloc(20 * 1024 * 1024 + 1));
    for (const body of [file(jpeg()), large, form({}), file(await pdfOf(8))]) {
      expect(await refusal(deposit(unplanned, body))).toBe('409 enrolment.state');
    }
    expect(await refusal(deposit(dossier, form({ unchanged: 'true' }), 'revision'))).toBe('409 enrolment.state');
    const tooEarly = dossier.tutor.ask('POST', `${dossier.path}/correction`, form({ remarks: 'Bien.' }));
    expect(await refusal(tooEarly)).toBe('409 enrolment.state');
  });
});

describe('Step 3: the report is deposited', () => {
  it('before the date butoir, and again until the correction: the deadline counts from the first, both versions are kept', async () => {
    await world.goTo('2037-11-02', '10:00');
    const dossier = await withPlanning(world, PLANNING);
    const heard = await listenTo(world, dossier);
    const first = await pdfOf(7);
    const received = (await deposit(dossier, file(first, 'Rapport d’activité.pdf'))).body;
    expect(received).toMatchObject({ step: 'annotated_correction', waitingFor: 'tutor' });
    expect(received.due).toMatchObject({ date: '2037-11-30', weeks: 4, provisional: false });
    await world.goTo('2037-11-05', '09:30');
    const second = docx();
    const again = (await deposit(dossier, file(second, 'v2.docx'))).body;
    expect(again.due).toEqual(received.due);
    const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
    expect(again.documents).toMatchObject([
      {
        kind: 'report',
        name: 'Rapport d’activité.pdf',
        size: first.length,
        pages: 7,
        sha256: sha256(first),
        receivedOn: '2037-11-02',
      },
      { kind: 'report', name: 'v2.docx', size: second.length, sha256: sha256(second), receivedOn: '2037-11-05' },
    ]);
    expect((await dossier.tutor.ask('GET', `${dossier.path}/documents/${again.documents[0].id}`)).status).toBe(200);
    expect((await heard.told()).map((told) => told.slice(11))).toEqual([
      '10:00 réception du rapport, au tuteur',
      '10:00 réception du rapport, à l’auditeur',
      '09:30 réception du rapport, au tuteur',
      '09:30 réception du rapport, à l’auditeur',
    ]);
    await dossier.tutor.post(`${dossier.path}/correction`, form({ remarks: 'Précisez.' }));
    expect(await refusal(deposit(dossier, file(first)))).toBe('409 enrolment.state');
    await expectAgreement(world, dossier);
  });

  it.each([
    ['on the date butoir: in time', '2037-11-12', '2037-11-12', 'Rapport reçu le 12 novembre 2037.'],
    [
      'after the date butoir: late, flagged, not refused',
      '2037-11-13',
      '2037-11-14',
      'Rapport reçu le 14 novembre 2037, en retard (échéance\u00a0: 13 novembre 2037).',
    ],
  ])('%s', async (_, reportDue, day, told) => {
    const dossier = await withPlanning(world, { ...PLANNING, reportDue });
    await world.goTo(day, '23:30');
    const received = (await deposit(dossier, file(await pdfOf(1)))).body;
    expect(received).toMatchObject({ waitingFor: 'tutor', overdue: false });
    expect((await journalOf(dossier)).find(({ type }) => type === 'report.received')?.text).toBe(told);
    await expectAgreement(world, dossier);
  });
});

describe('Step 3: something done outside is recorded with its real date (R35)', () => {
  it('a report received by post, by staff only, not in the future nor before the step; the deadline counts from that day', async () => {
    await world.goTo('2037-11-16', '09:00');
    const dossier = await withPlanning(world, { reportDue: '2037-12-10', revisionDue: '2038-03-10' }); // the step began today
    await world.goTo('2037-11-20', '09:00');
    const { auditeur, staff, path } = dossier;
    const received = async (receivedOn: string) => {
      const { name, content } = await aPdf(3);
      return form({ receivedOn, note: 'Reçu par courrier.' }, { name, content });
    };
    expect(await refusal(auditeur.ask('POST', `${path}/report`, await received('2037-11-18')))).toBe(
      '403 date.staff_only',
    );
    expect(await refusal(staff.ask('POST', `${path}/report`, await received('2037-11-21')))).toBe(
      '422 date.in_the_future',
    );
    expect(await refusal(staff.ask('POST', `${path}/report`, await received('2037-11-15')))).toBe(
      '422 date.before_step',
    );
    const after = await staff.post(`${path}/report`, await received('2037-11-18'));
    expect(after.due).toMatchObject({ date: '2037-12-16', weeks: 4 });
    expect(after.documents).toMatchObject([{ receivedOn: '2037-11-18' }]);
    const line = (await journalOf(dossier)).find(({ type }) => type === 'report.received');
    expect(line).toMatchObject({ actor: { role: 'staff' }, text: expect.stringContaining('Reçu par courrier') });
    expect(line?.text).toContain('18 novembre 2037');
    await expectAgreement(world, dossier);
  });

  it('a correction given on paper, by staff only, not in the future nor before the report; then the revision is awaited', async () => {
    const dossier = await withReport(world, { reportDue: '2037-12-10', revisionDue: '2038-03-10' }); // received on the 20th
    await world.goTo('2037-11-25', '09:00');
    const { tutor, staff, path } = dossier;
    const returned = (returnedOn: string) =>
      form({ returnedOn, remarks: 'Sur papier.', note: 'Remise en main propre.' });
    expect(await refusal(tutor.ask('POST', `${path}/correction`, returned('2037-11-24')))).toBe('403 date.staff_only');
    expect(await refusal(staff.ask('POST', `${path}/correction`, returned('2037-11-26')))).toBe(
      '422 date.in_the_future',
    );
    expect(await refusal(staff.ask('POST', `${path}/correction`, returned('2037-11-19')))).toBe('422 date.before_step');
    expect(await refusal(staff.ask('POST', `${path}/correction`, form({})))).toBe('422 correction.empty');
    const after = await staff.post(`${path}/correction`, returned('2037-11-24'));
    expect(after).toMatchObject({
      step: 'revision',
      waitingFor: 'auditeur',
      remarks: 'Sur papier.',
      due: { date: '2038-03-10' },
    });
    expect(after.steps[3]).toMatchObject({ name: 'revision', startedOn: '2037-11-24' });
    const line = (await journalOf(dossier)).find(({ type }) => type === 'correction.returned');
    expect(line?.text).toBe('Correction annotée transmise le 24 novembre 2037 (note\u00a0: Remise en main propre).');
    await expectAgreement(world, dossier);
  });

  it('a report received long ago: its correction is overdue at once, staff and manager are told, and the tutor weekly', async () => {
    await world.goTo('2037-11-26', '09:00');
    const dossier = await withTutor(world, { registeredOn: '2037-10-01' });
    const { staff, path } = dossier;
    const planning = { reportDue: '2037-12-10', revisionDue: '2038-03-10' };
    await staff.post(`${path}/meeting/outcome`, { held: true, heldOn: '2037-10-05', objectives: ALL_MET, planning });
    const heard = await listenTo(world, dossier);
    const after = await staff.post(`${path}/report`, form({ receivedOn: '2037-10-06' }, await aPdf(3)));
    expect(after).toMatchObject({ due: { date: '2037-11-17', weeks: 6 }, overdue: true, waitingFor: 'tutor' });
    await world.goTo('2037-12-01');
    expect(await heard.told()).toEqual([
      '2037-11-26 09:00 réception du rapport, au tuteur',
      '2037-11-26 09:00 réception du rapport, à l’auditeur',
      '2037-11-26 09:00 alerte (correction annotée), au service gestionnaire',
      '2037-11-26 09:00 alerte (correction annotée), au responsable',
      '2037-12-01 08:00 relance (correction annotée), au tuteur',
    ]);
    await expectAgreement(world, dossier);
  });
});
