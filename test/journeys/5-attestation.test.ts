import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/dates.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { CERTIFICATION, type Dossier, favourable, unfavourable, withRevision } from './enrolments.ts';
import { journal } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterEach(() => endAll(world));
afterAll(() => world.close());

const REASON = { reason: 'Erreur de saisie' };
const give = ({ tutor, path }: Dossier, body: object) => tutor.post(`${path}/avis`, body);
const correct = ({ manager, path }: Dossier, body: object) =>
  manager.post(`${path}/avis/correction`, { ...body, ...REASON });

/** What anyone is told who follows the address that an attestation bears. */
async function verified(url: string) {
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  return response.json();
}

const attestationLines = async (dossier: Dossier) =>
  (await journal(dossier)).filter(({ type }) => /^(avis|attestation)\./.test(type)).map(({ type }) => type);

describe('The attestation of a validated unité d’activité (R20)', () => {
  it('is there as soon as a favourable avis is given, for all it concerns, and proves itself to anyone', async () => {
    const dossier = await withRevision(world);
    const early = await dossier.auditeur.ask('GET', `${dossier.path}/attestation.pdf`);
    expect([early.status, early.body.code]).toEqual([409, 'enrolment.state']);
    const closed = await give(dossier, favourable(dossier));
    const today = await world.today();
    expect(closed.attestation).toMatchObject({ issuedOn: today });
    for (const who of [dossier.auditeur, dossier.tutor, dossier.staff]) {
      const { status, headers, body } = await who.ask('GET', `${dossier.path}/attestation.pdf`);
      expect([status, headers.get('content-type'), String(body).slice(0, 5)]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
    }
    expect(await verified(closed.attestation.verificationUrl)).toMatchObject({
      status: 'genuine',
      number: closed.attestation.number,
      holder: 'A. E.',
      givenOn: today,
    });
    expect(await attestationLines(dossier)).toEqual(['avis.given', 'attestation.issued']);
  });

  it('is one, though the avis is sent again with its key, at once and later', async () => {
    const dossier = await withRevision(world);
    const key = { 'Idempotency-Key': randomUUID() };
    const send = () => dossier.tutor.ask('POST', `${dossier.path}/avis`, favourable(dossier), key);
    const answers = [...(await Promise.all([send(), send(), send()])), await send()];
    expect(new Set(answers.map(({ body }) => body.attestation.number)).size).toBe(1);
    expect(await attestationLines(dossier)).toEqual(['avis.given', 'attestation.issued']);
  });

  it('is replaced by each correction that stays favourable, and withdrawn by one that is not', async () => {
    const dossier = await withRevision(world);
    const first = (await give(dossier, favourable(dossier))).attestation;
    await world.goTo(addDays(await world.today(), 3));
    const today = await world.today();
    const second = (await correct(dossier, favourable(dossier))).attestation;
    expect(second.number > first.number).toBe(true);
    expect(await verified(first.verificationUrl)).toMatchObject({ status: 'replaced', endedOn: today });
    expect(await verified(second.verificationUrl)).toMatchObject({ status: 'genuine' });
    const reopened = await correct(dossier, unfavourable(dossier));
    expect(reopened.attestation).toBeUndefined();
    expect(await verified(second.verificationUrl)).toMatchObject({ status: 'withdrawn', endedOn: today });
    const { status, body } = await dossier.auditeur.ask('GET', `${dossier.path}/attestation.pdf`);
    expect([status, body.code]).toEqual([409, 'enrolment.state']);
    expect((await dossier.staff.ask('GET', `${dossier.path}/attestation.pdf?number=${first.number}`)).status).toBe(200);
    expect(await attestationLines(dossier)).toEqual([
      'avis.given',
      'attestation.issued',
      'avis.corrected',
      'attestation.issued',
      'attestation.replaced',
      'avis.corrected',
      'attestation.withdrawn',
    ]);
  });

  it('is not there for an unfavourable avis, and is once that is corrected to favourable', async () => {
    const dossier = await withRevision(world);
    expect((await give(dossier, unfavourable(dossier))).attestation).toBeUndefined();
    expect((await correct(dossier, favourable(dossier))).attestation.number).toMatch(/^ATT-\d{4}-\d{5}$/);
  });
});

describe('The version of the form that an avis is given under (R20)', () => {
  const criterion = (id: string) => ({ id, label: `Critère ${id}`, mandatory: true });
  const changeForm = async ({ manager }: Dossier, ...ids: string[]): Promise<number> => {
    const evaluation = { kind: 'grid', criteria: ids.map(criterion) };
    return (await manager.patch(`/certifications/${CERTIFICATION}`, { evaluation })).evaluation.version;
  };
  const answered = (...ids: string[]) => ({
    mention: 'validated',
    motivation: 'Complet et analysé.',
    criteria: ids.map((id) => ({ id, met: true })),
  });
  const formOf = ({ tutor, path }: Dossier) => tutor.get(`${path}/evaluation-form`);

  it('is the one in force, were it changed since the revision; who read another is told to read again', async () => {
    const dossier = await withRevision(world);
    const read = await formOf(dossier);
    const version = await changeForm(dossier, 'nouveau', 'autre');
    expect(await formOf(dossier)).toMatchObject({ version, criteria: [{ id: 'nouveau' }, { id: 'autre' }] });
    const ask = (body: object) => dossier.tutor.ask('POST', `${dossier.path}/avis`, body);
    const stale = await ask({ ...favourable(dossier), formVersion: read.version });
    expect([stale.status, stale.body.code]).toEqual([409, 'avis.form_changed']);
    const unread = await ask(favourable(dossier));
    expect([unread.status, unread.body.code]).toEqual([422, 'avis.incomplete']);
    const given = await give(dossier, { ...answered('nouveau', 'autre'), formVersion: version });
    expect(given.avis.form).toEqual({ kind: 'grid', version });
    const again = await ask({ ...answered('nouveau', 'autre'), formVersion: read.version });
    expect([again.status, again.body.code]).toEqual([409, 'enrolment.state']);
  });

  it('is kept by the avis, and by its corrections, whatever the form becomes', async () => {
    const dossier = await withRevision(world);
    const version = await changeForm(dossier, 'ancien');
    const given = await give(dossier, answered('ancien'));
    const pdf = () => dossier.auditeur.get(`${dossier.path}/evaluation.pdf?version=1`);
    const before = await pdf();
    const later = await changeForm(dossier, 'tout', 'a', 'change');
    expect(later).toBe(version + 1);
    expect((await dossier.auditeur.get(dossier.path)).avis.form).toEqual(given.avis.form);
    expect(await pdf()).toBe(before);
    expect(await formOf(dossier)).toMatchObject({ version, criteria: [{ id: 'ancien' }] });
    const body = { ...answered('tout', 'a', 'change'), ...REASON };
    const onTheNew = await dossier.manager.ask('POST', `${dossier.path}/avis/correction`, body);
    expect([onTheNew.status, onTheNew.body.code]).toEqual([422, 'avis.incomplete']);
    const read = { ...answered('ancien'), ...REASON, formVersion: later };
    const wrong = await dossier.manager.ask('POST', `${dossier.path}/avis/correction`, read);
    expect([wrong.status, wrong.body.code]).toEqual([409, 'avis.form_changed']);
    const corrected = await correct(dossier, { ...answered('ancien'), formVersion: version });
    expect(corrected.avis).toMatchObject({ version: 2, form: { version }, previous: [{ form: { version } }] });
  });
});
