-- Written by `npx tsx db/write-schema.ts`: do not edit; change the migrations.

create sequence enrolment_numbers;

create table access_requests (
  id uuid not null,
  kind text not null,
  email text not null,
  enrolment_id uuid,
  role text,
  next_path text,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  status text not null default 'queued'::text,
  attempts integer not null default 0,
  tried_at timestamp with time zone,
  constraint a_personal_link_is_of_an_enrolment CHECK (((kind <> 'personal_link'::text) OR (enrolment_id IS NOT NULL))),
  constraint access_requests_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id) ON DELETE CASCADE,
  constraint access_requests_kind_check CHECK ((kind = ANY (ARRAY['sign_in'::text, 'personal_link'::text]))),
  constraint access_requests_pkey PRIMARY KEY (id),
  constraint access_requests_role_check CHECK ((role = ANY (ARRAY['auditeur'::text, 'tutor'::text]))),
  constraint access_requests_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sending'::text, 'done'::text])))
);

create table attestation_numbers (
  year integer not null,
  last integer not null,
  constraint attestation_numbers_pkey PRIMARY KEY (year)
);

create table attestations (
  number text not null,
  code text not null,
  enrolment_id uuid not null,
  command_id uuid not null,
  avis_version integer not null,
  paper jsonb not null,
  logo_sha256 text,
  issued_on date not null,
  issued_at timestamp with time zone not null,
  constraint attestations_command_id_fkey FOREIGN KEY (command_id) REFERENCES commands(id),
  constraint attestations_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint attestations_pkey PRIMARY KEY (number),
  constraint one_attestation_per_avis UNIQUE (command_id),
  constraint one_attestation_per_code UNIQUE (code)
);

create table audit (
  line bigint not null generated always as identity,
  at timestamp with time zone not null,
  actor_role text not null,
  actor_name text not null,
  actor_id text,
  action text not null,
  subject text,
  centre_code text,
  shared boolean not null default false,
  text text not null,
  key text,
  constraint audit_pkey PRIMARY KEY (line),
  constraint one_audit_line_per_key UNIQUE (key)
);

create table avis (
  enrolment_id uuid not null,
  version integer not null,
  command_id uuid not null,
  mention text not null,
  motivation text not null,
  criteria jsonb not null,
  form_kind text not null,
  form_version integer not null,
  given_on date not null,
  reason text,
  recorded_at timestamp with time zone not null,
  constraint avis_command_id_fkey FOREIGN KEY (command_id) REFERENCES commands(id),
  constraint avis_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint avis_mention_check CHECK ((mention = ANY (ARRAY['validated'::text, 'not_validated'::text]))),
  constraint avis_pkey PRIMARY KEY (enrolment_id, version),
  constraint one_avis_per_command UNIQUE (command_id)
);

create table calendar_versions (
  version integer not null generated always as identity,
  source text not null,
  sha256 text not null,
  summary jsonb not null,
  imported_at timestamp with time zone not null default now(),
  imported_by text not null,
  constraint calendar_versions_pkey PRIMARY KEY (version)
);

create table centres (
  code text not null,
  name text not null,
  holiday_zone text not null,
  staff_email text not null,
  manager_email text not null,
  handicap_email text not null,
  contact_phone text,
  resources_url text,
  cgv_version text not null,
  cgv_url text not null,
  price_individual_cents integer not null,
  price_organisation_cents integer not null,
  policy jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  address text,
  legal_notice text,
  signature jsonb,
  funded_action jsonb,
  logo_sha256 text,
  logo_format text,
  publication jsonb,
  constraint a_logo_is_a_png_or_a_jpeg CHECK ((((logo_sha256 IS NULL) AND (logo_format IS NULL)) OR ((logo_sha256 IS NOT NULL) AND (logo_format = ANY (ARRAY['png'::text, 'jpeg'::text]))))),
  constraint centres_pkey PRIMARY KEY (code),
  constraint centres_price_individual_cents_check CHECK ((price_individual_cents >= 0)),
  constraint centres_price_organisation_cents_check CHECK ((price_organisation_cents >= 0))
);

