import type { Knex } from 'knex';

/** The whole first schema, as SQL: constraint names are sentences, since they are what an operator reads in a log. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(ORGANISATION);
  await knex.raw(ACCESS);
  await knex.raw(ENROLMENTS);
  await knex.raw(TRACES);
}

export async function down(): Promise<void> {
  throw new Error('The first migration has no way back: restore a backup instead.');
}

const ORGANISATION = `
create table centres (
  code text primary key,
  name text not null,
  holiday_zone text not null,
  staff_email text not null,
  manager_email text not null,
  handicap_email text not null,
  contact_phone text,
  resources_url text,
  cgv_version text not null,
  cgv_url text not null,
  price_individual_cents integer not null check (price_individual_cents >= 0),
  price_organisation_cents integer not null check (price_organisation_cents >= 0),
  policy jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table certifications (
  code text primary key,
  title text not null,
  kind text not null check (kind in ('diploma', 'title', 'certificate')),
  activity_units jsonb not null,
  resources_url text,
  min_experience_months integer not null check (min_experience_months >= 0),
  tariff text not null check (tariff in ('standard', 'special', 'on_request')),
  prices jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint a_special_tariff_has_its_prices check (tariff <> 'special' or prices is not null)
);

create table evaluation_forms (
  certification_code text not null references certifications,
  version integer not null,
  kind text not null check (kind in ('grid', 'shuttle')),
  criteria jsonb not null,
  created_at timestamptz not null default now(),
  primary key (certification_code, version)
);

create table tutors (
  id uuid primary key,
  code text not null constraint one_tutor_per_code unique,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text,
  active boolean not null default true,
  approved_on date,
  approval_reference text,
  capacity integer not null check (capacity >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index one_tutor_per_email on tutors (lower(email));

create table tutor_certifications (
  tutor_id uuid not null references tutors on delete cascade,
  certification_code text not null references certifications,
  primary key (tutor_id, certification_code)
);

create table registration_windows (
  id uuid primary key,
  label text not null,
  from_date date not null,
  to_date date not null,
  /** The only centre that it opens; every centre when null. */
  centre_code text references centres,
  constraint a_window_ends_after_it_begins check (from_date <= to_date)
);

create table school_holidays (
  zone text not null,
  school_year text not null,
  name text not null,
  first_day_off date not null,
  return_day date,
  kind text not null check (kind in ('holiday', 'bridge')),
  primary key (zone, school_year, name),
  constraint holidays_end_after_they_begin check (return_day is null or return_day > first_day_off)
);

