import type { Knex } from 'knex';

/** What a centre says of itself as who publishes these pages, and as who answers for personal data. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(PUBLICATION);
}

export async function down(): Promise<void> {
  throw new Error('What a centre says of itself is not kept elsewhere: restore a backup instead.');
}

const PUBLICATION = `
alter table centres
  /** { director?, host?, dpoEmail?, messagesYears?, proofsYears? } */
  add column if not exists publication jsonb;
`;
