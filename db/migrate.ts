import type { Knex } from 'knex';
import pg from 'pg';
import { connect } from './connection.ts';
import * as initial from './migrations/0001-initial.ts';
import * as attestations from './migrations/0002-attestations.ts';
import * as signIn from './migrations/0003-sign-in.ts';
import * as surveyAnonymous from './migrations/0004-survey-anonymous.ts';
import * as audit from './migrations/0005-audit.ts';
import * as staff from './migrations/0006-staff.ts';
import * as figures from './migrations/0007-figures.ts';
import * as publication from './migrations/0008-publication.ts';
import * as forgottenLinks from './migrations/0009-forgotten-links.ts';

interface Named {
  name: string;
  migration: Knex.Migration;
}

/** Every migration, in order. They are listed, not looked for, so that they run the same compiled, by tsx and by jest. */
const MIGRATIONS: readonly Named[] = [
  { name: '0001-initial', migration: initial },
  { name: '0002-attestations', migration: attestations },
  { name: '0003-sign-in', migration: signIn },
  { name: '0004-survey-anonymous', migration: surveyAnonymous },
  { name: '0005-audit', migration: audit },
  { name: '0006-staff', migration: staff },
  { name: '0007-figures', migration: figures },
  { name: '0008-publication', migration: publication },
  { name: '0009-forgotten-links', migration: forgottenLinks },
];

const migrationSource: Knex.MigrationSource<Named> = {
  getMigrations: async () => [...MIGRATIONS],
  getMigrationName: ({ name }) => name,
  getMigration: async ({ migration }) => migration,
};

/** Names the lock that only one migrating process holds. */
const LOCK = 7_264_001;

/**
 * Brings the schema up to date; does nothing when it is. Of several processes at once, one works and the others wait for
 * it. The lock is the connection's: it dies with its holder, however that one ends.
 *
 * @throws when the database has migrations that this version of the program does not know.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const holder = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  holder.on('error', () => undefined);
  await holder.connect();
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations(databaseUrl);
  } finally {
    await holder.end().catch(() => undefined);
  }
}

async function runMigrations(databaseUrl: string): Promise<void> {
  const database = connect(databaseUrl, { poolMax: 2 });
  try {
    // Knex's own lock is a row, which stays when its holder is killed: ours has just told that nobody holds it.
    await database.migrate.forceFreeMigrationsLock({ migrationSource });
    await database.migrate.latest({ migrationSource });
  } finally {
    await database.destroy();
  }
}
