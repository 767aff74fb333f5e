import type { Knex } from 'knex';

/** Says that an instance of a role is alive, by the database's clock. */
export async function beat(database: Knex, role: string, instance: string): Promise<void> {
  await database('heartbeats')
    .insert({ role, instance, beat_at: database.raw('clock_timestamp()') })
    .onConflict(['role', 'instance'])
    .merge();
}

/** Whether an instance of a role was alive in the last so many seconds. */
export async function aliveSince(database: Knex, role: string, seconds: number): Promise<boolean> {
  const row = await database('heartbeats')
    .where({ role })
    .whereRaw('beat_at > clock_timestamp() - make_interval(secs => ?)', [seconds])
    .first('instance');
  return row !== undefined;
}

/** Says that an instance ends. */
export async function endBeat(database: Knex, role: string, instance: string): Promise<void> {
  await database('heartbeats').where({ role, instance }).delete();
}

/** Forgets the instances that have been silent for so many seconds; answers how many. */
export const purgeHeartbeats = (database: Knex, olderThanSeconds = 86_400): Promise<number> =>
  database('heartbeats')
    .whereRaw('beat_at < clock_timestamp() - make_interval(secs => ?)', [olderThanSeconds])
    .delete();

/** The same, on one pool. */
export const createHeartbeats = (database: Knex) => ({
  beat: (role: string, instance: string) => beat(database, role, instance),
  aliveSince: (role: string, seconds: number) => aliveSince(database, role, seconds),
  stop: (role: string, instance: string) => endBeat(database, role, instance),
  purge: (olderThanSeconds?: number) => purgeHeartbeats(database, olderThanSeconds),
});

export type Heartbeats = ReturnType<typeof createHeartbeats>;
