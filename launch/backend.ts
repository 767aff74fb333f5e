import { Client } from '@temporalio/client';
import { civilTime } from '../calendar/civil-time.ts';
import { compareCalendars } from '../calendar/import/compare.ts';
import { readCalendar } from '../calendar/import/read.ts';
import { connect } from '../db/connection.ts';
import * as databaseErrors from '../db/failures.ts';
import { createServiceStores } from '../db/service-stores.ts';
import { inspectUpload } from '../documents/inspect.ts';
import { openStorage } from '../documents/open-storage.ts';
import type { Backend } from '../services/backend.ts';
import { registerSearchAttributes } from '../services/search-attributes.ts';
import { connectTemporal } from '../services/temporal-connection.ts';
import type { RoleConfig } from './role-config.ts';

/** How long Temporal and its workers may take to answer. */
const PATIENCE_MS = 8_000;
const POOL = 15;
/** For those that wait for a tutor's turn: never the connections that the one whose turn it is needs. */
const LOCK_POOL = 4;

export interface OpenBackend {
  readonly backend: Backend;
  /** Lets go of every connection. */
  close(): Promise<void>;
}

/** Puts together everything that the services work with: database, Temporal, documents, calendar. */
export async function openBackend(config: RoleConfig): Promise<OpenBackend> {
  const database = connect(config.databaseUrl, { poolMax: POOL });
  const lockPool = connect(config.databaseUrl, { poolMax: LOCK_POOL });
  const { connection, clock } = await connectTemporal(config.temporal.connectionOptions, config.clock);
  await registerSearchAttributes(connection, config.temporal.namespace);
  const backend: Backend = {
    client: new Client({ connection, namespace: config.temporal.namespace }),
    clock,
    stores: createServiceStores(database, lockPool),
    databaseErrors,
    civilTime,
    files: await openStorage(config.storageUrl),
    inspect: inspectUpload,
    calendarFiles: { read: readCalendar, compare: compareCalendars },
    secret: config.secret,
    patienceMs: PATIENCE_MS,
  };
  return {
    backend,
    async close() {
      // Temporal last: a call that is being tried again must still find its channel.
      await Promise.all([database.destroy(), lockPool.destroy()]);
      await connection.close();
    },
  };
}
