import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { isReferenceViolation, isUniqueViolation } from '../../db/failures.ts';
import { createRepositories, type Repositories } from '../../db/repositories.ts';
import { createCalendarAnnouncements } from '../../db/stale-corrections.ts';
import type { SchoolPeriod } from '../../domain/calendar.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { AT, factsOf, plainWriter, registration, type Scene, scene, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;
let stores: Repositories;
let it_: Scene;

beforeAll(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  stores = createRepositories(knex);
  it_ = await scene(knex);
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

const soon = (ms: number) => new Promise<void>((later) => setTimeout(later, ms));
const DUE = { date: '2026-11-30', weeks: 4, provisional: false, explanation: '', rule: 'R13' } as const;
const actor = { role: 'auditeur', name: 'Élodie Martin' };

describe('idempotency keys', () => {
  const claim = (scope: string, body = 'body', lease = 5_000) => stores.idempotency.claim(scope, body, lease);

  it('are claimed by one of many concurrent requests', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim('k1')));
    expect(claims.filter((outcome) => outcome === 'fresh')).toHaveLength(1);
    expect(claims.filter((outcome) => outcome === 'running')).toHaveLength(9);
  });

  it('give the first answer again, and refuse another body', async () => {
    await claim('k2');
    const answer = { status: 201, headers: { location: '/api/x' }, body: { id: 'x', accents: 'é' } };
    await stores.idempotency.complete('k2', answer);
    await stores.idempotency.complete('k2', { ...answer, status: 200 });
    expect(await claim('k2')).toEqual({ done: answer });
    expect(await claim('k2', 'other')).toBe('mismatch');
  });

  it('keep an answer without a body', async () => {
    await claim('k3');
    await stores.idempotency.complete('k3', { status: 204, headers: {}, body: undefined });
    expect(await claim('k3')).toEqual({ done: { status: 204, headers: {}, body: undefined } });
  });

  it('are claimed anew once given back, or once their holder is presumed dead', async () => {
    await claim('k4');
    await stores.idempotency.release('k4');
    expect(await claim('k4', 'another body')).toBe('fresh');
    await claim('k5', 'body', 20);
    await soon(60);
    const claims = await Promise.all([claim('k5'), claim('k5'), claim('k5')]);
    expect(claims.filter((outcome) => outcome === 'fresh')).toHaveLength(1);
  });

  it('are forgotten when they are old', async () => {
    await claim('k6');
    await stores.idempotency.complete('k6', { status: 200, headers: {}, body: {} });
    await knex('idempotency_keys').where({ scope_hash: 'k6' }).update({ created_at: '2020-01-01T00:00:00.000Z' });
    expect(await stores.idempotency.purge()).toBe(1);
  });
});

describe('commands', () => {
  const pending = async (enrolmentId = it_.enrolment.id) => {
    const id = randomUUID();
    const command = {
      id,
      enrolmentId,
      name: 'submitReport',
      actor: { role: 'staff', name: 'G' },
      content: {},
    } as const;
    await stores.commands.insertPending(command);
    const document = {
      id: randomUUID(),
      enrolmentId,
      commandId: id,
      kind: 'report',
      name: 'r.pdf',
      format: 'pdf',
    } as const;
    await stores.documents.insertPending({ ...document, sizeBytes: 1, sha256: id, receivedOn: '2026-11-02' });
    return { id, again: () => stores.commands.insertPending(command) };
  };

  it('repeated with their id are kept once', async () => {
    const { again } = await pending();
    expect(await again()).toEqual({ accepted: false });
  });

  it('refused are removed with their documents, whose contents nothing holds any more', async () => {
    const { id } = await pending();
    expect(await stores.commands.removePending(id)).toEqual([id]);
    expect(await stores.contents.isNamed(id)).toBe(false);
  });

  it('accepted are never removed', async () => {
    const { id } = await pending();
    await knex('commands').where({ id }).update({ accepted: true });
    expect(await stores.commands.removePending(id)).toEqual([]);
    expect(await knex('commands').where({ id })).toHaveLength(1);
  });

  it('of unknown outcome are swept only once the enrolment was recorded without them', async () => {
    const other = registration();
    await stores.enrolments.insert(other);
    const { id } = await pending(other.id);
    await knex('commands')
      .where({ id })
      .update({ created_at: knex.raw(`now() - interval '3 days'`) });
    await knex('enrolments')
      .where({ id: other.id })
      .update({ updated_at: knex.raw(`now() - interval '4 days'`) });
    expect(await stores.commands.sweepPending()).toEqual([]);
    const store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
    await store.record(transition(other), plainWriter);
    expect(await stores.commands.sweepPending()).toEqual([id]);
  });
});

