import { type FieldError, type RefusalCode, RuleViolation } from './errors.ts';

/** What a user may do, and where: in one centre, or in all of them when it is null. */
export interface Access {
  id: string;
  email: string;
  role: 'staff' | 'manager' | 'administrator';
  centre: string | null;
  active: boolean;
}

/** An access as it is, and as it would be; undefined when the user is removed. */
export interface AccessChange {
  before: Access;
  after: Access | undefined;
}

/** Whether somebody administers a centre; all of them, when it is null. */
const administers = ({ active, role, centre }: Access, wanted: string | null): boolean =>
  active && role === 'administrator' && (centre === null || centre === wanted);

/** Whether nobody would administer any more what this user does. `administrators` may hold the user too. */
export function leavesNobody({ before, after }: AccessChange, administrators: readonly Access[]): boolean {
  const { id, centre } = before;
  if (!administers(before, centre) || (after && administers(after, centre))) return false;
  return !administrators.some((other) => other.id !== id && administers(other, centre));
}

/**
 * Nobody shuts everybody out: the last administrator of all centres, or of a centre that those of all centres do not reach,
 * stays one.
 *
 * @throws RuleViolation `user.last_administrator`.
 */
export function requireAdministratorLeft(change: AccessChange, administrators: readonly Access[]): void {
  if (!leavesNobody(change, administrators)) return;
  const whose = change.before.centre === null ? 'de tous les centres' : 'du centre';
  throw refusal(
    'user.last_administrator',
    `C’est le dernier administrateur ${whose}\u00a0: ajoutez-en d’abord un autre, et qu’il se connecte.`,
    change,
  );
}

/**
 * Nobody takes away their own rights, nor the address that lets them in: a slip would shut them out at once.
 *
 * @throws RuleViolation `user.own_access`.
 */
export function requireOthersAccess(change: AccessChange, actorId: string | undefined): void {
  if (change.before.id !== actorId || (change.after && changed(change.before, change.after).length === 0)) return;
  throw refusal(
    'user.own_access',
    'On ne retire ni ses propres droits ni son adresse de connexion\u00a0: un autre administrateur peut le faire.',
    change,
  );
}

const ACCESS = ['email', 'role', 'centre', 'active'] as const;

/** The fields that an access differs by. Addresses are compared as sign-in does, whatever their case. */
const changed = (before: Access, after: Access): (keyof Access)[] =>
  ACCESS.filter((field) => String(before[field]).toLowerCase() !== String(after[field]).toLowerCase());

function refusal(code: RefusalCode, message: string, { before, after }: AccessChange): RuleViolation {
  const fields = after ? changed(before, after) : [];
  return new RuleViolation(
    code,
    message,
    fields.map((path): FieldError => ({ path, code, message })),
  );
}
