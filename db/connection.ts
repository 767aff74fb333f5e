import type { Socket } from 'node:net';
import knex, { type Knex } from 'knex';
import pg from 'pg';

/** The pool, or a transaction of it: what every query runs on. */
export type Database = Knex;

export interface ConnectionOptions {
  /** How many connections this process may hold at once. */
  poolMax?: number;
  /** How long a connection may be silent before it is given up: longer than any statement is allowed to take. */
  silenceMs?: number;
}

const ACQUIRE_MS = 5_000;
const STATEMENT_MS = 15_000;
const SILENCE_MS = 20_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * A pool of connections to PostgreSQL. Nothing is connected before the first query. Dates come out as `YYYY-MM-DD`,
 * instants as ISO 8601 with milliseconds and `Z`, big integers as numbers where a number holds them.
 */
export function connect(databaseUrl: string, { poolMax = 10, silenceMs = SILENCE_MS }: ConnectionOptions = {}): Knex {
  const connection: pg.ClientConfig = {
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: ACQUIRE_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'jalons',
    types: { getTypeParser: getTypeParser as typeof pg.types.getTypeParser },
  };
  return knex({
    client: 'pg',
    connection: connection as Knex.PgConnectionConfig,
    acquireConnectionTimeout: ACQUIRE_MS,
    log: SILENT,
    pool: { min: 0, max: poolMax, idleTimeoutMillis: 15_000, afterCreate: givenUpAfter(silenceMs) },
  });
}

/**
 * A server that is cut off without a word, or stopped in the middle of a query, would be waited for without end: what says
 * nothing for so long is closed, and its query fails as one of a database that does not answer.
 */
const givenUpAfter =
  (silenceMs: number) => (client: pg.Client, done: (error: undefined, client: pg.Client) => void) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    stream.setTimeout(silenceMs, () => stream.destroy());
    done(undefined, client);
  };

/** What knex would print is thrown as well, and told by whoever asked. */
const nothing = () => {};
const SILENT = { warn: nothing, error: nothing, deprecate: nothing, debug: nothing };

const { builtins } = pg.types;
const readInstant = pg.types.getTypeParser(builtins.TIMESTAMPTZ, 'text') as (text: string) => Date;

/** How a value leaves the database, by its type; ours for those that `pg` would turn into local dates or texts. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, (text) => readInstant(text).toISOString()],
  [builtins.INT8, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)],
]);

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const ours = format === 'binary' ? undefined : PARSERS.get(oid);
  return ours ?? (pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown);
}
