import type { WrittenLine } from '../db/journal.ts';
import type { Backend } from './backend.ts';
import { visibleEnrolment } from './enrolments.ts';
import type { Principal } from './principal.ts';

/** A page of an enrolment's journal, oldest first; `next` is null at the end. */
export async function readJournal(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  page: { limit: number; after?: number },
): Promise<{ items: Omit<WrittenLine, 'line'>[]; next: number | null }> {
  const { id } = await visibleEnrolment(backend, principal, enrolmentId);
  const { items, next } = await backend.stores.journal.list(id, page);
  return { items: items.map(({ at, actor, type, text }) => ({ at, actor, type, text })), next };
}
