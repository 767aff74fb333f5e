import type { AuditEntry, AuditFilters, AuditLine } from '../db/audit.ts';
import type { Backend } from './backend.ts';
import { differences, type Labels } from './differences.ts';
import type { Principal } from './principal.ts';

/** What is told of an act in the audit log; who did it and when are added. Never a secret. */
export type Told = Pick<AuditEntry, 'action' | 'subject' | 'text' | 'key'> &
  ({ centre: string | null } | { shared: true });

/** Who the audit log may name: somebody signed in, or a program (`system`). */
export type Author = Pick<Principal, 'name' | 'userId' | 'tutorId'> & { role: Principal['role'] | 'system' };

/** Writes in the audit log what somebody did. */
export async function tellAudit(backend: Pick<Backend, 'stores' | 'clock'>, author: Author, told: Told): Promise<void> {
  const at = await backend.clock.now();
  const { role, name, userId, tutorId } = author;
  await backend.stores.audit.append({ centre: null, ...told, at, actor: { role, name, id: userId ?? tutorId } });
}

/**
 * Does something and writes its line in the audit log: both, or neither. Nothing to tell, no line; a line with a key is
 * written once. One after the other: what was read before a change is still so when it is made.
 */
export const audited = <T, Needs extends Pick<Backend, 'stores' | 'clock'>>(
  backend: Needs,
  author: Author,
  act: (within: Needs) => Promise<T>,
  tell: (done: T, within: Needs) => Told | undefined | Promise<Told>,
): Promise<T> =>
  backend.stores.inOneTransaction(async (stores) => {
    const within = { ...backend, stores: { ...backend.stores, ...stores } };
    await stores.audit.takeTurn();
    const done = await act(within);
    const told = await tell(done, within);
    if (told) await tellAudit(within, author, told);
    return done;
  });

export interface Change<Thing extends object> {
  read(within: Backend): Promise<Thing>;
  write(within: Backend, before: Thing): Promise<unknown>;
  /** The fields whose changes are told. */
  labels: Labels<Thing>;
  /** The line, from the thing as it was and what changed of it, in French. */
  tell(before: Thing, changes: string, within: Backend): Told | Promise<Told>;
}

/** Changes a thing, and answers it as it is then; what changed of it is told in the audit log, if anything did. */
export async function auditedChange<Thing extends object>(
  backend: Backend,
  principal: Principal,
  { read, write, labels, tell }: Change<Thing>,
): Promise<Thing> {
  const { after } = await audited(
    backend,
    principal,
    async (within) => {
      const before = await read(within);
      await write(within, before);
      return { before, after: await read(within) };
    },
    ({ before, after }, within) => {
      const changes = differences(before, after, labels);
      return changes === '' ? undefined : tell(before, changes, within);
    },
  );
  return after;
}

/** What an administrator may read of the log: their centre's part and what centres share, or all of it. Newest first. */
export const readAudit = (
  { stores }: Pick<Backend, 'stores'>,
  { centre }: Principal,
  filters: AuditFilters,
  page: { limit: number; before?: number },
): Promise<{ items: AuditLine[]; next: number | null }> => stores.audit.list(filters, { ...page, centre });
