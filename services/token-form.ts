import { ROLES, type Role } from '../domain/actions.ts';
import { email, line, uuid, z } from './fields/fields.ts';

interface Bearer {
  role: Role;
  userId?: string;
  tutorId?: string;
  auditeurEmail?: string;
}

type Name = 'userId' | 'tutorId' | 'auditeurEmail';
const NAMES: readonly Name[] = ['userId', 'tutorId', 'auditeurEmail'];
/** Whom a token names; that of a user may be nobody's. */
const OWN: Partial<Record<Role, Name>> = { tutor: 'tutorId', auditeur: 'auditeurEmail' };

/** A tutor's token names its tutor, an auditeur's its address, a staff one its user or nobody; none names another. */
function misnamed({ role, ...bearer }: Bearer): { path: Name; message: string }[] {
  const own = OWN[role] ?? 'userId';
  const isMissing = role in OWN && !bearer[own];
  const others = NAMES.filter((name) => name !== own && bearer[name]);
  return [
    ...(isMissing ? [{ path: own, message: 'est obligatoire avec ce rôle' }] : []),
    ...others.map((path) => ({ path, message: 'ne va pas avec ce rôle' })),
  ];
}

/** A token that is made. */
export const newToken = z
  .strictObject({
    label: line(),
    role: z.enum(ROLES),
    userId: uuid().optional(),
    tutorId: uuid().optional(),
    auditeurEmail: email().optional(),
  })
  .superRefine((token, context) => {
    for (const { path, message } of misnamed(token)) context.addIssue({ code: 'custom', path: [path], message });
  });