create table calendar_versions (
  version integer primary key generated always as identity,
  source text not null,
  sha256 text not null,
  summary jsonb not null,
  imported_at timestamptz not null default now(),
  imported_by text not null
);
`;

const ACCESS = `
create table users (
  id uuid primary key,
  first_name text not null,
  last_name text not null,
  email text not null,
  role text not null check (role in ('staff', 'manager', 'administrator')),
  centre_code text references centres,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index one_user_per_email on users (lower(email));

create table tokens (
  id uuid primary key,
  label text not null,
  token_hash text not null constraint one_token_per_hash unique,
  role text not null check (role in ('auditeur', 'tutor', 'staff', 'manager', 'administrator')),
  user_id uuid references users on delete cascade,
  tutor_id uuid references tutors on delete cascade,
  auditeur_email text,
  /** The only centre that a tutor's or an auditeur's token sees, when the administrator of one centre made it. */
  centre_code text references centres,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint a_tutor_token_names_its_tutor check (role <> 'tutor' or tutor_id is not null),
  constraint an_auditeur_token_names_its_auditeur check (role <> 'auditeur' or auditeur_email is not null)
);

create table idempotency_keys (
  scope_hash text primary key,
  body_hash text not null,
  /** Until when the request under way is presumed alive. */
  leased_until timestamptz,
  status integer,
  headers jsonb,
  body jsonb,
  created_at timestamptz not null default now()
);
`;

const ENROLMENTS = `
create sequence enrolment_numbers;

create table enrolments (
  id uuid primary key,
  number bigint not null default nextval('enrolment_numbers'),
  reference text not null constraint one_enrolment_per_reference unique,
  centre_code text not null references centres,
  certification_code text not null references certifications,
  activity_unit_code text not null,
  activity_unit_title text not null,
  semester text not null,
  registered_on date not null,
  limit_date date not null,
  price_cents integer not null check (price_cents >= 0),
  funding_type text not null check (funding_type in ('individual', 'organisation')),
  funder text,
  validated_units integer not null,
  experience_months integer not null,
  experience_in_progress boolean not null default false,
  cgv_version text not null,
  cgv_accepted_on date not null,
  late_reason text,
  path_reference text,
  auditeur_first_name text not null,
  auditeur_last_name text not null,
  auditeur_email text not null,
  auditeur_phone text,
  registered_by text not null,
  version integer not null default 0,
  /** The length of the workflow's history when it told of this state: a shorter one's never replaces it. */
  history_length integer not null default 0,
  step text not null default 'tutor_assignment',
  situation text not null default 'no_tutor',
  waiting_for text not null default 'staff',
  due_date date,
  due jsonb,
  overdue boolean not null default false,
  outcome text,
  tutor_id uuid references tutors,
  snapshot jsonb,
  video_url text,
  tutoring_minutes integer not null default 0,
  calendar_version integer,
  /** False until the workflow is known to run: a crash in between is made good from it. */
  workflow_started boolean not null default false,
  /** Set at the first closing and kept: a follow-up reopened by a corrected avis takes no place from a newer enrolment. */
  first_closed_at timestamptz,
  closed_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index one_open_enrolment_per_auditeur_certification_and_unit
  on enrolments (lower(auditeur_email), certification_code, activity_unit_code) where first_closed_at is null;
create index enrolments_by_number on enrolments (number desc);
create index enrolments_by_due_date on enrolments (due_date, number) where due_date is not null;
create index enrolments_by_tutor on enrolments (tutor_id, number desc);
create index enrolments_by_auditeur on enrolments (lower(auditeur_email), number desc);
create index enrolments_by_situation on enrolments (situation, number desc);
create index enrolments_by_certification on enrolments (certification_code, number desc);
create index open_enrolments_by_tutor on enrolments (tutor_id) where step <> 'closed';
create index overdue_enrolments on enrolments (number desc) where overdue;
create index enrolments_to_start on enrolments (created_at) where not workflow_started;

/** What the free-text filter looks in: narrow and written once, so that reading it whole stays quick. */
create table enrolment_search (
  number bigint primary key,
  enrolment_id uuid not null references enrolments on delete cascade,
  /** Names, e-mail address and reference, in small letters without accents. */
  text text not null
);

create table commands (
  id uuid primary key,
  enrolment_id uuid not null references enrolments,
  name text not null,
  actor_role text not null,
  actor_name text not null,
  actor_id text,
  /** What the author wrote: reasons, remarks, motivation, comments, links. Never leaves the database. */
  content jsonb not null default '{}',
  /** As it was put to the workflow, to be put again when its answer was lost. */
  update_id text,
  args jsonb,
  accepted boolean not null default false,
  act_date date,
  created_at timestamptz not null default now(),
  accepted_at timestamptz,
  /** When the workflow's answer was known. */
  answered_at timestamptz
);
create index commands_without_answer on commands (created_at) where accepted and answered_at is null and update_id is not null;
create index commands_by_enrolment on commands (enrolment_id, created_at);
create index commands_pending on commands (created_at) where not accepted;

create table documents (
  id uuid primary key,
  enrolment_id uuid not null references enrolments,
  command_id uuid not null references commands on delete cascade,
  kind text not null check (kind in ('report', 'correction', 'revision')),
  name text not null,
  format text not null check (format in ('pdf', 'docx', 'odt')),
  size_bytes integer not null,
  pages integer,
  sha256 text not null,
  received_on date not null,
  /** True once its command is accepted: only then is it listed and served. */
  accepted boolean not null default false,
  created_at timestamptz not null default now()
);
create index documents_by_enrolment on documents (enrolment_id, created_at);
create index documents_by_content on documents (sha256);

create table avis (
  enrolment_id uuid not null references enrolments,
  version integer not null,
  command_id uuid not null constraint one_avis_per_command unique references commands,
  mention text not null check (mention in ('validated', 'not_validated')),
  motivation text not null,
  criteria jsonb not null,
  form_kind text not null,
  form_version integer not null,
  given_on date not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (enrolment_id, version)
);

create table follow_ups (
  command_id uuid primary key references commands,
  enrolment_id uuid not null references enrolments,
  contacted_on date not null,
  summary text not null,
  path text not null check (path in ('new_enrolment', 'vae', 'stop', 'other')),
  recorded_at timestamptz not null
);

create table time_entries (
  command_id uuid primary key references commands,
  enrolment_id uuid not null references enrolments,
  date date not null,
  minutes integer not null check (minutes > 0),
  label text not null,
  tutor_id uuid references tutors,
  recorded_at timestamptz not null
);
create index time_entries_by_enrolment on time_entries (enrolment_id, date);

create table tutoring_confirmations (
  id uuid primary key,
  enrolment_id uuid not null references enrolments,
  total_minutes integer not null,
  confirmed_at timestamptz not null,
  confirmed_by text not null
);

create table surveys (
  enrolment_id uuid primary key references enrolments,
  satisfaction integer not null check (satisfaction between 1 and 5),
  comment text,
  answered_at timestamptz not null
);
`;

const TRACES = `
create table journal (
  enrolment_id uuid not null references enrolments,
  line bigint generated always as identity,
  version integer,
  /** What makes a line told again the same line. */
  key text,
  at timestamptz not null,
  actor_role text not null,
  actor_name text not null,
  type text not null,
  text text not null,
  primary key (enrolment_id, line),
  constraint one_line_per_key unique (enrolment_id, key)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The journal is append-only.';
end $$;
create trigger the_journal_is_append_only before update or delete on journal
  for each row execute function refuse_change();
create trigger the_journal_is_not_emptied before truncate on journal
  for each statement execute function refuse_change();

create table mails (
  key text primary key,
  enrolment_id uuid not null references enrolments,
  version integer not null,
  /** Its place among the mails of its transition. */
  ordinal integer not null,
  name text not null,
  recipient text not null,
  /** The kind of mail and whom it is for, in French, without a name: for the journal. */
  description text not null,
  to_name text not null,
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  calendar jsonb,
  message_id text not null constraint one_mail_per_message_id unique,
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'dropped')),
  attempts integer not null default 0,
  /** Hand-overs whose end we never knew (a process died, a mail server went silent): the only mails that may go twice. */
  possible_repeats integer not null default 0,
  failure_told boolean not null default false,
  last_error text,
  queued_at timestamptz not null,
  sent_at timestamptz
);
create index mails_by_transition on mails (enrolment_id, version, ordinal);
create index mails_perhaps_repeated on mails (possible_repeats) where possible_repeats > 0;
create index mails_to_send on mails (queued_at) where status in ('queued', 'sending');

create table heartbeats (
  role text not null,
  instance text not null,
  beat_at timestamptz not null,
  primary key (role, instance)
);
`;
