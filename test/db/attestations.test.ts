import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { EnrolmentStore } from '../../activities/ports.ts';
import { createAttestations } from '../../db/attestation-store.ts';
import { createCentres } from '../../db/centres.ts';
import { createCommands } from '../../db/commands.ts';
import { connect } from '../../db/connection.ts';
import { createContents } from '../../db/contents.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createEnrolments, type NewEnrolment } from '../../db/enrolments.ts';
import type { Mention } from '../../domain/enrolment.ts';
import type { Transition } from '../../domain/record.ts';
import { readCode } from '../../domain/verification-code.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { type GivenAvis, givenAvis } from './given-avis.ts';
import { plainWriter, registration, type Scene, scene, transition } from './people.ts';

const PUBLIC_URL = 'https://jalons.example.org';

let database: TestDatabase;
let knex: Knex;
let store: EnrolmentStore;
let it_: Scene;
let attestations: ReturnType<typeof createAttestations>;

beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  store = createEnrolmentStore(knex, { publicUrl: PUBLIC_URL });
  it_ = await scene(knex);
  attestations = createAttestations(knex);
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

/** An avis of the enrolment with its tutor, on its way to the record. */
const avis = (
  mention: Mention,
  { enrolment = it_.enrolment, ...given }: GivenAvis & { enrolment?: NewEnrolment } = {},
) => givenAvis(knex, enrolment, mention, { ...given, facts: { tutor: { ...it_.tutor, assignedOn: '2026-10-12' } } });

const record = (told: Transition) => store.record(told, plainWriter);
const list = (enrolment = it_.enrolment) => attestations.list(enrolment.id);
const journal = async () =>
  (await knex('journal').where('type', 'like', 'attestation.%').orderBy('line')).map(({ type, text, actor_name }) => [
    type,
    actor_name,
    text.replaceAll('\u00a0', ' '),
  ]);

describe('the attestation of a favourable avis (R20)', () => {
  it('is delivered in the very record of the avis, with all that it says', async () => {
    await createCentres(knex).update('pays-de-la-loire', {
      address: '25 boulevard Guy Mollet\n44300 Nantes',
      legalNotice: 'SIRET 000 000 000 00000',
      signature: { place: 'Nantes', name: 'Dominique Modèle', capacity: 'Direction' },
      contactPhone: '02 61 91 00 00',
    });
    await createCentres(knex).setLogo('pays-de-la-loire', { format: 'png', sha256: 'a'.repeat(64) });
    await record(await avis('validated', { givenOn: '2026-10-30' }));
    const [attestation] = await list();
    const { code, verificationUrl, ...paper } = attestation!.paper;
    expect(attestation).toMatchObject({ number: 'ATT-2026-00001', issuedOn: '2026-11-02', avisVersion: 1 });
    expect(attestation!.ended).toBeUndefined();
    const { reference } = (await createEnrolments(knex).find(it_.enrolment.id))!;
    expect(paper).toEqual({
      number: 'ATT-2026-00001',
      reference,
      auditeur: { firstName: 'Élodie', lastName: 'Martin' },
      tutor: { firstName: 'Octave', lastName: 'Exemple' },
      certification: { title: 'Licence Gestion et organisation (démonstration)', kind: 'diploma' },
      activityUnit: { code: 'UA-GEST-1', title: 'Rapport d’activité' },
      registeredOn: '2026-10-12',
      givenOn: '2026-10-30',
      issuedOn: '2026-11-02',
      issuedAt: '2026-11-02T09:30:00.000Z',
      centre: {
        name: 'Cnam Pays de la Loire',
        email: 'admin@jalons.localhost',
        phone: '02 61 91 00 00',
        address: '25 boulevard Guy Mollet\n44300 Nantes',
        legalNotice: 'SIRET 000 000 000 00000',
        signature: { place: 'Nantes', name: 'Dominique Modèle', capacity: 'Direction' },
        logo: { format: 'png', sha256: 'a'.repeat(64) },
      },
    });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(verificationUrl).toBe(`${PUBLIC_URL}/verify/${code.match(/.{4}/g)!.join('-')}`);
    expect(readCode(verificationUrl.split('/').at(-1)!)).toBe(code);
    expect(await journal()).toEqual([
      ['attestation.issued', 'Jalons', 'Attestation de validation ATT-2026-00001 délivrée.'],
    ]);
  });

  it('is dated of the day in Paris, and numbered in that day’s year', async () => {
    await record(await avis('validated', { at: '2026-12-31T23:30:00.000Z', givenOn: '2026-12-31' }));
    expect((await list())[0]).toMatchObject({ number: 'ATT-2027-00001', issuedOn: '2027-01-01' });
  });

  it('is not delivered for an unfavourable avis, nor for anything else', async () => {
    await record(transition(it_.enrolment));
    await record(await avis('not_validated'));
    expect(await list()).toEqual([]);
    expect(await journal()).toEqual([]);
  });

  it('told again, also at once from several workers, is delivered once, with the same code', async () => {
    const told = await avis('validated');
    await Promise.all([1, 2, 3, 4].map(() => record(told)));
    const [first, ...others] = await list();
    await record({ ...told, at: '2026-11-03T10:00:00.000Z', historyLength: 120 });
    expect(others).toEqual([]);
    expect(await list()).toEqual([first]);
    expect(await journal()).toHaveLength(1);
  });

  it('never changes afterwards, whatever becomes of the centre, the tutor and the certification', async () => {
    await record(await avis('validated'));
    const before = await list();
    await createCentres(knex).update('pays-de-la-loire', { name: 'Autre nom', address: 'Ailleurs' });
    await knex('tutors').update({ last_name: 'Autre' });
    await knex('certifications').update({ title: 'Autre titre' });
    await knex('enrolments').update({ auditeur_last_name: 'Autre' });
    expect(await list()).toEqual(before);
    await expect(knex('attestations').update({ code: 'x' })).rejects.toThrow('neither changed nor removed');
    await expect(knex('attestations').delete()).rejects.toThrow('neither changed nor removed');
    await expect(knex.raw('truncate attestations')).rejects.toThrow('neither changed nor removed');
  });

  it('leaves nothing behind, not even a number, when the record fails', async () => {
    const told = await avis('validated');
    const failing = () => {
      throw new Error('template');
    };
    const mails = [{ name: 'survey' as const, to: 'auditeur' as const, key: 'k' }];
    await expect(store.record({ ...told, mails } as never, failing)).rejects.toThrow('template');
    expect(await list()).toEqual([]);
    await record(told);
    expect((await list())[0]!.number).toBe('ATT-2026-00001');
  });

  it('is numbered without gap nor double, however many are delivered at once', async () => {
    const told: Transition[] = [];
    for (let one = 0; one < 20; one += 1) {
      const enrolment = registration();
      await createEnrolments(knex).insert(enrolment);
      told.push(await avis('validated', { enrolment }));
    }
    await Promise.all(told.map(record));
    expect(await knex('attestations').orderBy('number').pluck('number')).toEqual(
      Array.from({ length: 20 }, (_, index) => `ATT-2026-${String(index + 1).padStart(5, '0')}`),
    );
    expect(new Set(await knex('attestations').pluck('code')).size).toBe(20);
  });
});

