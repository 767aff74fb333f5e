import { randomUUID } from 'node:crypto';
import type { Backend } from './backend.ts';
import { makeSignInLink, minutesAfter } from './sign-in.ts';

/** How long a printed link can be followed. */
export const PRINTED_HOURS = 24;

/**
 * A one-time sign-in link of the first administrator, for the one who typed `npm start`; those printed before it and not
 * followed open nothing any more. Undefined when this address is no active administrator's.
 */
export async function printedSignInLink(
  backend: Pick<Backend, 'stores' | 'clock' | 'secret' | 'publicUrl'>,
  administrator: string,
): Promise<string | undefined> {
  const { stores, clock, publicUrl } = backend;
  const user = await stores.users.findByEmail(administrator);
  if (user?.role !== 'administrator' || !user.active) return undefined;
  const createdAt = await clock.now();
  await stores.signInLinks.voidPrinted(createdAt);
  const expiresAt = minutesAfter(createdAt, PRINTED_HOURS * 60);
  const link = { id: randomUUID(), entry: 'console', email: user.email, createdAt, expiresAt } as const;
  return `${publicUrl}/connexion/${await makeSignInLink(backend, link)}`;
}
