import type { Knex } from 'knex';

/** Who a centre is on paper, and the attestations that were delivered. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(IDENTITY);
  await knex.raw(ATTESTATIONS);
}

export async function down(): Promise<void> {
  throw new Error('Attestations that were delivered are never given up: restore a backup instead.');
}

const IDENTITY = `
alter table centres
  /** As it stands on paper, line by line. */
  add column if not exists address text,
  /** SIRET, déclaration d'activité: one line at the foot of papers. */
  add column if not exists legal_notice text,
  /** { place?, name?, capacity? } */
  add column if not exists signature jsonb,
  /** { title?, nature?, legalReference? }: what the prestation is for whoever pays. */
  add column if not exists funded_action jsonb,
  /** Its bytes are in the documents' storage. */
  add column if not exists logo_sha256 text,
  add column if not exists logo_format text constraint a_logo_is_a_png_or_a_jpeg check (
    (logo_sha256 is null and logo_format is null) or (logo_sha256 is not null and logo_format in ('png', 'jpeg'))
  );
create index if not exists centres_by_logo on centres (logo_sha256) where logo_sha256 is not null;
`;

const ATTESTATIONS = `
/** The last number given in a year: its row is the queue of those who want the next. */
create table if not exists attestation_numbers (
  year integer primary key,
  last integer not null
);

/** Never changed: whether one is still in force follows from the avis that came after. */
create table if not exists attestations (
  number text primary key,
  /** What anyone checks it by: 16 characters, 80 random bits. */
  code text not null constraint one_attestation_per_code unique,
  enrolment_id uuid not null references enrolments,
  /** The avis that it attests, told again or not. */
  command_id uuid not null constraint one_attestation_per_avis unique references commands,
  avis_version integer not null,
  /** All that is printed, as it was that day. */
  paper jsonb not null,
  logo_sha256 text,
  issued_on date not null,
  issued_at timestamptz not null
);
create index if not exists attestations_by_enrolment on attestations (enrolment_id);
create index if not exists attestations_by_logo on attestations (logo_sha256) where logo_sha256 is not null;

create or replace function refuse_to_rewrite_attestations() returns trigger language plpgsql as $$
begin
  raise exception 'An attestation that was delivered is neither changed nor removed.';
end $$;
create or replace trigger attestations_are_never_rewritten before update or delete on attestations
  for each row execute function refuse_to_rewrite_attestations();
create or replace trigger attestations_are_not_emptied before truncate on attestations
  for each statement execute function refuse_to_rewrite_attestations();
`;
