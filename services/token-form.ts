import { ROLES, type Role } from '../domain/actions.ts';
import { email, line, uuid, z } from './fields/fields.ts';

interface Bearer {
  role: Role;
  userId?: string;
  tutorId?: string;
  auditeurEmail?: string;
}

/** A tutor's token names its tutor, an auditeur's its address, a staff one its user or nobody; none names another. */
function namesItsBearer({ role, userId, tutorId, auditeurEmail }: Bearer): boolean {
  if (role === 'tutor') return Boolean(tutorId && !userId && !auditeurEmail);
  if (role === 'auditeur') return Boolean(auditeurEmail && !userId && !tutorId);
  return !tutorId && !auditeurEmail;
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
  .refine(namesItsBearer, {
    path: ['role'],
    error: 'un jeton de tuteur donne tutorId, un jeton d’auditeur auditeurEmail, les autres au plus userId',
  });
