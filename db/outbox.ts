import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import pLimit from 'p-limit';
import type { Clock, Outbox, QueuedMail } from '../activities/ports.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
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
  personal_link: string | null;
  failure_told: boolean;
  queued_at: Instant;
}

const SYSTEM_CLOCK: Clock = { now: async () => new Date().toISOString() };

/** Neither sent, nor dropped because what it reminded of is done. */
const UNFINISHED = ['queued', 'sending'];

/** The queue of mails. */
export function createOutbox(
  database: Knex,
  { clock = SYSTEM_CLOCK, atOnce = 4, patienceMs = 60_000 }: OutboxOptions = {},
): Outbox {
  const turns = pLimit(atOnce);
  return {
    async waiting(keys) {
      const rows: { key: string; not_before: PlainDate | null }[] = await database('mails')
        .whereIn('key', keys)
        .whereIn('status', UNFINISHED)
        .select('key', 'not_before');
      return rows
        .sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
        .map(({ key, not_before: notBefore }) => ({ key, ...(notBefore ? { notBefore } : {}) }));
    },

    deliver: (key, send) =>
      turns(() =>
        underLock(database, key, (connection) => handOver({ database, connection, clock, patienceMs }, key, send)),
      ),
  };
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
 * `sending`, which the next hand-over counts as a possible repeat; after `sent`, or `dropped`, nothing more is done.
 */
async function handOver(
  { database, connection, clock, patienceMs }: Handing,
  key: string,
  send: (mail: QueuedMail) => Promise<void>,
): Promise<void> {
  const now = await clock.now();
  const row = await begin(database, connection, key, now);
  if (!row) return;
  try {
    await send(queuedMail(row));
  } catch (error) {
    await refused(database, connection, row, now, error);
    throw error;
  }
  await surelySent({ database, connection, patienceMs }, row, now);
}

async function begin(database: Knex, connection: unknown, key: string, now: Instant): Promise<MailRow | undefined> {
  const [row] = await database('mails')
    .connection(connection)
    .where({ key })
    .whereIn('status', UNFINISHED)
    .update({
      status: 'sending',
      attempts: database.raw('attempts + 1'),
      possible_repeats: database.raw(`possible_repeats + (status = 'sending')::int`),
      // One that waited for its day is of that day: its date, and the time it has been tried for, count from there.
      queued_at: database.raw(
        'case when not_before is not null and attempts = 0 then ?::timestamptz else queued_at end',
        [now],
      ),
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

/**
 * A hand-over whose end the transport does not know (`endUnknown`) stays `sending`: the mail may have gone. One dropped
 * meanwhile stays so, and has not failed. The enrolment is locked first, as in `sent`.
 */
async function refused(database: Knex, connection: unknown, row: MailRow, now: Instant, error: unknown): Promise<void> {
  const { code, endUnknown } = error as { code?: unknown; endUnknown?: boolean };
  await database.transaction(
    async (trx) => {
      await trx.raw('select 1 from enrolments where id = ? for no key update', [row.enrolment_id]);
      const changed = await trx('mails')
        .where({ key: row.key, status: 'sending' })
        .update({
          failure_told: true,
          last_error: typeof code === 'string' ? code : 'unknown',
          ...(endUnknown ? {} : { status: 'queued' }),
        });
      const text = `Courriel en échec\u00a0: ${row.description}. Nouvelle tentative automatique.`;
      if (changed > 0 && !row.failure_told) await tell(trx, row, now, 'mail.failed', text);
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
  ...(row.personal_link ? { personalLink: row.personal_link } : {}),
});
