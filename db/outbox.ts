import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Clock, Outbox, QueuedMail } from '../activities/ports.ts';
import type { Instant } from '../domain/dates.ts';
import { isUnavailable } from './failures.ts';
import { appendLines, SYSTEM } from './journal.ts';

export interface OutboxOptions {
  clock?: Clock;
  /**
   * How many mails are handed over at once. Each holds a connection meanwhile: fewer than the pool has, so that a mail
   * server that never answers does not keep the process from being recorded.
   */
  atOnce?: number;
  /** How long we try, in milliseconds, to write down that a mail has gone, when the database does not answer. */
  patienceMs?: number;
}

/** What operators watch. */
export interface MailFigures {
  queued: number;
  oldestAgeSeconds: number;
  possibleRepeats: number;
}

interface MailRow {
  key: string;
  enrolment_id: string;
  version: number;
  description: string;
  to_name: string;
  to_address: string;
  subject: string;
  body_text: string;
  body_html: string;
  calendar: QueuedMail['calendar'] | null;
  message_id: string;
  failure_told: boolean;
  queued_at: Instant;
}

const SYSTEM_CLOCK: Clock = { now: async () => new Date().toISOString() };

/** The queue of mails. */
export function createOutbox(
  database: Knex,
  { clock = SYSTEM_CLOCK, atOnce = 4, patienceMs = 60_000 }: OutboxOptions = {},
) {
  const turns = createTurns(atOnce);
  const outbox: Outbox = {
    waiting: (enrolmentId, version) =>
      database('mails')
        .where({ enrolment_id: enrolmentId })
        .where('version', '<=', version)
        .whereNot({ status: 'sent' })
        .orderBy(['queued_at', 'version', 'ordinal'])
        .pluck('key'),

    deliver: (key, send) =>
      turns(() =>
        underLock(database, key, (connection) => handOver({ database, connection, clock, patienceMs }, key, send)),
      ),
  };
  return { ...outbox, mailFigures: (now: Instant) => mailFigures(database, now) };
}

/** Names, among advisory locks, those of mails. */
const MAIL_LOCKS = 7_264;

/**
 * Runs `work` on one connection that holds the mail's lock: nobody else hands it over meanwhile, and the lock dies with
 * the connection. It is not the row's lock, so that `sending` can be committed before the mail is handed over.
 */
async function underLock(database: Knex, key: string, work: (connection: unknown) => Promise<void>): Promise<void> {
  const connection = await database.client.acquireConnection();
  try {
    await database.raw('select pg_advisory_lock(?, hashtext(?))', [MAIL_LOCKS, key]).connection(connection);
    await work(connection);
  } finally {
    // A connection that cannot unlock is broken: the server has let go of what it held, and the pool discards it.
    await database
      .raw('select pg_advisory_unlock_all()')
      .connection(connection)
      .catch(() => undefined);
    await database.client.releaseConnection(connection);
  }
}

interface Handing {
  database: Knex;
  connection: unknown;
  clock: Clock;
  patienceMs: number;
}

/**
 * What a death leaves behind tells what to do next: before `begin`, `queued`; from then until the end is known,
 * `sending`, which the next hand-over counts as a possible repeat; after `sent`, nothing more is done.
 */
async function handOver(
  { database, connection, clock, patienceMs }: Handing,
  key: string,
  send: (mail: QueuedMail) => Promise<void>,
): Promise<void> {
  const now = await clock.now();
  const row = await begin(database, connection, key);
  if (!row) return;
  try {
    await send(queuedMail(row));
  } catch (error) {
    await refused(database, connection, row, now, error);
    throw error;
  }
  await surelySent({ database, connection, patienceMs }, row, now);
}

async function begin(database: Knex, connection: unknown, key: string): Promise<MailRow | undefined> {
  const [row] = await database('mails')
    .connection(connection)
    .where({ key })
    .whereNot({ status: 'sent' })
    .update({
      status: 'sending',
      attempts: database.raw('attempts + 1'),
      possible_repeats: database.raw(`possible_repeats + (status = 'sending')::int`),
    })
    .returning('*');
  return row;
}

const AGAIN_MS = 500;

/** The mail has gone: as long as we live, a database that dies now does not make us forget it, and send it twice. */
async function surelySent(
  { database, connection, patienceMs }: Omit<Handing, 'clock'>,
  row: MailRow,
  now: Instant,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let on: unknown = connection; ; on = undefined) {
    try {
      return await sent(database, on, row, now);
    } catch (error) {
      if (!isUnavailable(error) || Date.now() >= deadline) throw error;
      await pause(AGAIN_MS);
    }
  }
}

/**
 * Locks the enrolment first, as a record does before it touches mails: the other order could deadlock. Done again after a
 * commit whose answer was lost, it changes nothing.
 */
async function sent(database: Knex, connection: unknown, row: MailRow, now: Instant): Promise<void> {
  await database.transaction(
    async (trx) => {
      await trx.raw('select 1 from enrolments where id = ? for no key update', [row.enrolment_id]);
      const changed = await trx('mails')
        .where({ key: row.key })
        .whereNot({ status: 'sent' })
        .update({ status: 'sent', sent_at: now, last_error: null });
      if (changed > 0) await tell(trx, row, now, 'mail.sent', `Courriel envoyé\u00a0: ${row.description}.`);
    },
    connection ? { connection } : {},
  );
}

/** A hand-over whose end the transport does not know (`endUnknown`) stays `sending`: the mail may have gone. */
async function refused(database: Knex, connection: unknown, row: MailRow, now: Instant, error: unknown): Promise<void> {
  const { code, endUnknown } = error as { code?: unknown; endUnknown?: boolean };
  await database.transaction(
    async (trx) => {
      const text = `Courriel en échec\u00a0: ${row.description}. Nouvelle tentative automatique.`;
      if (!row.failure_told) await tell(trx, row, now, 'mail.failed', text);
      await trx('mails')
        .where({ key: row.key })
        .update({
          failure_told: true,
          last_error: typeof code === 'string' ? code : 'unknown',
          ...(endUnknown ? {} : { status: 'queued' }),
        });
    },
    { connection },
  );
}

const tell = (trx: Knex.Transaction, row: MailRow, at: Instant, type: string, text: string): Promise<void> =>
  appendLines(trx, row.enrolment_id, [{ at, actor: SYSTEM, type, text, version: row.version }]);

const queuedMail = (row: MailRow): QueuedMail => ({
  key: row.key,
  messageId: row.message_id,
  queuedAt: row.queued_at,
  to: { name: row.to_name, address: row.to_address },
  subject: row.subject,
  text: row.body_text,
  html: row.body_html,
  ...(row.calendar ? { calendar: row.calendar } : {}),
});

async function mailFigures(database: Knex, now: Instant): Promise<MailFigures> {
  const waiting = await database('mails')
    .whereNot({ status: 'sent' })
    .first(
      database.raw('count(*) as queued'),
      database.raw('coalesce(extract(epoch from ?::timestamptz - min(queued_at)), 0)::float8 as age', [now]),
    );
  const repeated = await database('mails').where('possible_repeats', '>', 0).sum('possible_repeats as total').first();
  return {
    queued: waiting.queued,
    oldestAgeSeconds: Math.max(0, waiting.age),
    possibleRepeats: Number(repeated?.total ?? 0),
  };
}

/** Lets `atOnce` pieces of work run at a time, the others in their order of arrival. */
function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