create table certifications (
  code text not null,
  title text not null,
  kind text not null,
  activity_units jsonb not null,
  resources_url text,
  min_experience_months integer not null,
  tariff text not null,
  prices jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint a_special_tariff_has_its_prices CHECK (((tariff <> 'special'::text) OR (prices IS NOT NULL))),
  constraint certifications_kind_check CHECK ((kind = ANY (ARRAY['diploma'::text, 'title'::text, 'certificate'::text]))),
  constraint certifications_min_experience_months_check CHECK ((min_experience_months >= 0)),
  constraint certifications_pkey PRIMARY KEY (code),
  constraint certifications_tariff_check CHECK ((tariff = ANY (ARRAY['standard'::text, 'special'::text, 'on_request'::text])))
);

create table commands (
  id uuid not null,
  enrolment_id uuid not null,
  name text not null,
  actor_role text not null,
  actor_name text not null,
  actor_id text,
  content jsonb not null default '{}'::jsonb,
  update_id text,
  args jsonb,
  accepted boolean not null default false,
  act_date date,
  created_at timestamp with time zone not null default now(),
  accepted_at timestamp with time zone,
  answered_at timestamp with time zone,
  constraint commands_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint commands_pkey PRIMARY KEY (id)
);

create table documents (
  id uuid not null,
  enrolment_id uuid not null,
  command_id uuid not null,
  kind text not null,
  name text not null,
  format text not null,
  size_bytes integer not null,
  pages integer,
  sha256 text not null,
  received_on date not null,
  accepted boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint documents_command_id_fkey FOREIGN KEY (command_id) REFERENCES commands(id) ON DELETE CASCADE,
  constraint documents_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint documents_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'docx'::text, 'odt'::text]))),
  constraint documents_kind_check CHECK ((kind = ANY (ARRAY['report'::text, 'correction'::text, 'revision'::text]))),
  constraint documents_pkey PRIMARY KEY (id)
);

create table enrolment_delays (
  enrolment_id uuid not null,
  assignment_days integer,
  correction_days integer,
  correction_late boolean,
  avis_days integer,
  avis_late boolean,
  whole_days integer,
  constraint enrolment_delays_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint enrolment_delays_pkey PRIMARY KEY (enrolment_id)
);

create table enrolment_search (
  number bigint not null,
  enrolment_id uuid not null,
  text text not null,
  constraint enrolment_search_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id) ON DELETE CASCADE,
  constraint enrolment_search_pkey PRIMARY KEY (number)
);

create table enrolments (
  id uuid not null,
  number bigint not null default nextval('enrolment_numbers'::regclass),
  reference text not null,
  centre_code text not null,
  certification_code text not null,
  activity_unit_code text not null,
  activity_unit_title text not null,
  semester text not null,
  registered_on date not null,
  limit_date date not null,
  price_cents integer not null,
  funding_type text not null,
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
  history_length integer not null default 0,
  step text not null default 'tutor_assignment'::text,
  situation text not null default 'no_tutor'::text,
  waiting_for text not null default 'staff'::text,
  due_date date,
  due jsonb,
  overdue boolean not null default false,
  outcome text,
  tutor_id uuid,
  snapshot jsonb,
  video_url text,
  tutoring_minutes integer not null default 0,
  calendar_version integer,
  workflow_started boolean not null default false,
  first_closed_at timestamp with time zone,
  closed_at timestamp with time zone,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint enrolments_centre_code_fkey FOREIGN KEY (centre_code) REFERENCES centres(code),
  constraint enrolments_certification_code_fkey FOREIGN KEY (certification_code) REFERENCES certifications(code),
  constraint enrolments_funding_type_check CHECK ((funding_type = ANY (ARRAY['individual'::text, 'organisation'::text]))),
  constraint enrolments_pkey PRIMARY KEY (id),
  constraint enrolments_price_cents_check CHECK ((price_cents >= 0)),
  constraint enrolments_tutor_id_fkey FOREIGN KEY (tutor_id) REFERENCES tutors(id),
  constraint one_enrolment_per_reference UNIQUE (reference)
);

create table evaluation_forms (
  certification_code text not null,
  version integer not null,
  kind text not null,
  criteria jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint evaluation_forms_certification_code_fkey FOREIGN KEY (certification_code) REFERENCES certifications(code),
  constraint evaluation_forms_kind_check CHECK ((kind = ANY (ARRAY['grid'::text, 'shuttle'::text]))),
  constraint evaluation_forms_pkey PRIMARY KEY (certification_code, version)
);

