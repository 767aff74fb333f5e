import type { Role } from '../domain/actions.ts';

/** Who asks. Journals and commands carry its role and name. */
export interface Principal {
  role: Role;
  name: string;
  /** The token: the scope of idempotency keys and of rate limits. */
  tokenId: string;
  /** The user a staff token acts as; none for the bootstrap token. */
  userId?: string;
  tutorId?: string;
  auditeurEmail?: string;
  /** The only centre that a member of staff may see; every centre when null. */
  centre: string | null;
}

/** What a principal must compare with to see an enrolment. */
export interface Concerned {
  centre: string;
  auditeurEmail: string;
  tutorId: string | null;
}

/** Auditeurs see their own enrolments, tutors those they follow now, staff those of their centre (or all). */
export function maySee(principal: Principal, enrolment: Concerned): boolean {
  switch (principal.role) {
    case 'auditeur':
      return principal.auditeurEmail?.toLowerCase() === enrolment.auditeurEmail.toLowerCase();
    case 'tutor':
      return principal.tutorId !== undefined && principal.tutorId === enrolment.tutorId;
    default:
      return principal.centre === null || principal.centre === enrolment.centre;
  }
}

export const STAFF: readonly Role[] = ['staff', 'manager', 'administrator'];
export const MANAGERS: readonly Role[] = ['manager', 'administrator'];
export const ADMINISTRATORS: readonly Role[] = ['administrator'];
export const EVERYONE: readonly Role[] = ['auditeur', 'tutor', 'staff', 'manager', 'administrator'];

export const isStaff = (role: Role): boolean => STAFF.includes(role);
