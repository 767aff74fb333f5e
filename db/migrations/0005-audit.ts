import type { Knex } from 'knex';

/** Who did what when on settings, people and access: lines that nobody changes. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
create table if not exists audit (
  line bigint primary key generated always as identity,
  at timestamptz not null,
  actor_role text not null,
  actor_name text not null,
  actor_id text,
  /** What was done, for programs: \`user.added\`. */
  action text not null,
  /** What it was done to: its code or id. */
  subject text,
  /** The only centre it concerns; those of all centres when null. */
  centre_code text,
  /** Whether it changed what centres share: the administrators of each then read it. */
  shared boolean not null default false,
  /** In French, for people. */
  text text not null,
  /** What makes a line told again the same line. */
  key text constraint one_audit_line_per_key unique
);
create index if not exists audit_by_action on audit (action, line desc);
create index if not exists audit_by_centre on audit (centre_code, line desc);

create or replace function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only.';
end $$;
create or replace trigger the_audit_log_is_append_only before update or delete on audit
  for each row execute function refuse_change_of_audit();
create or replace trigger the_audit_log_is_not_emptied before truncate on audit
  for each statement execute function refuse_change_of_audit();
`);
}

export async function down(): Promise<void> {
  throw new Error('An audit log is not given up: restore a backup instead.');
}
