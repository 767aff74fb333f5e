import { EXPIRED_LINK_DAYS } from '../domain/personal-links.ts';
import type { Backend } from './backend.ts';
import { LONGEST_SESSION_MS } from './session-life.ts';

/** What people asked for, and the links they got, are kept so long after they are of no more use. */
const ACCESS_AGE_MS = 24 * 3_600_000;
const EXPIRED_LINK_MS = EXPIRED_LINK_DAYS * 24 * 3_600_000;

/**
 * Forgets what has no more use: old idempotency keys, commands that nobody took, sessions and links long
 * over. Contents are swept by themselves.
 */
export async function keepHouse({ stores, clock }: Pick<Backend, 'stores' | 'clock'>): Promise<void> {
  await stores.idempotency.purge();
  await stores.commands.sweepPending();
  await stores.heartbeats.purge();
  await stores.imports.purge();
  await forgetAccess(stores, Date.parse(await clock.now()));
}

async function forgetAccess(
  { sessions, accessRequests, signInLinks, personalLinks }: Backend['stores'],
  now: number,
): Promise<void> {
  const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString();
  await sessions.purge(ago(LONGEST_SESSION_MS));
  await accessRequests.purge(ago(ACCESS_AGE_MS));
  await signInLinks.purge(ago(ACCESS_AGE_MS));
  await personalLinks.purge(ago(EXPIRED_LINK_MS));
}
