import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { connect } from '../../db/connection.ts';
import { dumpSchema } from '../../db/dump-schema.ts';
import { migrate } from '../../db/migrate.ts';
import { createEmptyDatabase, type TestDatabase } from '../environment/database.ts';

describe('the migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  it('bring an empty database to the schema of db/schema.sql (npx tsx db/write-schema.ts)', async () => {
    await migrate(database.url);
    const knex = connect(database.url);
    const kept = readFileSync(new URL('../../db/schema.sql', import.meta.url), 'utf8');
    expect(await dumpSchema(knex)).toBe(kept);
    await knex.destroy();
  });

  it('run once when several processes migrate at once, and change nothing the next time', async () => {
    await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    await migrate(database.url);
    const knex = connect(database.url);
    const files = readdirSync(new URL('../../db/migrations', import.meta.url)).map((file) => file.replace('.ts', ''));
    expect(await knex('knex_migrations').orderBy('id').pluck('name')).toEqual(files.sort());
    await knex.destroy();
  });

  it('are not stopped by the lock of a process that was killed while it migrated', async () => {
    await migrate(database.url);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('update knex_migrations_lock set is_locked = 1');
    await client.end();
    await expect(migrate(database.url)).resolves.toBeUndefined();
  });
});