describe('tutors', () => {
  it('are suggested least loaded first; the full ones last, the inactive and the unapproved never (R9)', async () => {
    const codes = async () => (await stores.tutors.suggestionsFor('LIC-GEST')).map(({ code }) => code);
    expect((await codes()).sort()).toEqual(['T-EXEMPLE', 'T-MODELE']);
    const facts = factsOf(it_.enrolment, { tutor: { ...it_.tutor, assignedOn: '2026-11-02' } });
    const store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
    await store.record(transition(it_.enrolment, { version: 2, snapshot: { facts } }), plainWriter);
    expect(await codes()).toEqual(['T-MODELE', 'T-EXEMPLE']);
    const modele = (await stores.tutors.findByCode('T-MODELE'))!;
    await stores.tutors.update(modele.id, { capacity: 0 });
    expect(await codes()).toEqual(['T-EXEMPLE', 'T-MODELE']);
    expect((await stores.tutors.find(it_.tutor.id))!.load).toBe(1);
  });

  it('have a code and an address of their own', async () => {
    const tutor = {
      id: randomUUID(),
      code: 'T-NEUF',
      firstName: 'Neuf',
      lastName: 'Essai',
      email: 'neuf@example.org',
      active: true,
      approved: null,
      certifications: ['LIC-GEST', 'LIC-GEST'],
      capacity: 3,
    };
    await stores.tutors.insert(tutor);
    expect(await stores.tutors.find(tutor.id)).toMatchObject({ certifications: ['LIC-GEST'], load: 0, approved: null });
    const twin = { ...tutor, id: randomUUID(), code: 'T-DIX', email: 'NEUF@example.org' };
    const error = await stores.tutors.insert(twin).catch((reason: unknown) => reason);
    expect(isUniqueViolation(error, 'one_tutor_per_email')).toBe(true);
    await stores.tutors.update(tutor.id, { approved: { on: '2026-01-05', reference: 'A-1' }, certifications: [] });
    expect(await stores.tutors.find(tutor.id)).toMatchObject({ certifications: [], approved: { reference: 'A-1' } });
    expect(await stores.tutors.update(randomUUID(), { capacity: 1 })).toBe(false);
  });
});

describe('certifications', () => {
  it('keep the evaluation forms that avis were given with', async () => {
    const criteria = [{ id: 'unique', label: 'Un critère', mandatory: true }];
    await stores.certifications.update('TITRE-RH', { title: 'Nouveau titre' });
    expect(await stores.certifications.find('TITRE-RH')).toMatchObject({
      title: 'Nouveau titre',
      evaluation: { version: 1 },
    });
    await stores.certifications.update('TITRE-RH', { evaluation: { kind: 'grid', criteria } });
    await stores.certifications.update('TITRE-RH', { evaluation: { kind: 'grid', criteria } });
    expect(await stores.certifications.find('TITRE-RH')).toMatchObject({ evaluation: { version: 2, criteria } });
    expect((await stores.certifications.form('TITRE-RH', 1))!.criteria).toHaveLength(6);
  });
});

describe('users and tokens', () => {
  it('act as somebody: a user, a tutor, an auditeur; an inactive user lets nobody in', async () => {
    const user = {
      id: randomUUID(),
      firstName: 'Gisèle',
      lastName: 'Gestion',
      email: 'gisele@example.org',
      role: 'staff',
      centre: 'pays-de-la-loire',
      active: true,
    } as const;
    await stores.users.insert(user);
    await stores.tokens.insert({ id: randomUUID(), label: 'poste', role: 'staff', userId: user.id }, 'secret-1');
    await stores.tokens.insert({ id: randomUUID(), label: 'tuteur', role: 'tutor', tutorId: it_.tutor.id }, 'secret-2');
    expect(await stores.tokens.findBySecret('secret-1')).toMatchObject({
      role: 'staff',
      user: { name: 'Gisèle Gestion', centre: 'pays-de-la-loire' },
    });
    expect(await stores.tokens.findBySecret('secret-2')).toMatchObject({ tutor: { code: 'T-EXEMPLE' } });
    await stores.users.update(user.id, { active: false });
    expect(await stores.tokens.findBySecret('secret-1')).toBeUndefined();
    expect(await stores.tokens.findBySecret('secret-3')).toBeUndefined();
    const error = await stores.centres.remove('pays-de-la-loire').catch((reason: unknown) => reason);
    expect(isReferenceViolation(error)).toBe(true);
  });

  it('note their use at most once a minute', async () => {
    const id = randomUUID();
    await stores.tokens.insert({ id, label: 'x', role: 'auditeur', auditeurEmail: 'a@example.org' }, 'secret-4');
    await stores.tokens.touch(id);
    const first = (await stores.tokens.find(id))!.lastUsedAt;
    await soon(5);
    await stores.tokens.touch(id);
    expect((await stores.tokens.find(id))!.lastUsedAt).toBe(first);
  });
});

