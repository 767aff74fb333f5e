import type { Knex } from 'knex';
import pg from 'pg';
import { connect } from '../../db/connection.ts';
import { countEnrolments, type EnrolmentFilters, listEnrolments } from '../../db/enrolment-list.ts';
import { seed } from '../../db/seed.ts';
import { countFailingMails, countWork, failingMails, workItems } from '../../db/worklist.ts';
import { DEFAULT_POLICY } from '../../domain/policy.ts';
import { type EnrolmentSection, WORK_SECTIONS, workDates } from '../../domain/worklist.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { writeMany } from './many-enrolments.ts';

const MANY = 20_000;
const TODAY = '2026-11-23';
const dates = workDates(TODAY, DEFAULT_POLICY);
const SECTIONS = WORK_SECTIONS.filter((name): name is EnrolmentSection => name !== 'failing_mails');

let database: TestDatabase;
let knex: Knex;
let planner: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  await seed(knex, { calendar: [] });
  await writeMany(knex, MANY, TODAY);
  planner = new pg.Client({ connectionString: database.url });
  await planner.connect();
}, 120_000);
afterAll(async () => {
  await planner.end();
  await knex.destroy();
  await database.drop();
});

/** How PostgreSQL goes about each query of `act`: the tables that it reads whole. */
async function readWhole(act: () => Promise<unknown>): Promise<string[]> {
  const asked: { sql: string; bindings: unknown[] }[] = [];
  const note = (query: { sql: string; bindings: unknown[] }) => void asked.push(query);
  knex.on('query', note);
  await act();
  knex.removeListener('query', note);
  const plans = await Promise.all(asked.map(({ sql, bindings }) => planner.query(`explain ${sql}`, bindings)));
  const lines = plans.flatMap(({ rows }) => rows.map((row) => row['QUERY PLAN']));
  return [...lines.join('\n').matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table!);
}

describe(`With ${MANY} enrolments, the list of things to do`, () => {
  it.each(SECTIONS)('reads an index of its own: %s', async (section) => {
    for (const centre of [null, 'pays-de-la-loire']) {
      const page = { limit: 11, centre };
      expect(await readWhole(() => workItems(knex, section, dates, page))).not.toContain('enrolments');
      const [item] = await workItems(knex, section, dates, page);
      expect(item).toBeDefined();
      const after = { date: item!.date, tie: item!.number };
      expect(await readWhole(() => workItems(knex, section, dates, { ...page, after }))).not.toContain('enrolments');
      expect(await readWhole(() => countWork(knex, section, dates, { most: 1_001, centre }))).not.toContain(
        'enrolments',
      );
    }
  });

  it('finds failing mails by an index', async () => {
    const page = { limit: 11, centre: null };
    expect(await readWhole(() => failingMails(knex, `${TODAY}T12:00:00.000Z`, page))).toEqual([]);
    expect(await countFailingMails(knex, `${TODAY}T12:00:00.000Z`, { most: 1_001, centre: null })).toBe(MANY / 2_500);
  });

  it.each(SECTIONS)('is read page by page without losing or repeating any: %s', async (section) => {
    const all = await workItems(knex, section, dates, { limit: 5_000, centre: null });
    const count = await countWork(knex, section, dates, { most: 5_000, centre: null });
    expect(all).toHaveLength(count);
    const seen: number[] = [];
    for (let after: { date: string; tie: number } | undefined; ; ) {
      const items = await workItems(knex, section, dates, { limit: 97, centre: null, after });
      seen.push(...items.map(({ number }) => number));
      const last = items.at(-1);
      if (!last || items.length < 97) break;
      after = { date: last.date, tie: last.number };
    }
    expect(seen).toEqual(all.map(({ number }) => number));
    const sorted = all.map(({ date }) => date);
    expect(sorted).toEqual([...sorted].sort());
  });
});

describe(`With ${MANY} enrolments, their list`, () => {
  it.each<[string, EnrolmentFilters]>([
    ['nothing asked', {}],
    ['a tutor', { tutor: 'T-0042' }],
    ['a tutor without any', { tutor: 'T-NONE' }],
    ['a semester', { semester: '2021-2022-S1' }],
    ['a semester without any', { semester: '1999-2000-S1' }],
    ['what is overdue', { overdue: true }],
    ['an outcome', { outcome: 'expired' }],
    ['words found', { q: 'lefevre' }],
  ])('does not read them all for a page: %s', async (_, filters) => {
    const page = () => listEnrolments(knex, filters, 'all', { limit: 50 });
    expect(await readWhole(page)).not.toContain('enrolments');
  });

  it('counts up to a number, as the list shows them', async () => {
    expect(await countEnrolments(knex, {}, 'all', 1_001)).toBe(1_001);
    const { items } = await listEnrolments(knex, { tutor: 'T-0042' }, 'all', { limit: 200 });
    expect(await countEnrolments(knex, { tutor: 'T-0042' }, 'all', 1_001)).toBe(items.length);
    expect(await countEnrolments(knex, {}, { centre: 'bretagne' }, 10)).toBe(0);
  });
});
