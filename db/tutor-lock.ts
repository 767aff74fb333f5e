import type { Knex } from 'knex';

/**
 * One assignment at a time to each tutor, so that its capacity holds (R9): within this process by a queue, across
 * processes by a lock of PostgreSQL that dies with its connection. `pool` is a small one of its own: whoever waits here
 * keeps no connection from the others.
 */
export function createTutorLock(pool: Knex) {
  const queues = new Map<string, Promise<unknown>>();

  const locked = <T>(tutorId: string, act: () => Promise<T>): Promise<T> =>
    pool.transaction(async (trx) => {
      await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 7264))', [tutorId]);
      return act();
    });

  return async <T>(tutorId: string, act: () => Promise<T>): Promise<T> => {
    const before = queues.get(tutorId) ?? Promise.resolve();
    const turn = before.then(
      () => locked(tutorId, act),
      () => locked(tutorId, act),
    );
    queues.set(tutorId, turn);
    try {
      return await turn;
    } finally {
      if (queues.get(tutorId) === turn) queues.delete(tutorId);
    }
  };
}