describe('a corrected avis (R20)', () => {
  const corrected = (mention: Mention, version = 2) =>
    avis(mention, { version, at: `2026-11-0${version + 3}T08:00:00.000Z`, givenOn: `2026-11-0${version + 3}` });

  it('that stays favourable replaces the attestation by a new one', async () => {
    await record(await avis('validated'));
    const second = await corrected('validated');
    await record(second);
    await record(second);
    const [old, now, ...others] = await list();
    expect(others).toEqual([]);
    expect(old!.ended).toEqual({ as: 'replaced', on: '2026-11-05', by: 'ATT-2026-00002' });
    expect(now).toMatchObject({ number: 'ATT-2026-00002', avisVersion: 2, paper: { replaces: 'ATT-2026-00001' } });
    expect(now!.ended).toBeUndefined();
    expect(now!.paper.code).not.toBe(old!.paper.code);
    expect((await journal()).map(([, , text]) => text)).toEqual([
      'Attestation de validation ATT-2026-00001 délivrée.',
      'Attestation de validation ATT-2026-00002 délivrée.',
      'Attestation de validation ATT-2026-00001 remplacée par l’attestation ATT-2026-00002.',
    ]);
  });

  it('that becomes unfavourable withdraws it; favourable again, it gives another, which replaces nothing', async () => {
    await record(await avis('validated'));
    await record(await corrected('not_validated'));
    expect((await list()).map(({ ended }) => ended)).toEqual([{ as: 'withdrawn', on: '2026-11-05' }]);
    await record(await corrected('validated', 3));
    const [old, now] = await list();
    expect(old!.ended).toEqual({ as: 'withdrawn', on: '2026-11-05' });
    expect(now!.ended).toBeUndefined();
    expect(now!.paper.replaces).toBeUndefined();
    expect((await journal()).map(([type]) => type)).toEqual([
      'attestation.issued',
      'attestation.withdrawn',
      'attestation.issued',
    ]);
  });

  it('that becomes favourable delivers the first one', async () => {
    await record(await avis('not_validated'));
    await record(await corrected('validated'));
    expect(await list()).toMatchObject([{ number: 'ATT-2026-00001', avisVersion: 2 }]);
  });
});

