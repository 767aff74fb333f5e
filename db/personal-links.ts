import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import type { Situation } from '../domain/enrolment.ts';
import { given } from './enrolment-row.ts';

/** A link of a mail that lets its reader into one enrolment. The database holds nothing that opens it. */
export interface PersonalLink {
  id: string;
  enrolmentId: string;
  role: 'auditeur' | 'tutor';
  /** Of a tutor's. */
  tutorId?: string;
  /** Where it was sent, in small letters. */
  address: string;
  /** What the mail was about: the name of a mail, or the wait that a reminder is for. */
  about: string;
  /** The only situations in which it is of use; any when absent. */
  awaited?: readonly Situation[];
  createdAt: Instant;
  /** Still good at this very instant, and no more after it. */
  expiresAt: Instant;
}

/** The personal links of mails. */
export const createPersonalLinks = (database: Knex) => ({
  async find(id: string): Promise<PersonalLink | undefined> {
    const row = await database('personal_links').where({ id }).first();
    return row && toLink(row);
  },
  insert: (link: PersonalLink): Promise<void> => insertPersonalLinks(database, [link]),
});

export type PersonalLinks = ReturnType<typeof createPersonalLinks>;

/** Keeps links; one whose id is known stays as it was. */
export async function insertPersonalLinks(database: Knex, links: readonly PersonalLink[]): Promise<void> {
  if (links.length === 0) return;
  await database('personal_links').insert(links.map(toRow)).onConflict('id').ignore();
}

const toRow = (link: PersonalLink) => ({
  id: link.id,
  enrolment_id: link.enrolmentId,
  role: link.role,
  tutor_id: link.tutorId ?? null,
  address: link.address.toLowerCase(),
  about: link.about,
  awaited: link.awaited ?? null,
  created_at: link.createdAt,
  expires_at: link.expiresAt,
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toLink = (row: any): PersonalLink => ({
  id: row.id,
  enrolmentId: row.enrolment_id,
  role: row.role,
  ...given('tutorId', row.tutor_id as string | null),
  address: row.address,
  about: row.about,
  ...given('awaited', row.awaited as Situation[] | null),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});
