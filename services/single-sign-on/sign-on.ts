import type { Backend } from '../backend.ts';
import { enter } from '../sign-in.ts';
import { beginAttempt, resumeAttempt } from './attempt.ts';
import { type Refusal, userOf } from './person.ts';
import { type IdentityProvider, SignInRefused } from './provider.ts';
import type { SingleSignOnSettings } from './settings.ts';

/** The institution's own accounts, for staff. */
export interface SingleSignOn {
  provider: IdentityProvider;
  roles: SingleSignOnSettings['roles'];
}

/** Where the provider sends the browser back. */
export const RETURN_PATH = '/connexion/sso/retour';

type Needs = Pick<Backend, 'stores' | 'clock' | 'secret' | 'publicUrl'>;

/**
 * Begins a sign-in at the provider: where to send the browser, and what it keeps meanwhile.
 *
 * @throws Unavailable when the provider does not answer.
 */
export async function beginSignOn(
  { clock, secret }: Needs,
  { provider }: SingleSignOn,
  next: string,
): Promise<{ address: string; kept: string }> {
  const { kept, attempt } = beginAttempt(secret, next, await clock.now());
  return { address: await provider.addressFor(attempt), kept };
}

/** What comes of a sign-in at the provider: a session, or why there is none. */
export type SignedOn = { secret: string; next: string } | { refused: Refusal | 'stale' | 'provider'; fault?: string };

/**
 * Ends a sign-in: the answer of the provider (`query`, as it came) must match what the browser kept.
 *
 * @throws Unavailable when the provider does not answer.
 */
export async function endSignOn(
  backend: Needs,
  { provider, roles }: SingleSignOn,
  { query, kept = '', browser }: { query: string; kept?: string; browser: string },
): Promise<SignedOn> {
  const attempt = resumeAttempt(backend.secret, kept, await backend.clock.now());
  if (!attempt) return { refused: 'stale' };
  try {
    const claims = await provider.claimsAt(new URL(`${backend.publicUrl}${RETURN_PATH}${query}`), attempt);
    const user = await userOf(backend, claims, roles);
    if (typeof user === 'string') return { refused: user };
    const identity = { ...user, kind: 'user', name: `${user.firstName} ${user.lastName}` } as const;
    return { secret: await enter(backend, identity, { entry: 'sso', browser }), next: attempt.next };
  } catch (error) {
    if (error instanceof SignInRefused) return { refused: 'provider', fault: error.fault };
    throw error;
  }
}
