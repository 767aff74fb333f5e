import type { TokenBearer } from '../db/tokens.ts';
import { ROLES, type Role } from '../domain/actions.ts';
import type { Backend } from './backend.ts';
import type { Principal } from './principal.ts';

/** Whom a secret acts as; nobody when it is unknown, revoked, or its user inactive. */
export async function principalOf({ stores }: Pick<Backend, 'stores'>, secret: string): Promise<Principal | undefined> {
  const bearer = await stores.tokens.findBySecret(secret);
  if (!bearer) return undefined;
  await stores.tokens.touch(bearer.id);
  return asPrincipal(bearer);
}

/**
 * A token without a user, as the first administrator's, acts under its label and sees every centre; a tutor's or an
 * auditeur's that the administrator of one centre made sees that centre. A user's
 * token does no more than its user may now.
 */
const asPrincipal = ({ id, label, role, user, tutor, auditeurEmail, centre }: TokenBearer): Principal => ({
  role: user ? lesser(role, user.role) : role,
  name: user?.name ?? tutor?.name ?? label,
  tokenId: id,
  userId: user?.id,
  tutorId: tutor?.id,
  auditeurEmail,
  centre: (user ? user.centre : centre) ?? null,
});

const lesser = (one: Role, other: Role): Role => (ROLES.indexOf(one) < ROLES.indexOf(other) ? one : other);
