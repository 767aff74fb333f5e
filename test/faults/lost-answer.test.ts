import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { becomes } from '../../launch/ports.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { type SmtpSink, startSmtp } from '../environment/smtp.ts';
import { PersistentClient } from './client.ts';
import { newcomer, prepareStory, type Story, type Told } from './story.ts';
import { createSystem, type Part, type System } from './system.ts';
import { expectUnharmed } from './unharmed.ts';

const PATIENCE_MS = 120_000;

let smtp: SmtpSink;
let system: System;
let database: pg.Pool;
let client: PersistentClient;
let story: Story;
let calm: Told;

beforeAll(async () => {
  smtp = await startSmtp();
  system = await createSystem({ environment: { SMTP_URL: smtp.url } });
  await system.start();
  database = new pg.Pool({ connectionString: system.services().postgres?.url, max: 3 });
  client = new PersistentClient(system);
  story = await prepareStory(client);
  calm = newcomer();
  await playTo(calm, story.actsOf(calm).length);
}, 150_000);
afterAll(async () => {
  await database?.end();
  await system?.remove();
  await smtp?.stop();
}, 60_000);

async function playTo(told: Told, acts: number): Promise<void> {
  while (told.done < acts) await story.next(told);
}

const rows = async <T>(sql: string, parameters: unknown[]) => (await database.query(sql, parameters)).rows as T[];

const acceptedAmong = async (ids: string[], command: string): Promise<number> =>
  (await rows('select id from commands where enrolment_id = any($1) and name = $2 and accepted', [ids, command]))
    .length;

const mailsInHand = (ids: string[]) =>
  rows(
    `select key from mails where enrolment_id = any($1) and status in ('queued', 'sending') and not_before is null`,
    [ids],
  );

/**
 * Loses what Temporal was about to learn: the next command of each enrolment is recorded in the database while Temporal
 * stands still, and Temporal is killed before it could write its history; the others with it. Answers when that was.
 */
async function loseHistoryOfNext(all: Told[], others: Part[]): Promise<Date> {
  const ids = all.map(({ id }) => id);
  const act = all[0] && story.actsOf(all[0])[all[0].done];
  // A mail of the act before that is in hand when the worker dies may be sent twice: that is counted, and not what is looked at here.
  expect(await becomes(async () => (await mailsInHand(ids)).length === 0, PATIENCE_MS)).toBe(true);
  const holder = await database.connect();
  await holder.query('begin');
  await holder.query('select 1 from enrolments where id = any($1) for no key update', [ids]);
  const asked = all.map((told) =>
    client.once('POST', `/enrolments/${told.id}${act?.at}`, act?.body, `${told.email} ${act?.command}`),
  );
  const recording = () =>
    rows(
      `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%history_length%no key update'`,
      [],
    );
  expect(await becomes(async () => (await recording()).length >= all.length, PATIENCE_MS)).toBe(true);
  const temporal = system.mark('temporal');
  const before = [temporal, ...others.map((part) => system.mark(part))];
  process.kill(temporal?.pid ?? 0, 'SIGSTOP');
  await holder.query('commit');
  holder.release();
  expect(await becomes(async () => (await acceptedAmong(ids, act?.command ?? '')) === all.length, PATIENCE_MS)).toBe(
    true,
  );
  for (const part of others) await system.kill(part);
  const lostAt = new Date();
  await system.kill('temporal');
  for (const [index, part] of (['temporal', ...others] as const).entries()) {
    const mark = before[index];
    if (mark) await system.revived(part, mark);
  }
  await Promise.all(asked);
  await system.ready();
  return lostAt;
}

/** When the workflow's history took each command of that name. */
async function takenAt(id: string, command: string): Promise<Date[]> {
  const connection = await Connection.connect({ address: system.services().temporal?.url });
  try {
    const { events } = await new Client({ connection }).workflow.getHandle(workflowIdOf(id)).fetchHistory();
    return (events ?? []).flatMap(({ eventTime, workflowExecutionUpdateAcceptedEventAttributes: accepted }) =>
      accepted?.acceptedRequest?.input?.name === command
        ? new Date(Number(eventTime?.seconds) * 1_000 + Number(eventTime?.nanos) / 1e6)
        : [],
    );
  } finally {
    await connection.close();
  }
}

/** Taken once, and only after what was known of it had been lost. */
async function expectTakenAnew(id: string, command: string, lostAt: Date): Promise<void> {
  const taken = await takenAt(id, command);
  expect(taken).toHaveLength(1);
  expect(taken[0]?.getTime()).toBeGreaterThan(lostAt.getTime());
}

describe('a command that the database has accepted, and that Temporal lost before it wrote its history', () => {
  let swept: Told;
  let followed: Told;
  let repeated: Told;
  let lostAt: Date;

  beforeAll(async () => {
    [swept, followed, repeated] = [newcomer(), newcomer(), newcomer()];
    const all = [swept, followed, repeated];
    await Promise.all(all.map((told) => playTo(told, 2))); // they have a tutor
    lostAt = await loseHistoryOfNext(all, ['server', 'worker']);
  }, 300_000);

  it('is taken by the workflow before the next command on the enrolment', async () => {
    followed.done += 1; // nobody asks for the first again
    await story.next(followed);
    await expectTakenAnew(followed.id, 'bookMeeting', lostAt);
  }, 200_000);

  it('is taken by the workflow when it is asked for again under its key', async () => {
    await story.next(repeated);
    await expectTakenAnew(repeated.id, 'bookMeeting', lostAt);
  }, 200_000);

  it('is taken by the workflow after a while when nobody asks for anything', async () => {
    const unanswered = () =>
      rows(`select id from commands where enrolment_id = $1 and name = 'bookMeeting' and answered_at is null`, [
        swept.id,
      ]);
    expect(await becomes(async () => (await unanswered()).length === 0, PATIENCE_MS, 500)).toBe(true);
    swept.done += 1;
    await expectTakenAnew(swept.id, 'bookMeeting', lostAt);
  }, 200_000);

  it('leaves no trace of the loss: the enrolments end as if nothing had been, and each mail went once', async () => {
    const troubled = [swept, followed, repeated];
    await Promise.all(troubled.map((told) => playTo(told, story.actsOf(told).length)));
    const cost = await expectUnharmed(system, story, smtp, { calm: [calm], troubled });
    expect(cost.repeated).toBe(0);
  }, 300_000);
});

describe('a worker that dies between the record and the history', () => {
  it('tells the transition again, with one more command in it, and nothing is lost or doubled', async () => {
    const told = newcomer();
    await playTo(told, 3); // the meeting is booked
    const lostAt = await loseHistoryOfNext([told], ['worker']);
    const more = { date: new Date().toISOString().slice(0, 10), minutes: 20, label: 'Appel' };
    await Promise.all([
      story.next(told),
      client.ask('POST', `/enrolments/${told.id}/time-entries`, more, `${told.email} logTime`),
    ]);
    await expectTakenAnew(told.id, 'recordMeeting', lostAt);
    told.done += 1;
    await playTo(told, story.actsOf(told).length);
    await expectUnharmed(system, story, smtp, { calm: [calm], troubled: [told] });
  }, 400_000);
});
