import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { given } from './enrolment-row.ts';
import { hashToken } from './tokens.ts';

/** The identity that a session acts under. */
export interface ChosenIdentity {
  kind: 'user' | 'tutor' | 'auditeur';
  /** Of the user or the tutor. */
  id?: string;
}

export interface NewSession {
  id: string;
  email: string;
  identity: ChosenIdentity;
  /** By a personal link: the only enrolment that it sees. */
  only?: string;
  /** How its bearer came in. */
  entry: 'mail' | 'personal_link' | 'console' | 'sso';
  /** The family of the browser, in French. */
  browser: string;
  createdAt: Instant;
}

export interface StoredSession extends NewSession {
  seenAt: Instant;
}

/** Who has signed in. The secret of a browser's cookie is kept hashed. */
export function createSessions(database: Knex) {
  return {
    async find(secret: string): Promise<StoredSession | undefined> {
      const row = await database('sessions')
        .where({ token_hash: hashToken(secret) })
        .first();
      return row && toSession(row);
    },

    async insert(session: NewSession, secret: string): Promise<void> {
      const { id, email, entry, browser, createdAt } = session;
      await database('sessions').insert({
        id,
        token_hash: hashToken(secret),
        email,
        ...identityColumns(session.identity),
        only_enrolment: session.only ?? null,
        entry,
        browser,
        created_at: createdAt,
        seen_at: createdAt,
      });
    },

    /** Notes that a session is used. */
    seen: async (id: string, at: Instant): Promise<void> => {
      await database('sessions').where({ id }).where('seen_at', '<', at).update({ seen_at: at });
    },

    /** Another identity under another secret: the former one opens nothing more. Answers whether it was still this one. */
    async change(former: string, identity: ChosenIdentity, secret: string): Promise<boolean> {
      const changed = await database('sessions')
        .where({ token_hash: hashToken(former) })
        .update({ token_hash: hashToken(secret), ...identityColumns(identity) });
      return changed > 0;
    },

    /** Those of an e-mail address, the one seen last first. */
    async listOf(email: string): Promise<StoredSession[]> {
      const rows = await database('sessions')
        .whereRaw('lower(email) = lower(?)', [email])
        .orderBy([{ column: 'seen_at', order: 'desc' }, { column: 'id' }]);
      return rows.map(toSession);
    },

    /** Ends the session of a secret. */
    remove: async (secret: string): Promise<void> => {
      await database('sessions')
        .where({ token_hash: hashToken(secret) })
        .delete();
    },

    /** Ends all those of an e-mail address, limited ones too; answers how many. */
    removeAllOf: (email: string): Promise<number> =>
      database('sessions').whereRaw('lower(email) = lower(?)', [email]).delete(),

    /** Forgets those not seen since. */
    purge: (before: Instant): Promise<number> => database('sessions').where('seen_at', '<', before).delete(),
  };
}

export type Sessions = ReturnType<typeof createSessions>;

const identityColumns = ({ kind, id }: ChosenIdentity) => ({ identity_kind: kind, identity_id: id ?? null });

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toSession = (row: any): StoredSession => ({
  id: row.id,
  email: row.email,
  identity: { kind: row.identity_kind, ...given('id', row.identity_id as string | null) },
  ...given('only', row.only_enrolment as string | null),
  entry: row.entry,
  browser: row.browser,
  createdAt: row.created_at,
  seenAt: row.seen_at,
});
