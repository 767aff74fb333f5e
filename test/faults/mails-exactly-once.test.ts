import pg from 'pg';
import { becomes } from '../../launch/ports.ts';
import { type SmtpSink, startSmtp } from '../environment/smtp.ts';
import { PersistentClient } from './client.ts';
import { newcomer, prepareStory, type Story, type Told } from './story.ts';
import { createSystem, type System } from './system.ts';
import { type Cost, expectUnharmed } from './unharmed.ts';

const PATIENCE_MS = 120_000;

let smtp: SmtpSink;
let system: System;
let story: Story;
let calm: Told;

/** What happens when the next mail has wholly arrived, before it is answered; and whether it is taken then. */
let onArrival: (() => 'taken' | 'refused') | undefined;

beforeAll(async () => {
  smtp = await startSmtp({
    failWhile: () => {
      const arrival = onArrival;
      onArrival = undefined;
      return arrival?.() === 'refused';
    },
  });
  system = await createSystem({ environment: { SMTP_URL: smtp.url } });
  await system.start();
  story = await prepareStory(new PersistentClient(system));
  calm = newcomer();
  await playTo(calm, story.actsOf(calm).length);
}, 200_000);
afterAll(async () => {
  await system?.remove();
  await smtp?.stop();
}, 60_000);

async function playTo(told: Told, acts: number): Promise<void> {
  while (told.done < acts) await story.next(told);
}

const costUntilNow = (...troubled: Told[]): Promise<Cost> =>
  expectUnharmed(system, story, smtp, { calm: [calm], troubled });

const workerPid = (): number => system.mark('worker')?.pid ?? 0;
const killWorker = () => process.kill(workerPid(), 'SIGKILL');

/**
 * Plays an enrolment: the worker dies, as `death` arranges, at the mails that tell of the booked meeting. Answers how many
 * mails were repeated by that, and how many were counted.
 */
async function repeatedBy(death: () => Promise<void>): Promise<{ repeated: number; counted: number }> {
  const told = newcomer();
  await playTo(told, 2);
  const before = await costUntilNow();
  const mark = system.mark('worker');
  if (!mark) throw new Error('The worker does not run.');
  await Promise.all([death(), story.next(told)]);
  await system.revived('worker', mark);
  await playTo(told, story.actsOf(told).length);
  const after = await costUntilNow(told);
  return { repeated: after.repeated - before.repeated, counted: after.counted - before.counted };
}

/** Stops the next hand-over on the database's side just before it begins, and kills the worker there. */
async function killBeforeHandOver(): Promise<void> {
  const database = new pg.Client({ connectionString: system.services().postgres?.url });
  await database.connect();
  try {
    await database.query(`
      create function hold() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(1, 1); return new; end $$;
      create trigger hold before update on mails for each row when (new.status = 'sending') execute function hold();
      select pg_advisory_lock(1, 1)`);
    const held = async () =>
      (await database.query(`select pid from pg_locks where locktype = 'advisory' and classid = 1 and not granted`))
        .rows;
    expect(await becomes(async () => (await held()).length > 0, PATIENCE_MS, 20)).toBe(true);
    killWorker();
    // PostgreSQL notices the death of a waiting client only when it answers it.
    for (const { pid } of await held()) await database.query('select pg_terminate_backend($1)', [pid]);
    await database.query('select pg_advisory_unlock(1, 1); drop trigger hold on mails; drop function hold');
  } finally {
    await database.end();
  }
}

describe('a worker that is killed with mails under way', () => {
  it('between the mail server’s acceptance and our commit: the mail is repeated, identical to the byte, and counted', async () => {
    const cost = await repeatedBy(async () => {
      onArrival = () => {
        killWorker();
        return 'taken';
      };
    });
    expect(cost).toEqual({ repeated: 1, counted: 1 });
  }, 400_000);

  it('before the mail server accepts it: it arrives once; that it may have gone is counted, since nobody can know', async () => {
    const cost = await repeatedBy(async () => {
      onArrival = () => {
        killWorker();
        return 'refused';
      };
    });
    expect(cost).toEqual({ repeated: 0, counted: 1 });
  }, 400_000);

  it('before it is handed over: it arrives once, and nothing is counted', async () => {
    expect(await repeatedBy(killBeforeHandOver)).toEqual({ repeated: 0, counted: 0 });
  }, 400_000);
});
