import { writeFileSync } from 'node:fs';
import { connect } from './connection.ts';
import { dumpSchema } from './dump-schema.ts';
import { migrate } from './migrate.ts';

/** Writes db/schema.sql from the empty database whose address is given. */
const url = process.argv[2];
if (!url) throw new Error('Usage: npx tsx db/write-schema.ts postgresql://…/an_empty_database');
await migrate(url);
const database = connect(url);
writeFileSync(new URL('./schema.sql', import.meta.url), await dumpSchema(database));
await database.destroy();