describe('the school calendar', () => {
  const winter: SchoolPeriod = {
    zone: 'B',
    schoolYear: '2030-2031',
    name: 'Vacances d’hiver',
    firstDayOff: '2031-02-15',
    returnDay: '2031-03-03',
    kind: 'holiday',
  };
  const source = { source: 'essai.csv', sha256: 'x', importedBy: 'Gisèle Gestion' };
  const apply = (plan: { added: SchoolPeriod[]; changed: { before: SchoolPeriod; after: SchoolPeriod }[] }) =>
    stores.schoolCalendar.apply(() => plan, source);

  it('has a new version only when an import adds or changes something', async () => {
    const before = await stores.schoolCalendar.version();
    const added = await apply({ added: [winter], changed: [] });
    expect(added).toMatchObject({ isNew: true });
    expect(added.version).toBeGreaterThan(before);
    expect(await apply({ added: [], changed: [] })).toMatchObject({ isNew: false, version: added.version });
    const after = { ...winter, returnDay: '2031-03-04' };
    expect((await apply({ added: [], changed: [{ before: winter, after }] })).version).toBeGreaterThan(added.version);
    expect(await stores.schoolCalendar.list('B')).toContainEqual(after);
  });

  it('takes an import whole or not at all', async () => {
    const version = await stores.schoolCalendar.version();
    const sound = { ...winter, name: 'Sain' };
    const wrong = { ...winter, name: 'Faux', returnDay: '2031-02-01' };
    await expect(apply({ added: [sound, wrong], changed: [] })).rejects.toThrow();
    expect(await stores.schoolCalendar.version()).toBe(version);
    expect((await stores.schoolCalendar.list('B')).map(({ name }) => name)).not.toContain('Sain');
  });

  it('knows the running corrections that an older one dated (R14)', async () => {
    const report = { receivedOn: '2026-11-02', deposits: 1, due: DUE };
    const facts = factsOf(it_.enrolment, { calendarVersion: 1, report });
    const store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
    const snapshot = { situation: 'report_received', facts } as const;
    await store.record(transition(it_.enrolment, { version: 9, snapshot }), plainWriter);
    const announcements = createCalendarAnnouncements(knex);
    expect(await announcements.waiting(1)).toEqual([]);
    const [waiting] = await announcements.waiting(2);
    expect(waiting).toEqual({ id: it_.enrolment.id, zone: 'B', receivedOn: '2026-11-02' });
    await announcements.announced(it_.enrolment.id, 2);
    expect(await announcements.waiting(2)).toEqual([]);
    expect(await announcements.toRecompute(2)).toBe(1);
  });
});

describe('surveys and confirmations', () => {
  it('are answered once', async () => {
    const answer = () =>
      stores.surveys.answer(it_.enrolment.id, { satisfaction: 5, month: '2026-11' }, { at: AT, actor });
    await answer();
    await expect(answer()).rejects.toMatchObject({ code: 'survey.answered' });
    expect(await stores.surveys.answered(it_.enrolment.id)).toBe(true);
  });

  it('confirm the total as it stands (R30)', async () => {
    expect(await stores.tutoring.confirm(it_.enrolment.id, { at: AT, actor })).toEqual({ stands: 0 });
    expect(await stores.tutoring.confirm(it_.enrolment.id, { at: AT, actor, expected: 30 })).toEqual({ stands: 0 });
    expect(await stores.tutoring.confirmations(it_.enrolment.id)).toHaveLength(1);
  });
});

describe('heartbeats', () => {
  it('tell whether a role is alive, by the database’s clock', async () => {
    await stores.heartbeats.beat('worker', 'w1');
    await stores.heartbeats.beat('worker', 'w1');
    expect(await stores.heartbeats.aliveSince('worker', 10)).toBe(true);
    expect(await stores.heartbeats.aliveSince('server', 10)).toBe(false);
    await knex('heartbeats').update({ beat_at: knex.raw(`now() - interval '2 days'`) });
    expect(await stores.heartbeats.aliveSince('worker', 10)).toBe(false);
    expect(await stores.heartbeats.purge()).toBe(1);
  });
});
