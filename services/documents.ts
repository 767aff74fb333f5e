import type { Readable } from 'node:stream';
import type { StoredDocument } from '../db/documents.ts';
import type { Backend } from './backend.ts';
import { openContent } from './contents.ts';
import { visibleEnrolment } from './enrolments.ts';
import { notFound } from './errors.ts';
import type { Principal } from './principal.ts';

/** A document of an enrolment that the asker may see, with its bytes. */
export async function openDocument(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  documentId: string,
): Promise<{ document: StoredDocument; content: Readable }> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const document = await backend.stores.documents.find(enrolment.id, documentId);
  if (!document) throw notFound('Document');
  return { document, content: await openContent(backend.files, document.sha256) };
}
