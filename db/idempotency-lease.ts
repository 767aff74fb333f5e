import type { Knex } from 'knex';

/** How a request that holds an idempotency key keeps it while it works, and leaves it when its outcome is unknown. */
export function createIdempotencyLeases(database: Knex) {
  const held = (scope: string) => database('idempotency_keys').where({ scope_hash: scope }).whereNull('status');
  return {
    /** Holds the key for `leaseMs` more. */
    async renew(scope: string, leaseMs: number): Promise<void> {
      await held(scope).update({
        leased_until: database.raw('clock_timestamp() + make_interval(secs => ?)', [leaseMs / 1_000]),
      });
    },

    /** Ends the lease without freeing the key: a repeat of the same body takes it over, another body is refused. */
    async suspend(scope: string): Promise<void> {
      await held(scope).update({ leased_until: database.raw(`clock_timestamp() - interval '1 millisecond'`) });
    },
  };
}
