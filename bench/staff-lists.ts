import { createWriteStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { parisDate } from '../calendar/paris-time.ts';
import { connect } from '../db/connection.ts';
import { exportedEnrolments } from '../db/enrolment-export.ts';
import { countEnrolments, type EnrolmentFilters, listEnrolments } from '../db/enrolment-list.ts';
import { seed } from '../db/seed.ts';
import { createWorklist } from '../db/worklist.ts';
import { tables } from '../documents/tables/tables.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import { WORK_SECTIONS, workDates } from '../domain/worklist.ts';
import { EXPORT_COLUMNS } from '../services/export-columns.ts';
import { writeMany } from '../test/db/many-enrolments.ts';
import { createDatabase } from '../test/environment/database.ts';
import { setUp } from '../test/environment/setup.ts';

/**
 * `node --import tsx bench/staff-lists.ts [HOW MANY]`: how long the lists, the searches and the exports of staff take with
 * that many enrolments. See README.md.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
const TODAY = '2026-11-23';
const TURNS = 7;

async function tell(what: string, act: () => Promise<unknown>): Promise<void> {
  const taken: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begin = performance.now();
    await act();
    taken.push(performance.now() - begin);
  }
  taken.sort((a, b) => a - b);
  process.stdout.write(`| ${what} | ${taken[Math.floor(TURNS / 2)]!.toFixed(1)} | ${taken.at(-1)!.toFixed(1)} |\n`);
}

const LISTS: Record<string, EnrolmentFilters> = {
  'all of them': {},
  'one step': { step: 'revision' },
  overdue: { overdue: true },
  'one tutor': { tutor: 'T-0042' },
  'one certification': { certification: 'LIC-GEST' },
  'one semester': { semester: '2021-2022-S1' },
  'a semester and an outcome': { semester: '2021-2022-S1', outcome: 'expired' },
  'who pays': { funding: 'organisation' },
  'due before a day': { dueBefore: '2026-11-20' },
  'a name of many': { q: 'lefevre' },
  'two words': { q: 'lefevre aline' },
  'one address': { q: 'auditeur.777@' },
  'a name of nobody': { q: 'zzzz' },
  'a name and a step': { q: 'martin', step: 'revision' },
};

const tearDown = await setUp();
const test = await createDatabase();
const database = connect(test.url, { silenceMs: 600_000 });
try {
  await seed(database, { calendar: [] });
  await writeMany(database, COUNT, TODAY);
  process.stdout.write(`\n| with ${COUNT} enrolments | p50 ms | longest ms |\n|---|---|---|\n`);
  const worklist = createWorklist(database);
  const dates = workDates(TODAY, DEFAULT_POLICY);
  for (const name of WORK_SECTIONS) {
    if (name === 'failing_mails') continue;
    await tell(`to do: ${name}, a page`, () => worklist.items(name, dates, { limit: 51, centre: null }));
    await tell(`to do: ${name}, counted`, () => worklist.count(name, dates, { most: 1_001, centre: null }));
  }
  for (const [what, filters] of Object.entries(LISTS)) {
    await tell(`list: ${what}, a page`, () => listEnrolments(database, filters, 'all', { limit: 50 }));
    await tell(`list: ${what}, counted`, () => countEnrolments(database, filters, 'all', 10_001));
  }
  for (const format of ['csv', 'ods'] as const) await measureExport(format);
} finally {
  await database.destroy();
  await test.drop();
  await tearDown();
}

async function measureExport(format: 'csv' | 'ods'): Promise<void> {
  const rows = (async function* () {
    const all = exportedEnrolments(database, {}, { centre: null });
    for await (const one of all) yield EXPORT_COLUMNS.map(({ cell }) => cell(one, { dateOf: parisDate }));
  })();
  const [begin, before] = [performance.now(), process.memoryUsage().rss];
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  await pipeline(tables[format]({ name: 'Dossiers', columns: EXPORT_COLUMNS, rows }), createWriteStream('/dev/null'));
  clearInterval(watch);
  const grown = ((peak - before) / 1_048_576).toFixed(0);
  process.stdout.write(
    `| export ${format}: ${grown} MiB more at most | ${(performance.now() - begin).toFixed(0)} | |\n`,
  );
}
process.exit();