create table follow_ups (
  command_id uuid not null,
  enrolment_id uuid not null,
  contacted_on date not null,
  summary text not null,
  path text not null,
  recorded_at timestamp with time zone not null,
  constraint follow_ups_command_id_fkey FOREIGN KEY (command_id) REFERENCES commands(id),
  constraint follow_ups_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint follow_ups_path_check CHECK ((path = ANY (ARRAY['new_enrolment'::text, 'vae'::text, 'stop'::text, 'other'::text]))),
  constraint follow_ups_pkey PRIMARY KEY (command_id)
);

create table heartbeats (
  role text not null,
  instance text not null,
  beat_at timestamp with time zone not null,
  constraint heartbeats_pkey PRIMARY KEY (role, instance)
);

create table idempotency_keys (
  scope_hash text not null,
  body_hash text not null,
  leased_until timestamp with time zone,
  status integer,
  headers jsonb,
  body jsonb,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (scope_hash)
);

create table import_lines (
  import_id uuid not null,
  line integer not null,
  cells jsonb,
  registration jsonb,
  price_cents integer,
  status text not null,
  refusals jsonb not null default '[]'::jsonb,
  enrolment_id uuid,
  constraint import_lines_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint import_lines_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE,
  constraint import_lines_pkey PRIMARY KEY (import_id, line),
  constraint import_lines_status_check CHECK ((status = ANY (ARRAY['refused'::text, 'ready'::text, 'enrolled'::text, 'failed'::text])))
);

create table imports (
  id uuid not null,
  owner text not null,
  principal jsonb not null,
  file_name text,
  headings jsonb not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  finished_at timestamp with time zone,
  leased_until timestamp with time zone,
  constraint an_import_is_confirmed_before_it_is_finished CHECK (((finished_at IS NULL) OR (confirmed_at IS NOT NULL))),
  constraint imports_pkey PRIMARY KEY (id)
);

create table journal (
  enrolment_id uuid not null,
  line bigint not null generated always as identity,
  version integer,
  key text,
  at timestamp with time zone not null,
  actor_role text not null,
  actor_name text not null,
  type text not null,
  text text not null,
  constraint journal_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint journal_pkey PRIMARY KEY (enrolment_id, line),
  constraint one_line_per_key UNIQUE (enrolment_id, key)
);

create table mails (
  key text not null,
  enrolment_id uuid not null,
  version integer not null,
  ordinal integer not null,
  name text not null,
  recipient text not null,
  description text not null,
  to_name text not null,
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  calendar jsonb,
  message_id text not null,
  status text not null default 'queued'::text,
  attempts integer not null default 0,
  possible_repeats integer not null default 0,
  failure_told boolean not null default false,
  last_error text,
  queued_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  personal_link uuid,
  not_before date,
  constraint mails_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint mails_personal_link_fkey FOREIGN KEY (personal_link) REFERENCES personal_links(id) DEFERRABLE INITIALLY DEFERRED,
  constraint mails_pkey PRIMARY KEY (key),
  constraint mails_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'dropped'::text]))),
  constraint one_mail_per_message_id UNIQUE (message_id)
);

create table personal_links (
  id uuid not null,
  enrolment_id uuid not null,
  role text not null,
  tutor_id uuid,
  address text not null,
  about text not null,
  awaited text[],
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint a_tutors_link_names_its_tutor CHECK (((role = 'tutor'::text) = (tutor_id IS NOT NULL))),
  constraint personal_links_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id) ON DELETE CASCADE,
  constraint personal_links_pkey PRIMARY KEY (id),
  constraint personal_links_role_check CHECK ((role = ANY (ARRAY['auditeur'::text, 'tutor'::text]))),
  constraint personal_links_tutor_id_fkey FOREIGN KEY (tutor_id) REFERENCES tutors(id)
);

create table registration_windows (
  id uuid not null,
  label text not null,
  from_date date not null,
  to_date date not null,
  centre_code text,
  constraint a_window_ends_after_it_begins CHECK ((from_date <= to_date)),
  constraint registration_windows_centre_code_fkey FOREIGN KEY (centre_code) REFERENCES centres(code),
  constraint registration_windows_pkey PRIMARY KEY (id)
);

