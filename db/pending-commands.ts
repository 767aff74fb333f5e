import type { Knex } from 'knex';
import type { CommandName, Role } from '../domain/actions.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { FileFormat, FileKind } from '../domain/report.ts';

/** A command about to be issued, with what its author wrote. */
export interface PendingCommand {
  id: string;
  enrolmentId: string;
  name: CommandName;
  actor: { role: Role; name: string; id: string | null };
  content: Record<string, unknown>;
  document?: PendingDocument;
}

/** The document that comes with a command; its content is stored already. */
export interface PendingDocument {
  id: string;
  kind: FileKind;
  name: string;
  format: FileFormat;
  sizeBytes: number;
  pages?: number;
  sha256: string;
  receivedOn: PlainDate;
}

/** Commands waiting for their verdict. Accepting them is for the record of a transition. */
export const createPendingCommands = (database: Knex) => ({
  /** Inserts the command, and its document; a repeat of the same command changes nothing. */
  async insert(command: PendingCommand): Promise<void> {
    const { id, enrolmentId, name, actor, content, document } = command;
    await database.transaction(async (trx) => {
      await trx('commands')
        .insert({
          id,
          enrolment_id: enrolmentId,
          name,
          actor_role: actor.role,
          actor_name: actor.name,
          actor_id: actor.id,
          content: JSON.stringify(content),
        })
        .onConflict('id')
        .ignore();
      if (document) await trx('documents').insert(documentRow(command, document)).onConflict('id').ignore();
    });
  },

  /**
   * Removes a command that was surely refused, with its document. Answers the hash of a content that no document has
   * any more.
   */
  remove: (id: string): Promise<string | undefined> =>
    database.transaction(async (trx) => {
      const document = await trx('documents')
        .where({ command_id: id, accepted: false })
        .first<{ sha256: string }>('sha256');
      if (document) await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [document.sha256]);
      const removed = await trx('commands').where({ id, accepted: false }).delete();
      if (removed === 0 || !document) return undefined;
      const other = await trx('documents').where('sha256', document.sha256).first('id');
      return other ? undefined : document.sha256;
    }),

  /** Removes commands that nobody ever judged, older than so many days. Answers how many. */
  purge: (days: number): Promise<number> =>
    database('commands')
      .where('accepted', false)
      .andWhere('name', '<>', 'register')
      .andWhereRaw(`created_at < now() - ? * interval '1 day'`, [days])
      .delete(),
});
export type PendingCommands = ReturnType<typeof createPendingCommands>;

const documentRow = ({ id, enrolmentId }: PendingCommand, document: PendingDocument) => ({
  id: document.id,
  enrolment_id: enrolmentId,
  command_id: id,
  kind: document.kind,
  name: document.name,
  format: document.format,
  size_bytes: document.sizeBytes,
  pages: document.pages ?? null,
  sha256: document.sha256,
  received_on: document.receivedOn,
});
