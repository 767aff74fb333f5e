import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';
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
    /** Keeps a document of a pending command: it is listed and served once the command is accepted. */
    async insertPending(document: StoredDocument): Promise<void> {
      await database('documents')
        .insert({
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
        })
        .onConflict('id')
        .ignore();
    },

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

    /** Whether anything has this content: a document, accepted or not; the logo of a centre, or of an attestation. */
    async holds(sha256: string): Promise<boolean> {
      const { rows } = await database.raw(
        `select exists (select 1 from documents where sha256 = :sha256)
             or exists (select 1 from centres where logo_sha256 = :sha256)
             or exists (select 1 from attestations where logo_sha256 = :sha256) as held`,
        { sha256 },
      );
      return rows[0].held;
    },
  };
}

export type Documents = ReturnType<typeof createDocuments>;

const accepted = (database: Knex): Knex.QueryBuilder => database('documents').where({ accepted: true });

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
