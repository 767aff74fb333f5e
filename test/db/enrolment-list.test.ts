import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import type { EnrolmentFilters, Viewer } from '../../db/enrolment-list.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createEnrolments, type NewEnrolment } from '../../db/enrolments.ts';
import { seed } from '../../db/seed.ts';
import { createTutors } from '../../db/tutors.ts';
import type { Snapshot } from '../../domain/record.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { factsOf, plainWriter, registration, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  await seed(knex, { calendar: [] });
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

const insert = (changes: Partial<NewEnrolment> = {}) => createEnrolments(knex).insert(registration(changes));
const person = (firstName: string, lastName: string) => ({
  firstName,
  lastName,
  email: `${firstName}.${lastName}@Example.org`,
});

describe('a registration', () => {
  it('is given a reference of the year in which it was made, and its number', async () => {
    const one = await insert({ registeredOn: '2025-10-04' });
    const next = await insert({ registeredOn: '2026-02-03' });
    expect(one.reference).toBe(`UA-2025-${String(one.number).padStart(5, '0')}`);
    expect(next).toMatchObject({ number: one.number + 1, step: 'tutor_assignment', waitingFor: 'staff', version: 0 });
    expect(next.reference).toMatch(/^UA-2026-/);
  });

  it('made twice with the same id, also at once, is one (R8)', async () => {
    const same = registration();
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => createEnrolments(knex).insert(same)));
    expect(new Set(made.map(({ number }) => number)).size).toBe(1);
  });

  it('is refused while the same auditeur, whatever the case, has one open for the same unit (R6)', async () => {
    const auditeur = person('Ada', 'Double');
    await insert({ auditeur });
    const again = insert({ auditeur: { ...auditeur, email: auditeur.email.toUpperCase() } });
    await expect(again).rejects.toMatchObject({ code: 'enrolment.duplicate' });
    await expect(insert({ auditeur, activityUnit: { code: 'UA-GEST-2', title: 'Autre' } })).resolves.toBeDefined();
  });

  it('of 20 made at once for one auditeur is one (R6)', async () => {
    const auditeur = person('Zoé', 'Concurrence');
    const made = await Promise.allSettled(Array.from({ length: 20 }, () => insert({ auditeur })));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is found again while its workflow is not known to run (R8)', async () => {
    const { id } = await insert();
    const missing = async () => (await createEnrolments(knex).notStarted(0, 1_000)).map((enrolment) => enrolment.id);
    expect(await missing()).toContain(id);
    await createEnrolments(knex).markStarted(id);
    expect(await missing()).not.toContain(id);
  });
});

