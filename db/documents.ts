import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';
import { beginToName } from './contents.ts';
import { given } from './enrolment-row.ts';

export interface StoredDocument {
  id: string;
  enrolmentId: string;
  commandId: string;
  kind: 'report' | 'correction' | 'revision';
  name: string;
  format: 'pdf' | 'docx' | 'odt';
  sizeBytes: number;
  pages?: number;
  sha256: string;
  receivedOn: PlainDate;
}

/** What was deposited, by enrolment; contents are in the documents' storage, under their sha256. */
export function createDocuments(database: Knex) {
  return {
    /**
     * Keeps a document of a pending command: it is listed and served once the command is accepted. From now on its content
     * is not removed.
     */
    insertPending: (document: StoredDocument): Promise<void> =>
      database.transaction(async (trx) => {
        await beginToName(trx, document.sha256);
        await trx('documents').insert(toRow(document)).onConflict('id').ignore();
      }),

    /** The accepted documents of an enrolment, oldest first. */
    async list(enrolmentId: string): Promise<StoredDocument[]> {
      const rows = await accepted(database).where({ enrolment_id: enrolmentId }).orderBy(['created_at', 'id']);
      return rows.map(toDocument);
    },

    /** An accepted document of this enrolment. */
    async find(enrolmentId: string, id: string): Promise<StoredDocument | undefined> {
      const row = await accepted(database).where({ enrolment_id: enrolmentId, id }).first();
      return row && toDocument(row);
    },
  };
}

export type Documents = ReturnType<typeof createDocuments>;

const accepted = (database: Knex): Knex.QueryBuilder => database('documents').where({ accepted: true });

const toRow = (document: StoredDocument) => ({
  id: document.id,
  enrolment_id: document.enrolmentId,
  command_id: document.commandId,
  kind: document.kind,
  name: document.name,
  format: document.format,
  size_bytes: document.sizeBytes,
  pages: document.pages ?? null,
  sha256: document.sha256,
  received_on: document.receivedOn,
});

/** A document from its row. */
// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
export const toDocument = (row: any): StoredDocument => ({
  id: row.id,
  enrolmentId: row.enrolment_id,
  commandId: row.command_id,
  kind: row.kind,
  name: row.name,
  format: row.format,
  sizeBytes: row.size_bytes,
  ...given('pages', row.pages),
  sha256: row.sha256,
  receivedOn: row.received_on,
});
