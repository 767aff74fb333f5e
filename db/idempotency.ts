import type { Knex } from 'knex';

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * `fresh`: the request is the caller's to do. `running`: another does it now. `mismatch`: the key was given with another
 * body. Else the answer that was given.
 */
export type Claim = 'fresh' | 'running' | 'mismatch' | { done: KeptAnswer };

/** The first 2xx answer to each idempotency key. */
export function createIdempotency(database: Knex) {
  return {
    /**
     * Claims a key for `leaseMs`; one whose holder died (its lease is over) is claimed anew. Of concurrent callers one
     * gets `fresh`.
     */
    async claim(scopeHash: string, bodyHash: string, leaseMs: number): Promise<Claim> {
      for (;;) {
        const claim = await tryClaim(database, scopeHash, bodyHash, leaseMs);
        if (claim) return claim;
      }
    },

    /** Keeps the answer for repeats; a first one kept stays. */
    async complete(scopeHash: string, { status, headers, body }: KeptAnswer): Promise<void> {
      await database('idempotency_keys')
        .where({ scope_hash: scopeHash })
        .whereNull('status')
        .update({
          status,
          headers: JSON.stringify(headers),
          body: body === undefined ? null : JSON.stringify(body),
          leased_until: null,
        });
    },

    /** Gives a key back: the request was refused, or its outcome is unknown and a repeat must ask again. */
    async release(scopeHash: string): Promise<void> {
      await database('idempotency_keys').where({ scope_hash: scopeHash }).whereNull('status').delete();
    },

    /** Forgets keys older than so many hours; answers how many. */
    purge: (olderThanHours = 24 * 30): Promise<number> =>
      database('idempotency_keys')
        .whereRaw('created_at < now() - make_interval(hours => ?)', [olderThanHours])
        .whereRaw('(leased_until is null or leased_until < now())')
        .delete(),
  };
}

export type Idempotency = ReturnType<typeof createIdempotency>;

/** One turn; undefined when the key was given back in between. */
async function tryClaim(
  database: Knex,
  scopeHash: string,
  bodyHash: string,
  leaseMs: number,
): Promise<Claim | undefined> {
  const leasedUntil = database.raw(`clock_timestamp() + make_interval(secs => ?)`, [leaseMs / 1_000]);
  const inserted = await database('idempotency_keys')
    .insert({ scope_hash: scopeHash, body_hash: bodyHash, leased_until: leasedUntil })
    .onConflict('scope_hash')
    .ignore()
    .returning('scope_hash');
  if (inserted.length > 0) return 'fresh';
  const row = await database('idempotency_keys').where({ scope_hash: scopeHash }).first();
  if (!row) return undefined;
  if (row.body_hash !== bodyHash) return 'mismatch';
  if (row.status !== null)
    return { done: { status: row.status, headers: row.headers ?? {}, body: row.body ?? undefined } };
  const takenOver = await database('idempotency_keys')
    .where({ scope_hash: scopeHash })
    .whereNull('status')
    .whereRaw('leased_until < clock_timestamp()')
    .update({ leased_until: leasedUntil });
  return takenOver > 0 ? 'fresh' : 'running';
}