create table school_holidays (
  zone text not null,
  school_year text not null,
  name text not null,
  first_day_off date not null,
  return_day date,
  kind text not null,
  constraint holidays_end_after_they_begin CHECK (((return_day IS NULL) OR (return_day > first_day_off))),
  constraint school_holidays_kind_check CHECK ((kind = ANY (ARRAY['holiday'::text, 'bridge'::text]))),
  constraint school_holidays_pkey PRIMARY KEY (zone, school_year, name)
);

create table sessions (
  id uuid not null,
  token_hash text not null,
  email text not null,
  identity_kind text not null,
  identity_id uuid,
  only_enrolment uuid,
  entry text not null,
  browser text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint an_auditeur_has_no_row_of_their_own CHECK (((identity_kind = 'auditeur'::text) = (identity_id IS NULL))),
  constraint one_session_per_hash UNIQUE (token_hash),
  constraint sessions_entry_check CHECK ((entry = ANY (ARRAY['mail'::text, 'personal_link'::text, 'console'::text, 'sso'::text]))),
  constraint sessions_identity_kind_check CHECK ((identity_kind = ANY (ARRAY['user'::text, 'tutor'::text, 'auditeur'::text]))),
  constraint sessions_only_enrolment_fkey FOREIGN KEY (only_enrolment) REFERENCES enrolments(id) ON DELETE CASCADE,
  constraint sessions_pkey PRIMARY KEY (id)
);

create table sign_in_links (
  id uuid not null,
  token_hash text not null,
  entry text not null,
  email text not null,
  next_path text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  consumed_at timestamp with time zone,
  constraint one_sign_in_link_per_hash UNIQUE (token_hash),
  constraint sign_in_links_entry_check CHECK ((entry = ANY (ARRAY['mail'::text, 'console'::text]))),
  constraint sign_in_links_pkey PRIMARY KEY (id)
);

create table survey_answers (
  id uuid not null default gen_random_uuid(),
  centre_code text not null,
  semester text not null,
  certification_code text not null,
  month text not null,
  satisfaction integer not null,
  comment text,
  constraint survey_answers_centre_code_fkey FOREIGN KEY (centre_code) REFERENCES centres(code),
  constraint survey_answers_certification_code_fkey FOREIGN KEY (certification_code) REFERENCES certifications(code),
  constraint survey_answers_pkey PRIMARY KEY (id),
  constraint survey_answers_satisfaction_check CHECK (((satisfaction >= 1) AND (satisfaction <= 5)))
);

create table survey_participations (
  enrolment_id uuid not null,
  constraint survey_participations_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint survey_participations_pkey PRIMARY KEY (enrolment_id)
);

create table time_entries (
  command_id uuid not null,
  enrolment_id uuid not null,
  date date not null,
  minutes integer not null,
  label text not null,
  tutor_id uuid,
  recorded_at timestamp with time zone not null,
  constraint time_entries_command_id_fkey FOREIGN KEY (command_id) REFERENCES commands(id),
  constraint time_entries_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint time_entries_minutes_check CHECK ((minutes > 0)),
  constraint time_entries_pkey PRIMARY KEY (command_id),
  constraint time_entries_tutor_id_fkey FOREIGN KEY (tutor_id) REFERENCES tutors(id)
);

