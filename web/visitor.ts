import type { Response } from 'express';
import type { Role } from '../domain/actions.ts';
import type { Principal } from '../services/principal.ts';

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

/** Who asks for a page; nobody when not signed in. Set by the sessions' middleware. */
export const visitorIn = (response: Response): Visitor | undefined => response.locals.visitor;

/** The token of forms, for their hidden field `_csrf`. Set by the sessions' middleware; empty without sessions. */
export const csrfFieldIn = (response: Response): string => response.locals.csrf ?? '';

/** What a form of the header posts to choose an identity: `user-<id>`, `tutor-<id>` or `auditeur-self`. */
export const identityKey = ({ kind, id }: Identity): string => `${kind}-${id ?? 'self'}`;

/** Whether the visitor acts under this identity now. */
export function isChosen({ principal }: Visitor, { kind, id, role }: Identity): boolean {
  if (kind === 'tutor') return principal.role === 'tutor' && principal.tutorId === id;
  if (kind === 'auditeur') return principal.role === 'auditeur';
  return principal.role === role && principal.userId === id;
}
