import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Role } from '../domain/actions.ts';
import type { Instant } from '../domain/dates.ts';
import { given } from './enrolment-row.ts';

export interface NewToken {
  id: string;
  label: string;
  role: Role;
  userId?: string;
  tutorId?: string;
  auditeurEmail?: string;
  /** Of a tutor's or an auditeur's: the only centre it sees, when the administrator of one centre made it. */
  centre?: string;
}

export interface StoredToken extends NewToken {
  createdAt: Instant;
  lastUsedAt?: Instant;
}

/** Whom a token acts as. */
export interface TokenBearer extends StoredToken {
  user?: { id: string; name: string; role: Role; centre: string | null };
  tutor?: { id: string; code: string; name: string };
}

/** All that is kept of a token's secret. */
export const hashToken = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The tokens of programs; their secrets are kept hashed. */
export function createTokens(database: Knex) {
  return {
    /** Whom this secret acts as; nobody when it is unknown, or its user or tutor could not sign in either (`identitiesOf`). */
    async findBySecret(secret: string): Promise<TokenBearer | undefined> {
      const row = await bearersQuery(database).where('k.token_hash', hashToken(secret)).first();
      return row && row.user_active !== false && row.tutor_active !== false ? toBearer(row) : undefined;
    },

    /** Notes that a token is used, at most once a minute. */
    async touch(id: string): Promise<void> {
      await database('tokens')
        .where({ id })
        .whereRaw(`(last_used_at is null or last_used_at < now() - interval '1 minute')`)
        .update({ last_used_at: database.fn.now() });
    },

    /** A token; when a centre is given, only one of that centre. */
    async find(id: string, centre: string | null = null): Promise<StoredToken | undefined> {
      const row = await ofCentre(database, centre).where('k.id', id).first();
      return row && toToken(row);
    },

    /** In order of their ids, from the one after `after` on; those of a centre only, when one is given. */
    async list({ limit, after, centre = null }: ListRequest): Promise<StoredToken[]> {
      const rows = await ofCentre(database, centre)
        .modify((query) => after !== undefined && query.where('k.id', '>', after))
        .orderBy('k.id')
        .limit(limit);
      return rows.map(toToken);
    },

    async insert(token: NewToken, secret: string): Promise<void> {
      await database('tokens').insert({
        id: token.id,
        label: token.label,
        token_hash: hashToken(secret),
        role: token.role,
        user_id: token.userId ?? null,
        tutor_id: token.tutorId ?? null,
        auditeur_email: token.auditeurEmail ?? null,
        centre_code: token.centre ?? null,
      });
    },

    /** Answers whether there is such a token. */
    rename: async (id: string, label: string): Promise<boolean> =>
      (await database('tokens').where({ id }).update({ label })) > 0,

    /** Answers whether there was such a token. */
    remove: async (id: string): Promise<boolean> => (await database('tokens').where({ id }).delete()) > 0,
  };
}

export type Tokens = ReturnType<typeof createTokens>;

interface ListRequest {
  limit: number;
  after?: string;
  centre?: string | null;
}

/** Those whose user belongs to a centre, or that were made for it; all of them when it is null. */
const ofCentre = (database: Knex, centre: string | null): Knex.QueryBuilder =>
  database('tokens as k')
    .leftJoin('users as u', 'u.id', 'k.user_id')
    .modify((query) => centre !== null && query.whereRaw('coalesce(u.centre_code, k.centre_code) = ?', [centre]))
    .select('k.*');

const bearersQuery = (database: Knex): Knex.QueryBuilder =>
  database('tokens as k')
    .leftJoin('users as u', 'u.id', 'k.user_id')
    .leftJoin('tutors as t', 't.id', 'k.tutor_id')
    .select(
      'k.*',
      'u.active as user_active',
      database.raw(
        `t.active or exists (select 1 from enrolments e where e.tutor_id = t.id and e.step <> 'closed') as tutor_active`,
      ),
      'u.role as user_role',
      'u.centre_code as user_centre',
      database.raw(`u.first_name || ' ' || u.last_name as user_name`),
      't.code as tutor_code',
      database.raw(`t.first_name || ' ' || t.last_name as tutor_name`),
    );

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toToken = (row: any): StoredToken => ({
  id: row.id,
  label: row.label,
  role: row.role,
  ...given('userId', row.user_id as string | null),
  ...given('tutorId', row.tutor_id as string | null),
  ...given('auditeurEmail', row.auditeur_email as string | null),
  ...given('centre', row.centre_code as string | null),
  createdAt: row.created_at,
  ...given('lastUsedAt', row.last_used_at as Instant | null),
});

// biome-ignore lint/suspicious/noExplicitAny: see above.
const toBearer = (row: any): TokenBearer => ({
  ...toToken(row),
  ...(row.user_id
    ? { user: { id: row.user_id, name: row.user_name, role: row.user_role, centre: row.user_centre } }
    : {}),
  ...(row.tutor_id ? { tutor: { id: row.tutor_id, code: row.tutor_code, name: row.tutor_name } } : {}),
});
