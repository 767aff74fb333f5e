import { createHash } from 'node:crypto';
import type { StoredIdentity } from '../db/identities.ts';
import type { StoredSession } from '../db/sessions.ts';
import type { Role } from '../domain/actions.ts';
import type { Principal } from './principal.ts';

/** One of the hats that an e-mail address wears: a user of the centre, a tutor, or the auditeur of some enrolments. */
export interface Identity {
  kind: 'user' | 'tutor' | 'auditeur';
  /** Of the user or the tutor; an auditeur is known by their address. */
  id?: string;
  role: Role;
  name: string;
}

/** Who has signed in, and under which of their identities they act now. */
export interface Visitor {
  principal: Principal;
  email: string;
  /** All of them, the chosen one included: the header lets one change. */
  identities: Identity[];
  /** Signed in by a personal link: this enrolment only. */
  only?: string;
}

/**
 * Who the bearer of a session is, given all that their address is now; nobody when the identity chosen is no more (a user
 * made inactive, a tutor too once they follow nothing that runs, an address that changed). One who came by a personal link
 * has no other identity.
 */
export function visitorOf(
  { email, identity, only }: Pick<StoredSession, 'email' | 'identity' | 'only'>,
  identities: readonly StoredIdentity[],
): Visitor | undefined {
  const chosen = identities.find((one) => one.kind === identity.kind && one.id === identity.id);
  if (!chosen) return undefined;
  const principal = principalOf(chosen, only);
  if (only !== undefined) return { principal, email, identities: [shown(chosen)], only };
  return { principal, email, identities: identities.map(shown) };
}

const shown = ({ kind, id, role, name }: StoredIdentity): Identity => ({
  kind,
  ...(id === undefined ? {} : { id }),
  role,
  name,
});

/** An identity as it acts. What it did stays its own over sessions: a form sent again after signing in again acts once. */
export function principalOf({ kind, id, role, name, centre, email }: StoredIdentity, only?: string): Principal {
  return {
    role,
    name,
    tokenId: `session:${kind}:${id ?? addressMark(email)}`,
    ...(kind === 'user' ? { userId: id } : {}),
    ...(kind === 'tutor' ? { tutorId: id } : {}),
    ...(kind === 'auditeur' ? { auditeurEmail: email } : {}),
    centre,
    ...(only === undefined ? {} : { onlyEnrolment: only }),
  };
}

const addressMark = (email: string): string =>
  createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 32);
