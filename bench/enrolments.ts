import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { atParis } from '../calendar/paris-time.ts';
import { setUp } from '../test/environment/setup.ts';
import type { Caller } from '../test/journeys/caller.ts';
import { registration, workingDayIn } from '../test/journeys/enrolments.ts';
import { openWorld, type World } from '../test/journeys/world.ts';
import { openNothing } from './nothing.ts';

/**
 * `node --import tsx bench/enrolments.ts [HOW MANY]`: how long people wait for a registration and for a command, at 1 and
 * 10 in flight, beside a workflow that does nothing on the same server in the same run. See README.md.
 */
const COUNT = Number(process.argv[2] ?? 60);
const IN_FLIGHT = [1, 10];

/** Does a thing so many times, so many at once; milliseconds of each. */
async function latencies(inFlight: number, things: (() => Promise<unknown>)[]): Promise<number[]> {
  const queue = [...things];
  const taken: number[] = [];
  const lane = async () => {
    for (let act = queue.shift(); act; act = queue.shift()) {
      const begin = performance.now();
      await act();
      taken.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return taken.sort((a, b) => a - b);
}

const quantile = (sorted: number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!;

function tell(what: string, inFlight: number, taken: number[], nothing: number[]): void {
  const [p50, p99, of] = [quantile(taken, 0.5), quantile(taken, 0.99), quantile(nothing, 0.5)];
  const columns = [what, inFlight, p50.toFixed(1), p99.toFixed(1), `${(p50 / of).toFixed(1)} ×`];
  process.stdout.write(`| ${columns.join(' | ')} |\n`);
}

/** Registers, assigns, books and moves: what each does, on enrolments of its own. */
async function measure(world: World, staff: Caller, nothing: () => Promise<unknown>, inFlight: number): Promise<void> {
  const { tutorId, startsAt, movedTo } = await setting(world, staff);
  const ids: string[] = [];
  const of = (act: (id: string) => Promise<unknown>) => [...ids].map((id) => () => act(id));
  const repeated = (act: () => Promise<unknown>) => Array.from({ length: COUNT }, () => act);

  const idle = await latencies(inFlight, repeated(nothing));
  tell('a workflow that does nothing, start to result', inFlight, idle, idle);
  const enrol = async () => ids.push((await staff.post('/enrolments', registration(`${randomUUID()}@example.org`))).id);
  tell('a registration', inFlight, await latencies(inFlight, repeated(enrol)), idle);
  const assign = (id: string) => staff.post(`/enrolments/${id}/tutor`, { tutorId });
  tell('a tutor assigned (one at a time a tutor)', inFlight, await latencies(inFlight, of(assign)), idle);
  const book = (at: string) => (id: string) => staff.post(`/enrolments/${id}/meeting`, { startsAt: at });
  tell('a meeting booked', inFlight, await latencies(inFlight, of(book(startsAt))), idle);
  tell('a meeting moved', inFlight, await latencies(inFlight, of(book(movedTo))), idle);
  tell(
    'an enrolment read',
    inFlight,
    await latencies(
      inFlight,
      of((id) => staff.get(`/enrolments/${id}`)),
    ),
    idle,
  );
  await world.settled();
}

async function setting(world: World, staff: Caller) {
  const { items } = await staff.get('/tutors');
  const { id } = items.find(({ code }: { code: string }) => code === 'T-EXEMPLE');
  await world.administrator.patch(`/tutors/${id}`, { capacity: 1_000 });
  const at = async (days: number) => atParis(await workingDayIn(world, days), '10:00');
  return { tutorId: id, startsAt: await at(3), movedTo: await at(10) };
}

const tearDown = await setUp();
try {
  const world = await openWorld({ temporal: 'dev' });
  const staff = await world.as('staff');
  const nothing = await openNothing(world.env);
  process.stdout.write(
    `\n| what, ${COUNT} times | in flight | p50 ms | p99 ms | p50 beside nothing |\n|---|---|---|---|---|\n`,
  );
  for (const inFlight of IN_FLIGHT) await measure(world, staff, nothing.run, inFlight);
  await nothing.close();
  await world.close();
} finally {
  await tearDown();
}
process.exit();