describe('the attestation of an avis that no history kept: a worker died, and another avis was given in its place', () => {
  it('is replaced by that of the other avis', async () => {
    await record(await avis('validated', { historyLength: 10 }));
    await record(await avis('validated', { historyLength: 15 }));
    const [lost, kept, ...others] = await list();
    expect(others).toEqual([]);
    expect(lost!.ended).toMatchObject({ as: 'replaced', by: kept!.number });
    expect(kept!.ended).toBeUndefined();
    expect(kept!.paper.replaces).toBe(lost!.number);
  });

  it('is withdrawn when the other avis is unfavourable', async () => {
    await record(await avis('validated', { historyLength: 10 }));
    await record(await avis('not_validated', { historyLength: 15 }));
    expect((await list()).map(({ ended }) => ended?.as)).toEqual(['withdrawn']);
  });

  it('stays the one in force when only that avis is told again, under a later number', async () => {
    const told = await avis('validated', { historyLength: 10 });
    await record(told);
    const facts = { ...told.snapshot.facts, avis: { ...told.snapshot.facts.avis!, version: 2 } };
    const accepted = told.accepted.map((one) => ({ ...one, avis: { version: 2 } }));
    await record({ ...told, historyLength: 20, accepted, snapshot: { ...told.snapshot, facts } });
    expect((await list()).map(({ number, ended }) => [number, ended])).toEqual([['ATT-2026-00001', undefined]]);
  });
});

describe('avis that were recorded before there were attestations', () => {
  /** As an earlier version of the program left them. */
  async function oldAvis(enrolment: NewEnrolment, mentions: readonly Mention[]): Promise<void> {
    for (const [index, mention] of mentions.entries()) {
      const id = randomUUID();
      const name = 'giveAvis';
      const actor = { role: 'tutor', name: 'Octave Exemple' } as const;
      await createCommands(knex).insertPending({ id, enrolmentId: enrolment.id, name, actor, content: {} });
      await knex('avis').insert({
        enrolment_id: enrolment.id,
        version: index + 1,
        command_id: id,
        mention,
        motivation: 'Motif.',
        criteria: '[]',
        form_kind: 'grid',
        form_version: 1,
        given_on: `2026-06-0${index + 1}`,
        recorded_at: `2026-06-0${index + 1}T10:00:00.000Z`,
      });
    }
  }
  const NOW = { at: '2026-11-10T12:00:00.000Z', publicUrl: PUBLIC_URL };

  it('are given theirs, dated of the day they are, where the last is favourable', async () => {
    const [corrected, lost] = [registration(), registration()];
    for (const enrolment of [corrected, lost]) await createEnrolments(knex).insert(enrolment);
    await oldAvis(it_.enrolment, ['validated']);
    await oldAvis(corrected, ['not_validated', 'validated']);
    await oldAvis(lost, ['validated', 'not_validated']);
    expect(await attestations.deliverOwed(NOW)).toBe(2);
    expect(await list()).toMatchObject([
      { number: 'ATT-2026-00001', issuedOn: '2026-11-10', paper: { givenOn: '2026-06-01' } },
    ]);
    expect(await list(corrected)).toMatchObject([{ number: 'ATT-2026-00002', avisVersion: 2 }]);
    expect(await list(lost)).toEqual([]);
    expect(await journal()).toHaveLength(2);
    expect(await attestations.deliverOwed(NOW)).toBe(0);
  });

  it('are given one each, though several servers start at once', async () => {
    await oldAvis(it_.enrolment, ['validated']);
    await Promise.all([1, 2, 3].map(() => attestations.deliverOwed(NOW)));
    expect(await list()).toHaveLength(1);
    expect(await journal()).toHaveLength(1);
  });
});

describe('what is looked up', () => {
  it('is found by its code, and nothing by another', async () => {
    await record(await avis('validated'));
    const [attestation] = await list();
    expect(await attestations.findByCode(attestation!.paper.code)).toEqual(attestation);
    expect(await attestations.findByCode('0'.repeat(16))).toBeUndefined();
  });

  it('keeps its logo in the storage, although the centre has another now', async () => {
    const contents = createContents(knex);
    const [old, now] = ['a'.repeat(64), 'b'.repeat(64)];
    const held = () => Promise.all([old, now, 'c'.repeat(64)].map(contents.isNamed));
    expect(await held()).toEqual([false, false, false]);
    await createCentres(knex).setLogo('pays-de-la-loire', { format: 'png', sha256: old });
    await record(await avis('validated'));
    await createCentres(knex).setLogo('pays-de-la-loire', { format: 'jpeg', sha256: now });
    expect(await held()).toEqual([true, true, false]);
    await createCentres(knex).setLogo('pays-de-la-loire', null);
    expect(await held()).toEqual([true, false, false]);
    expect((await createCentres(knex).find('pays-de-la-loire'))!.logo).toBeUndefined();
  });
});
