import type { Knex } from 'knex';
import type { Role } from '../domain/actions.ts';
import { given } from './enrolment-row.ts';

/**
 * One of those that an e-mail address is here: an active user; a tutor who is active, or follows an enrolment that runs; the
 * auditeur of some enrolment.
 */
export interface StoredIdentity {
  kind: 'user' | 'tutor' | 'auditeur';
  /** Of the user or the tutor; an auditeur is known by their address. */
  id?: string;
  role: Role;
  /** « Prénom Nom ». */
  name: string;
  /** Of a user: the only centre they see; every centre when null. */
  centre: string | null;
  /** As it is written here: mails go to it, and not to what somebody typed. */
  email: string;
}

const ALL = `
select 'user' as kind, id, role, first_name || ' ' || last_name as name, centre_code, email
  from users where lower(email) = lower(:email) and active
union all
select 'tutor', id, 'tutor', first_name || ' ' || last_name, null, email
  from tutors t where lower(email) = lower(:email)
    and (active or exists (select 1 from enrolments where tutor_id = t.id and step <> 'closed'))
union all
(select 'auditeur', null, 'auditeur', auditeur_first_name || ' ' || auditeur_last_name, null, auditeur_email
  from enrolments where lower(auditeur_email) = lower(:email) order by number desc limit 1)`;

const ORDER = ['user', 'tutor', 'auditeur'];

/** Who an e-mail address is, whatever its case: user first, then tutor, then auditeur. Nobody: an empty list. */
export async function identitiesOf(database: Knex, email: string): Promise<StoredIdentity[]> {
  const { rows } = await database.raw(ALL, { email });
  return rows.map(toIdentity).toSorted(byKind);
}

const byKind = (one: StoredIdentity, other: StoredIdentity): number =>
  ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind);

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toIdentity = (row: any): StoredIdentity => ({
  kind: row.kind,
  ...given('id', row.id as string | null),
  role: row.role,
  name: row.name,
  centre: row.centre_code,
  email: row.email,
});
