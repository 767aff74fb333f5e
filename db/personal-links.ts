import { randomUUID } from 'node:crypto';
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

  /**
   * Forgets those that expired before, and which mails bore them; answers how many. That of a mail which has not left stays:
   * the mail would not be the same.
   */
  async purge(before: Instant): Promise<number> {
    for (let all = 0; ; ) {
      const { rowCount } = await database.raw(FORGET, { before, limit: AT_ONCE });
      all += rowCount;
      if (rowCount < AT_ONCE) return all;
    }
  },
});

const AT_ONCE = 1_000;
const FORGET = `
with over as (
  select id from personal_links as l
  where expires_at < :before
    and not exists (select 1 from mails where personal_link = l.id and status in ('queued', 'sending'))
  limit :limit),
freed as (update mails set personal_link = null where personal_link in (select id from over))
delete from personal_links where id in (select id from over)`;

export type PersonalLinks = ReturnType<typeof createPersonalLinks>;

/** Keeps links; one whose id is known stays as it was. */
export async function insertPersonalLinks(database: Knex, links: readonly PersonalLink[]): Promise<void> {
  if (links.length === 0) return;
  await database('personal_links').insert(links.map(toRow)).onConflict('id').ignore();
}

const MOVE = `
insert into personal_links (id, enrolment_id, role, tutor_id, address, about, awaited, created_at, expires_at)
select ?, enrolment_id, role, tutor_id, ?, about, awaited, created_at, expires_at from personal_links where id = ?`;

/**
 * Gives other links to the auditeur's mails that have not left, and leave for another address now: somebody may have read the
 * former ones at the former address.
 */
export async function moveLinks(trx: Knex.Transaction, enrolmentId: string, address: string): Promise<void> {
  const moved: { key: string; personal_link: string }[] = await trx('mails as m')
    .join('personal_links as l', 'l.id', 'm.personal_link')
    .where({ 'm.enrolment_id': enrolmentId, 'l.role': 'auditeur' })
    .whereIn('m.status', ['queued', 'sending'])
    .whereNot('l.address', address.toLowerCase())
    .select('m.key', 'm.personal_link');
  for (const { key, personal_link: former } of moved) {
    const id = randomUUID();
    await trx.raw(MOVE, [id, address.toLowerCase(), former]);
    await trx('mails').where({ key }).update({ personal_link: id });
  }
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
