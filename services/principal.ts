import { MANAGERS, ROLES, type Role, STAFF } from '../domain/actions.ts';
import { outOfCentre } from './errors.ts';

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
  /** The only centre whose enrolments, people and settings they may see; every centre when null. */
  centre: string | null;
  /** Signed in by a personal link: the only enrolment they may see. */
  onlyEnrolment?: string;
}

/** What a principal must compare with to see an enrolment. */
export interface Concerned {
  id: string;
  centre: string;
  auditeurEmail: string;
  tutorId: string | null;
}

/** Whether something of a centre (of every centre, when null) is wholly within a principal's reach. */
export const isWithin = ({ centre }: Principal, ofCentre: string | null): boolean =>
  centre === null || centre === ofCentre;

/** Refuses (403) who belongs to one centre and acts on another one, or on all of them. */
export function requireWithin(principal: Principal, ofCentre: string | null): void {
  if (!isWithin(principal, ofCentre)) throw outOfCentre();
}

/**
 * Auditeurs see their own enrolments, tutors those they follow now, all of them only in their centre if they have one; who
 * came by a personal link sees one of these.
 */
export function maySee(principal: Principal, enrolment: Concerned): boolean {
  const { onlyEnrolment = enrolment.id } = principal;
  if (onlyEnrolment !== enrolment.id || !isWithin(principal, enrolment.centre)) return false;
  switch (principal.role) {
    case 'auditeur':
      return principal.auditeurEmail?.toLowerCase() === enrolment.auditeurEmail.toLowerCase();
    case 'tutor':
      return principal.tutorId !== undefined && principal.tutorId === enrolment.tutorId;
    default:
      return true;
  }
}

export { MANAGERS, STAFF } from '../domain/actions.ts';
export const ADMINISTRATORS: readonly Role[] = ['administrator'];
export const EVERYONE: readonly Role[] = ROLES;

export const isStaff = (role: Role): boolean => STAFF.includes(role);
export const isManager = (role: Role): boolean => MANAGERS.includes(role);