describe('the list of enrolments', () => {
  let tutorId: string;
  const ids: Record<string, string> = {};
  const all = 'all' as const;

  const list = async (filters: EnrolmentFilters, viewer: Viewer = all) => {
    const { items } = await createEnrolments(knex).list(filters, viewer, { limit: 200 });
    return Object.entries(ids)
      .filter(([, id]) => items.some((item) => item.id === id))
      .map(([name]) => name);
  };

  async function put(name: string, changes: Partial<NewEnrolment>, snapshot: Partial<Snapshot> = {}, tutor = false) {
    const enrolment = registration({ id: randomUUID(), ...changes });
    ids[name] = enrolment.id;
    await createEnrolments(knex).insert(enrolment);
    const facts = factsOf(
      enrolment,
      tutor ? { tutor: { id: tutorId, code: 'T-MODELE', assignedOn: '2026-10-13' } } : {},
    );
    const store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
    await store.record(transition(enrolment, { snapshot: { facts, ...snapshot } }), plainWriter);
  }

  beforeAll(async () => {
    tutorId = (await createTutors(knex).findByCode('T-MODELE'))!.id;
    const due = (date: string) => ({ due: { date, explanation: 'Convenue.' } });
    await put('elodie', {
      auditeur: person('Élodie', 'Lefèvre'),
      semester: '2027-2028-S1',
      funding: { type: 'organisation', funder: 'Région' },
    });
    await put(
      'paul',
      { auditeur: person('Paul', 'O_Connor') },
      { step: 'annotated_correction', waitingFor: 'tutor', overdue: true, ...due('2026-11-05') },
      true,
    );
    await put(
      'jean',
      { auditeur: person('Jean-Luc', '100%'), certification: 'LIC-INFO' },
      { step: 'revision', waitingFor: 'auditeur', ...due('2026-12-05') },
      true,
    );
    await put(
      'rose',
      { auditeur: person('Rose', 'Lefevre') },
      { step: 'closed', waitingFor: 'nobody', outcome: 'expired' },
    );
  });

  it.each<[string, EnrolmentFilters, string[]]>([
    ['step', { step: 'revision' }, ['jean']],
    ['waitingFor', { waitingFor: 'tutor' }, ['paul']],
    ['overdue', { overdue: true }, ['paul']],
    ['not overdue', { overdue: false }, ['elodie', 'jean', 'rose']],
    ['tutor, by code', { tutor: 'T-MODELE' }, ['paul', 'jean']],
    ['an unknown tutor', { tutor: 'T-PERSONNE' }, []],
    ['certification', { certification: 'LIC-INFO' }, ['jean']],
    ['semester', { semester: '2027-2028-S1' }, ['elodie']],
    ['outcome', { outcome: 'expired' }, ['rose']],
    ['who pays', { funding: 'organisation' }, ['elodie']],
    ['the other who pays', { funding: 'individual', q: 'lefevre' }, ['rose']],
    ['centre', { centre: 'pays-de-la-loire', q: 'lefevre' }, ['elodie', 'rose']],
    ['another centre', { centre: 'bretagne' }, []],
    ['a due date, excluded', { dueBefore: '2026-12-05' }, ['paul']],
    ['the day after it', { dueBefore: '2026-12-06' }, ['paul', 'jean']],
    ['a name without its accents', { q: 'lefevre' }, ['elodie', 'rose']],
    ['a name with accents', { q: 'LEFÈVRE' }, ['elodie', 'rose']],
    ['both names, in either order', { q: 'lefevre élodie' }, ['elodie']],
    ['a part of an address', { q: 'rose.lefevre@exam' }, ['rose']],
    ['a sign that means anything in SQL', { q: '%' }, ['jean']],
    ['another', { q: 'o_c' }, ['paul']],
    ['several at once', { tutor: 'T-MODELE', overdue: true, q: 'paul' }, ['paul']],
  ])('is filtered by %s', async (_, filters, expected) => {
    expect(await list(filters)).toEqual(expected);
  });

  it('is filtered by the tutor’s id, and by a reference', async () => {
    expect(await list({ tutor: tutorId.toUpperCase() })).toEqual(['paul', 'jean']);
    const paul = (await createEnrolments(knex).find(ids.paul!))!;
    expect(await list({ q: paul.reference.toLowerCase() })).toEqual(['paul']);
  });

  it('shows auditeurs their own, tutors those they follow, staff those of their centre', async () => {
    expect(await list({}, { auditeurEmail: 'PAUL.O_connor@example.ORG' })).toEqual(['paul']);
    expect(await list({}, { tutorId })).toEqual(['paul', 'jean']);
    expect(await list({}, { centre: 'pays-de-la-loire' })).toHaveLength(4);
    expect(await list({}, { centre: 'bretagne' })).toEqual([]);
  });

  it('is read in pages that neither lose nor repeat any while others are added', async () => {
    const enrolments = createEnrolments(knex);
    const seen: number[] = [];
    let before: number | undefined;
    const { items: whole } = await enrolments.list({}, all, { limit: 200 });
    for (;;) {
      const { items, next } = await enrolments.list({}, all, { limit: 3, before });
      seen.push(...items.map(({ number }) => number));
      await insert();
      if (next === null) break;
      before = next;
    }
    expect(seen).toEqual(whole.map(({ number }) => number));
  });
});
