import type { Knex } from 'knex';

/** What became of the first request with the same key. */
export type Claim =
  | { state: 'ours' }
  | { state: 'under_way' }
  | { state: 'other_body' }
  | { state: 'answered'; status: number; body: unknown };

interface KeyRow {
  body_hash: string;
  status: number | null;
  body: { answer: unknown } | null;
  alive: boolean;
}

/**
 * The memory of Idempotency-Keys. A request holds its key by a lease that it renews; a lease that ran out (its process
 * died, or the outcome was unknown) is taken over by a repeat. Only 2xx answers are kept.
 */
export const createIdempotencyKeys = (database: Knex) => ({
  /** Takes the key for `leaseMs`, or says why not. */
  async claim(scope: string, bodyHash: string, leaseMs: number): Promise<Claim> {
    const taken = await database.raw(
      `insert into idempotency_keys as k (scope_hash, body_hash, leased_until)
       values (:scope, :bodyHash, now() + :lease * interval '1 millisecond')
       on conflict (scope_hash) do update set leased_until = excluded.leased_until
         where k.status is null and k.leased_until < now() and k.body_hash = excluded.body_hash
       returning 1`,
      { scope, bodyHash, lease: leaseMs },
    );
    if (taken.rows.length > 0) return { state: 'ours' };
    const row: KeyRow | undefined = await database('idempotency_keys')
      .select('body_hash', 'status', 'body', database.raw('leased_until >= now() as alive'))
      .where('scope_hash', scope)
      .first();
    if (!row) return { state: 'under_way' };
    if (row.body_hash !== bodyHash) return { state: 'other_body' };
    if (row.status !== null) return { state: 'answered', status: row.status, body: row.body?.answer };
    return { state: 'under_way' };
  },

  async renew(scope: string, leaseMs: number): Promise<void> {
    await database('idempotency_keys')
      .where({ scope_hash: scope, status: null })
      .update({ leased_until: database.raw(`now() + ? * interval '1 millisecond'`, [leaseMs]) });
  },

  async keep(scope: string, status: number, answer: unknown): Promise<void> {
    await database('idempotency_keys')
      .where('scope_hash', scope)
      .update({ status, body: JSON.stringify({ answer: answer ?? null }), leased_until: null });
  },

  /** After a refusal: the key is free for any body. */
  async forget(scope: string): Promise<void> {
    await database('idempotency_keys').where({ scope_hash: scope, status: null }).delete();
  },

  /** After an unknown outcome: only a repeat of the same body may take it over, at once. */
  async release(scope: string): Promise<void> {
    await database('idempotency_keys')
      .where({ scope_hash: scope, status: null })
      .update({ leased_until: database.raw('now()') });
  },

  /** Forgets keys older than so many days. Answers how many. */
  purge: (days: number): Promise<number> =>
    database('idempotency_keys').whereRaw(`created_at < now() - ? * interval '1 day'`, [days]).delete(),
});
export type IdempotencyKeys = ReturnType<typeof createIdempotencyKeys>;
