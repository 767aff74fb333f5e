import type { Knex } from 'knex';

/** Which personal links are long over, and which mails bore them: asked each hour, and for each link that is removed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(INDEXES);
}

export async function down(): Promise<void> {
  throw new Error('There is no way back from this migration: restore a backup instead.');
}

const INDEXES = `
create index if not exists personal_links_by_end on personal_links (expires_at);
create index if not exists mails_by_personal_link on mails (personal_link) where personal_link is not null;
`;
