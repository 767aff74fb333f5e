import type { Knex } from 'knex';

/** Who has signed in, the links that let people in, and what they asked for. No usable secret is kept: hashes only. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(SIGN_IN);
  await knex.raw(PERSONAL_LINKS);
}

export async function down(): Promise<void> {
  throw new Error('There is no way back from this migration: restore a backup instead.');
}

const SIGN_IN = `
create table if not exists sessions (
  id uuid primary key,
  /** All that is kept of the secret in the browser's cookie. */
  token_hash text not null constraint one_session_per_hash unique,
  email text not null,
  identity_kind text not null check (identity_kind in ('user', 'tutor', 'auditeur')),
  /** The user or the tutor that this identity was when it signed in. */
  identity_id uuid,
  /** By a personal link: the only enrolment that it sees. */
  only_enrolment uuid references enrolments on delete cascade,
  entry text not null check (entry in ('mail', 'personal_link', 'console', 'sso')),
  /** The family of the browser, in French. */
  browser text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  constraint an_auditeur_has_no_row_of_their_own check ((identity_kind = 'auditeur') = (identity_id is null))
);
create index if not exists sessions_by_email on sessions (lower(email));

/** What somebody asked for at a page, whether or not their address is known: a link is made and mailed afterwards. */
create table if not exists access_requests (
  id uuid primary key,
  kind text not null check (kind in ('sign_in', 'personal_link')),
  /** As it was typed, in small letters. */
  email text not null,
  enrolment_id uuid references enrolments on delete cascade,
  /** Of a personal link asked for with an older one: whose that was. */
  role text check (role in ('auditeur', 'tutor')),
  next_path text,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  /** Once 'sending', never handed over again unless the mail server is known not to have taken it. */
  status text not null default 'queued' check (status in ('queued', 'sending', 'done')),
  attempts integer not null default 0,
  tried_at timestamptz,
  constraint a_personal_link_is_of_an_enrolment check (kind <> 'personal_link' or enrolment_id is not null)
);
create index if not exists access_requests_by_email on access_requests (email, asked_at);
create index if not exists access_requests_to_answer on access_requests (asked_at) where status = 'queued';

create table if not exists sign_in_links (
  id uuid primary key,
  token_hash text not null constraint one_sign_in_link_per_hash unique,
  /** Mailed to whom asked, or printed for the one who typed npm start. */
  entry text not null check (entry in ('mail', 'console')),
  email text not null,
  next_path text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
`;

const PERSONAL_LINKS = `
create table if not exists personal_links (
  id uuid primary key,
  enrolment_id uuid not null references enrolments on delete cascade,
  role text not null check (role in ('auditeur', 'tutor')),
  tutor_id uuid references tutors,
  /** Where it was sent, in small letters: of no use once that person is written to elsewhere. */
  address text not null,
  /** What the mail was about: where the link leads. */
  about text not null,
  /** The only situations in which it is of use; any when null. */
  awaited text[],
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint a_tutors_link_names_its_tutor check ((role = 'tutor') = (tutor_id is not null))
);
create index if not exists personal_links_by_enrolment on personal_links (enrolment_id);

/** The link that the placeholder in the body stands for. */
alter table mails add column if not exists personal_link uuid references personal_links deferrable initially deferred;
`;
