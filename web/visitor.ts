import type { Response } from 'express';
import type { Identity, Visitor } from '../services/visitors.ts';

export type { Identity, Visitor } from '../services/visitors.ts';

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
