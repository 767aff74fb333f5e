import type { AuditEntry, AuditFilters, AuditLine } from '../db/audit.ts';
import type { Backend } from './backend.ts';
import type { Principal } from './principal.ts';

/** What is told of an act in the audit log; who did it and when are added. Never a secret. */
export type Told = Pick<AuditEntry, 'action' | 'subject' | 'text' | 'key'> &
  ({ centre: string | null } | { shared: true });

/** Writes in the audit log what somebody did. */
export async function tellAudit(backend: Pick<Backend, 'stores' | 'clock'>, principal: Principal, told: Told) {
  const at = await backend.clock.now();
  const { role, name, userId, tutorId } = principal;
  await backend.stores.audit.append({ centre: null, ...told, at, actor: { role, name, id: userId ?? tutorId } });
}

/**
 * Does a change and writes its line in the audit log: both, or neither. Without anything to tell (nothing changed), no line
 * is written; a line with a key is written once.
 */
export const audited = <T>(
  backend: Backend,
  principal: Principal,
  change: (within: Backend) => Promise<T>,
  tell: (done: T) => Told | undefined,
): Promise<T> =>
  backend.stores.inOneTransaction(async (stores) => {
    const within = { ...backend, stores: { ...backend.stores, ...stores } };
    const done = await change(within);
    const told = tell(done);
    if (told) await tellAudit(within, principal, told);
    return done;
  });

/** What an administrator may read of the log: their centre's part and what centres share, or all of it. Newest first. */
export const readAudit = (
  { stores }: Pick<Backend, 'stores'>,
  { centre }: Principal,
  filters: AuditFilters,
  page: { limit: number; before?: number },
): Promise<{ items: AuditLine[]; next: number | null }> => stores.audit.list(filters, { ...page, centre });
