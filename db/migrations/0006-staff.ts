import type { Knex } from 'knex';

/** What staff work with: lists that stay quick with many enrolments, and imports that await their confirmation. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(LISTS);
  await knex.raw(IMPORTS);
}

export async function down(): Promise<void> {
  throw new Error('Imports under way would be lost: restore a backup instead.');
}

/** One index a section of the list of things to do (db/worklist.ts), with its very order. */
const LISTS = `
create index if not exists work_tutors_to_assign on enrolments (registered_on, number) where situation = 'no_tutor';
create index if not exists work_follow_ups on enrolments (due_date, number) where situation = 'follow_up_awaited';
create index if not exists work_overdue on enrolments (waiting_for, due_date, number) where overdue;
create index if not exists work_limits on enrolments (limit_date, number) where step <> 'closed';
create index if not exists work_uncertain_deadlines on enrolments (due_date, number)
  where situation = 'report_received' and due ->> 'provisional' = 'true';
create index if not exists work_stalled_meetings on enrolments ((
  coalesce(case when situation = 'meeting_to_record' then snapshot #>> '{facts,meeting,date}' end,
    snapshot #>> '{facts,bookingReopenedOn}', snapshot #>> '{facts,tutor,assignedOn}')), number)
  where situation in ('no_meeting', 'meeting_to_record');
create index if not exists work_failing_mails on mails (queued_at, key)
  where status in ('queued', 'sending') and last_error is not null;

create index if not exists enrolments_by_semester on enrolments (semester, number desc);
create index if not exists enrolments_by_outcome on enrolments (outcome, number desc) where outcome is not null;
create index if not exists enrolments_by_centre on enrolments (centre_code, number desc);
`;

const IMPORTS = `
create table if not exists imports (
  id uuid primary key,
  /** Who sees it: a user, or the token of none. */
  owner text not null,
  /** As whom its lines are enrolled. */
  principal jsonb not null,
  file_name text,
  /** What was read of its headings: { columns, ignored }. */
  headings jsonb not null,
  created_at timestamptz not null default now(),
  /** Forgotten from then on, unless it is under way. */
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  finished_at timestamptz,
  /** Until when the process that enrols its lines is presumed alive. */
  leased_until timestamptz,
  constraint an_import_is_confirmed_before_it_is_finished check (finished_at is null or confirmed_at is not null)
);
create index if not exists imports_under_way on imports (confirmed_at) where confirmed_at is not null and finished_at is null;

create table if not exists import_lines (
  import_id uuid not null references imports on delete cascade,
  /** In the file, the headings being line 1. */
  line integer not null,
  /** What was written, by field; gone once it is enrolled. */
  cells jsonb,
  /** What was understood; absent where it could not be. */
  registration jsonb,
  price_cents integer,
  status text not null check (status in ('refused', 'ready', 'enrolled', 'failed')),
  /** Why not: [{ path, code, message }]. */
  refusals jsonb not null default '[]',
  enrolment_id uuid references enrolments,
  primary key (import_id, line)
);
`;
