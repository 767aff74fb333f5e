import type { Knex } from 'knex';

/** Which processes are alive, by the database's clock. */
export function createHeartbeats(database: Knex) {
  return {
    /** Says that this instance of a role is alive. */
    async beat(role: string, instance: string): Promise<void> {
      await database('heartbeats')
        .insert({ role, instance, beat_at: database.raw('clock_timestamp()') })
        .onConflict(['role', 'instance'])
        .merge();
    },

    /** Whether an instance of a role was alive in the last so many seconds. */
    async aliveSince(role: string, seconds: number): Promise<boolean> {
      const row = await database('heartbeats')
        .where({ role })
        .whereRaw('beat_at > clock_timestamp() - make_interval(secs => ?)', [seconds])
        .first('instance');
      return row !== undefined;
    },

    /** Says that this instance ends. */
    async stop(role: string, instance: string): Promise<void> {
      await database('heartbeats').where({ role, instance }).delete();
    },

    /** Forgets the instances that have been silent for so many seconds. */
    purge: (olderThanSeconds = 86_400): Promise<number> =>
      database('heartbeats')
        .whereRaw('beat_at < clock_timestamp() - make_interval(secs => ?)', [olderThanSeconds])
        .delete(),
  };
}

export type Heartbeats = ReturnType<typeof createHeartbeats>;
