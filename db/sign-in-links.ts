import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { given } from './enrolment-row.ts';
import { hashToken } from './tokens.ts';

export interface NewSignInLink {
  id: string;
  /** Mailed to whom asked, or printed for the one who typed npm start. */
  entry: 'mail' | 'console';
  email: string;
  /** Where it leads once signed in. */
  next?: string;
  createdAt: Instant;
  /** Still good at this very instant, and no more after it. */
  expiresAt: Instant;
}

/** The links that let in whoever follows them, once; kept hashed. */
export function createSignInLinks(database: Knex) {
  const usable = (secret: string, now: Instant) =>
    database('sign_in_links')
      .where({ token_hash: hashToken(secret), consumed_at: null })
      .where('expires_at', '>=', now);
  return {
    /** Keeps a link; the same id again changes nothing. */
    async insert(link: NewSignInLink, secret: string): Promise<void> {
      await database('sign_in_links')
        .insert({
          id: link.id,
          token_hash: hashToken(secret),
          entry: link.entry,
          email: link.email,
          next_path: link.next ?? null,
          created_at: link.createdAt,
          expires_at: link.expiresAt,
        })
        .onConflict('id')
        .ignore();
    },

    /** The link of a secret, when it can still be followed. */
    async find(secret: string, now: Instant): Promise<NewSignInLink | undefined> {
      const row = await usable(secret, now).first();
      return row && toLink(row);
    },

    /** Uses a link up: of several that try at once, one is answered it. */
    async consume(secret: string, now: Instant): Promise<NewSignInLink | undefined> {
      const [row] = await usable(secret, now).update({ consumed_at: now }).returning('*');
      return row && toLink(row);
    },

    /** Those printed earlier, and not followed, are of no more use. */
    voidPrinted: async (now: Instant): Promise<void> => {
      await database('sign_in_links').where({ entry: 'console', consumed_at: null }).update({ consumed_at: now });
    },

    /** Forgets those that expired before. */
    purge: (before: Instant): Promise<number> => database('sign_in_links').where('expires_at', '<', before).delete(),
  };
}

export type SignInLinks = ReturnType<typeof createSignInLinks>;

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toLink = (row: any): NewSignInLink => ({
  id: row.id,
  entry: row.entry,
  email: row.email,
  ...given('next', row.next_path as string | null),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});
