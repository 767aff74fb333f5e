import type { Knex } from 'knex';
import type { CommandName, Role } from '../domain/actions.ts';
import type { CommandContent } from './accepted-commands.ts';

export interface PendingCommand {
  id: string;
  enrolmentId: string;
  name: CommandName;
  actor: { role: Role; name: string; id?: string };
  content: CommandContent & Record<string, unknown>;
  /** As it is put to the workflow: ids, codes and dates. */
  update?: Update;
}

export interface Update {
  id: string;
  args: unknown;
}

/** A command that was recorded, and whose answer nobody heard. */
export interface UnansweredCommand {
  id: string;
  enrolmentId: string;
  name: CommandName;
  update: Update;
}

/** What people wrote with their commands: pending until the workflow accepts, removed when it refuses. */
export function createCommands(database: Knex) {
  return {
    /** Keeps a command before it is put to the workflow. The same id again (a repeat) changes nothing. */
    async insertPending(command: PendingCommand): Promise<{ accepted: boolean }> {
      await database('commands')
        .insert({
          id: command.id,
          enrolment_id: command.enrolmentId,
          name: command.name,
          actor_role: command.actor.role,
          actor_name: command.actor.name,
          actor_id: command.actor.id ?? null,
          content: JSON.stringify(command.content),
          update_id: command.update?.id ?? null,
          args: command.update ? JSON.stringify(command.update.args) : null,
        })
        .onConflict('id')
        .ignore();
      const row = await database('commands').where({ id: command.id }).first('accepted');
      return { accepted: row?.accepted ?? false };
    },

    /** The workflow's answer is known: nothing is left to find out. */
    markAnswered: (id: string): Promise<number> =>
      database('commands').where({ id, answered_at: null }).update({ answered_at: database.fn.now() }),

    /** Recorded commands whose answer was never known, oldest first: of one enrolment, or older than so many seconds. */
    async unanswered(which: { enrolmentId: string } | { olderThanSeconds: number }): Promise<UnansweredCommand[]> {
      const rows: UpdateRow[] = await database('commands')
        .where({ accepted: true, answered_at: null })
        .whereNotNull('update_id')
        .modify((query) => {
          if ('enrolmentId' in which) query.where({ enrolment_id: which.enrolmentId });
          else query.whereRaw('created_at < now() - make_interval(secs => ?)', [which.olderThanSeconds]);
        })
        .orderBy('created_at')
        .limit(200)
        .select('id', 'enrolment_id', 'name', 'update_id', 'args');
      return rows.map(({ id, enrolment_id, name, update_id, args }) => ({
        id,
        enrolmentId: enrolment_id,
        name,
        update: { id: update_id, args },
      }));
    },

    /** Removes a command that was refused, with its document; answers the contents (sha256) that nothing holds any more. */
    removePending: (id: string): Promise<string[]> =>
      database.transaction((trx) => removeCommands(trx, trx('commands').where({ id, accepted: false }).select('id'))),

    /**
     * Removes commands pending for more than `olderThanHours` whose answer was never known, once it is sure that no
     * workflow accepted them: it has written a later transition without them, or has ended.
     */
    sweepPending: (olderThanHours = 24): Promise<string[]> =>
      database.transaction((trx) => removeCommands(trx, surelyRefused(trx, olderThanHours))),
  };
}

interface UpdateRow {
  id: string;
  enrolment_id: string;
  name: CommandName;
  update_id: string;
  args: unknown;
}

export type Commands = ReturnType<typeof createCommands>;

const surelyRefused = (trx: Knex.Transaction, hours: number): Knex.QueryBuilder =>
  trx('commands as p')
    .join('enrolments as e', 'e.id', 'p.enrolment_id')
    .where('p.accepted', false)
    .whereRaw('p.created_at < now() - make_interval(hours => ?)', [hours])
    .whereRaw(`(e.archived_at is not null or e.updated_at > p.created_at + interval '1 hour')`)
    .select('p.id');

async function removeCommands(trx: Knex.Transaction, ids: Knex.QueryBuilder): Promise<string[]> {
  const doomed: string[] = (await ids).map((row: { id: string }) => row.id);
  if (doomed.length === 0) return [];
  const contents = await trx('documents').whereIn('command_id', doomed).distinct().pluck('sha256');
  await trx('commands').whereIn('id', doomed).where({ accepted: false }).delete();
  const kept = await trx('documents').whereIn('sha256', contents).distinct().pluck('sha256');
  return contents.filter((sha256) => !kept.includes(sha256));
}
