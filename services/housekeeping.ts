import type { Backend } from './backend.ts';

/** Content that no document names is kept so long: it may be on its way into one. */
const ORPHAN_AGE_MS = 24 * 3_600_000;

/** Forgets what has no more use: old idempotency keys, commands that nobody took, contents that no document names. */
export async function keepHouse({ stores, files }: Pick<Backend, 'stores' | 'files'>): Promise<void> {
  await stores.idempotency.purge();
  await stores.commands.sweepPending();
  await stores.heartbeats.purge();
  const limit = Date.now() - ORPHAN_AGE_MS;
  for await (const { sha256, storedAt } of files.list()) {
    if (storedAt.getTime() < limit && !(await stores.documents.holds(sha256))) await files.remove(sha256);
  }
}