create table tokens (
  id uuid not null,
  label text not null,
  token_hash text not null,
  role text not null,
  user_id uuid,
  tutor_id uuid,
  auditeur_email text,
  centre_code text,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  constraint a_tutor_token_names_its_tutor CHECK (((role <> 'tutor'::text) OR (tutor_id IS NOT NULL))),
  constraint an_auditeur_token_names_its_auditeur CHECK (((role <> 'auditeur'::text) OR (auditeur_email IS NOT NULL))),
  constraint one_token_per_hash UNIQUE (token_hash),
  constraint tokens_centre_code_fkey FOREIGN KEY (centre_code) REFERENCES centres(code),
  constraint tokens_pkey PRIMARY KEY (id),
  constraint tokens_role_check CHECK ((role = ANY (ARRAY['auditeur'::text, 'tutor'::text, 'staff'::text, 'manager'::text, 'administrator'::text]))),
  constraint tokens_tutor_id_fkey FOREIGN KEY (tutor_id) REFERENCES tutors(id) ON DELETE CASCADE,
  constraint tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table tutor_certifications (
  tutor_id uuid not null,
  certification_code text not null,
  constraint tutor_certifications_certification_code_fkey FOREIGN KEY (certification_code) REFERENCES certifications(code),
  constraint tutor_certifications_pkey PRIMARY KEY (tutor_id, certification_code),
  constraint tutor_certifications_tutor_id_fkey FOREIGN KEY (tutor_id) REFERENCES tutors(id) ON DELETE CASCADE
);

create table tutoring_confirmations (
  id uuid not null,
  enrolment_id uuid not null,
  total_minutes integer not null,
  confirmed_at timestamp with time zone not null,
  confirmed_by text not null,
  constraint tutoring_confirmations_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint tutoring_confirmations_pkey PRIMARY KEY (id)
);

create table tutors (
  id uuid not null,
  code text not null,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text,
  active boolean not null default true,
  approved_on date,
  approval_reference text,
  capacity integer not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint one_tutor_per_code UNIQUE (code),
  constraint tutors_capacity_check CHECK ((capacity >= 0)),
  constraint tutors_pkey PRIMARY KEY (id)
);

create table users (
  id uuid not null,
  first_name text not null,
  last_name text not null,
  email text not null,
  role text not null,
  centre_code text,
  active boolean not null default true,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint users_centre_code_fkey FOREIGN KEY (centre_code) REFERENCES centres(code),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_role_check CHECK ((role = ANY (ARRAY['staff'::text, 'manager'::text, 'administrator'::text])))
);

create table waiting_periods (
  enrolment_id uuid not null,
  number integer not null,
  situation text not null,
  waiting_for text not null,
  begun_on date not null,
  ended_on date,
  constraint a_period_ends_after_it_begins CHECK (((ended_on IS NULL) OR (begun_on <= ended_on))),
  constraint waiting_periods_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES enrolments(id),
  constraint waiting_periods_pkey PRIMARY KEY (enrolment_id, number)
);

CREATE INDEX access_requests_by_email ON public.access_requests USING btree (email, asked_at);

CREATE INDEX access_requests_to_answer ON public.access_requests USING btree (asked_at) WHERE (status = 'queued'::text);

CREATE INDEX attestations_by_enrolment ON public.attestations USING btree (enrolment_id);

CREATE INDEX attestations_by_logo ON public.attestations USING btree (logo_sha256) WHERE (logo_sha256 IS NOT NULL);

CREATE INDEX audit_by_action ON public.audit USING btree (action, line DESC);

CREATE INDEX audit_by_centre ON public.audit USING btree (centre_code, line DESC);

CREATE INDEX centres_by_logo ON public.centres USING btree (logo_sha256) WHERE (logo_sha256 IS NOT NULL);

CREATE INDEX commands_by_enrolment ON public.commands USING btree (enrolment_id, created_at);

CREATE INDEX commands_pending ON public.commands USING btree (created_at) WHERE (NOT accepted);

CREATE INDEX commands_without_answer ON public.commands USING btree (created_at) WHERE (accepted AND (answered_at IS NULL) AND (update_id IS NOT NULL));

CREATE INDEX documents_by_content ON public.documents USING btree (sha256);

CREATE INDEX documents_by_enrolment ON public.documents USING btree (enrolment_id, created_at);

CREATE INDEX enrolments_by_auditeur ON public.enrolments USING btree (lower(auditeur_email), number DESC);

CREATE INDEX enrolments_by_centre ON public.enrolments USING btree (centre_code, number DESC);

CREATE INDEX enrolments_by_certification ON public.enrolments USING btree (certification_code, number DESC);

CREATE INDEX enrolments_by_due_date ON public.enrolments USING btree (due_date, number) WHERE (due_date IS NOT NULL);

CREATE INDEX enrolments_by_number ON public.enrolments USING btree (number DESC);

CREATE INDEX enrolments_by_outcome ON public.enrolments USING btree (outcome, number DESC) WHERE (outcome IS NOT NULL);

CREATE INDEX enrolments_by_semester ON public.enrolments USING btree (semester, number DESC);

CREATE INDEX enrolments_by_situation ON public.enrolments USING btree (situation, number DESC);

CREATE INDEX enrolments_by_tutor ON public.enrolments USING btree (tutor_id, number DESC);

CREATE INDEX enrolments_to_start ON public.enrolments USING btree (created_at) WHERE (NOT workflow_started);

CREATE INDEX imports_under_way ON public.imports USING btree (confirmed_at) WHERE ((confirmed_at IS NOT NULL) AND (finished_at IS NULL));

CREATE INDEX mails_by_personal_link ON public.mails USING btree (personal_link) WHERE (personal_link IS NOT NULL);

CREATE INDEX mails_by_transition ON public.mails USING btree (enrolment_id, version, ordinal);

CREATE INDEX mails_perhaps_repeated ON public.mails USING btree (possible_repeats) WHERE (possible_repeats > 0);

CREATE INDEX mails_to_send ON public.mails USING btree (queued_at) WHERE (status = ANY (ARRAY['queued'::text, 'sending'::text]));

CREATE UNIQUE INDEX one_open_enrolment_per_auditeur_certification_and_unit ON public.enrolments USING btree (lower(auditeur_email), certification_code, activity_unit_code) WHERE (first_closed_at IS NULL);

CREATE UNIQUE INDEX one_tutor_per_email ON public.tutors USING btree (lower(email));

CREATE UNIQUE INDEX one_user_per_email ON public.users USING btree (lower(email));

CREATE INDEX open_enrolments_by_tutor ON public.enrolments USING btree (tutor_id) WHERE (step <> 'closed'::text);

CREATE INDEX overdue_enrolments ON public.enrolments USING btree (number DESC) WHERE overdue;

CREATE INDEX personal_links_by_end ON public.personal_links USING btree (expires_at);

CREATE INDEX personal_links_by_enrolment ON public.personal_links USING btree (enrolment_id);

CREATE INDEX sessions_by_email ON public.sessions USING btree (lower(email));

CREATE INDEX survey_answers_by_centre ON public.survey_answers USING btree (centre_code, semester);

CREATE INDEX time_entries_by_enrolment ON public.time_entries USING btree (enrolment_id, date);

CREATE INDEX work_failing_mails ON public.mails USING btree (queued_at, key) WHERE ((status = ANY (ARRAY['queued'::text, 'sending'::text])) AND (last_error IS NOT NULL));

CREATE INDEX work_follow_ups ON public.enrolments USING btree (due_date, number) WHERE (situation = 'follow_up_awaited'::text);

CREATE INDEX work_limits ON public.enrolments USING btree (limit_date, number) WHERE (step <> 'closed'::text);

CREATE INDEX work_overdue ON public.enrolments USING btree (waiting_for, due_date, number) WHERE overdue;

CREATE INDEX work_stalled_meetings ON public.enrolments USING btree (COALESCE(
CASE
    WHEN (situation = 'meeting_to_record'::text) THEN (snapshot #>> '{facts,meeting,date}'::text[])
    ELSE NULL::text
END, (snapshot #>> '{facts,bookingReopenedOn}'::text[]), (snapshot #>> '{facts,tutor,assignedOn}'::text[])), number) WHERE (situation = ANY (ARRAY['no_meeting'::text, 'meeting_to_record'::text]));

CREATE INDEX work_tutors_to_assign ON public.enrolments USING btree (registered_on, number) WHERE (situation = 'no_tutor'::text);

CREATE INDEX work_uncertain_deadlines ON public.enrolments USING btree (due_date, number) WHERE ((situation = 'report_received'::text) AND ((due ->> 'provisional'::text) = 'true'::text));

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The journal is append-only.';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The audit log is append-only.';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_to_rewrite_attestations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'An attestation that was delivered is neither changed nor removed.';
end $function$
;

CREATE TRIGGER attestations_are_never_rewritten BEFORE DELETE OR UPDATE ON public.attestations FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_attestations();

CREATE TRIGGER attestations_are_not_emptied BEFORE TRUNCATE ON public.attestations FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_attestations();

CREATE TRIGGER the_audit_log_is_append_only BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();

CREATE TRIGGER the_audit_log_is_not_emptied BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

CREATE TRIGGER the_journal_is_append_only BEFORE DELETE OR UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER the_journal_is_not_emptied BEFORE TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
