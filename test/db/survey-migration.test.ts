import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { up } from '../../db/migrations/0004-survey-anonymous.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { registration, scene } from './people.ts';

let database: TestDatabase;
let knex: Knex;
beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

/** The table as it was: each answer with its enrolment and its instant. */
const BEFORE = `
  drop table survey_answers; drop table survey_participations;
  create table surveys (enrolment_id uuid primary key references enrolments, satisfaction integer not null,
    comment text, answered_at timestamptz not null)`;

describe('the migration of the survey', () => {
  it('keeps every answer and who has answered, and forgets which is whose', async () => {
    const { enrolment } = await scene(knex);
    const other = registration({ semester: '2025-2026-S2' });
    await createEnrolments(knex).insert(other);
    await knex.raw(BEFORE);
    await knex('surveys').insert([
      { enrolment_id: enrolment.id, satisfaction: 5, comment: 'Merci', answered_at: '2026-10-31T23:30:00Z' },
      { enrolment_id: other.id, satisfaction: 2, answered_at: '2026-06-01T10:00:00Z' },
    ]);
    await up(knex);
    await up(knex);
    const kept = await knex('survey_answers')
      .orderBy('satisfaction')
      .select('semester', 'month', 'satisfaction', 'comment');
    expect(kept).toEqual([
      { semester: '2025-2026-S2', month: '2026-06', satisfaction: 2, comment: null },
      { semester: '2026-2027-S1', month: '2026-11', satisfaction: 5, comment: 'Merci' },
    ]);
    expect((await knex('survey_participations').pluck('enrolment_id')).sort()).toEqual([enrolment.id, other.id].sort());
    expect(await knex.schema.hasTable('surveys')).toBe(false);
  });
});
