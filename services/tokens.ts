import { createHmac } from 'node:crypto';
import type { NewToken, StoredToken } from '../db/tokens.ts';
import { ROLES } from '../domain/actions.ts';
import type { Backend } from './backend.ts';
import { badField } from './duplicates.ts';
import { notFound, outOfCentre } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isStaff, isWithin, type Principal } from './principal.ts';

const TOKEN = 'Jeton';

/** The tokens of the asker's centre, or all. */
export const listTokens = (
  { stores }: Backend,
  { centre }: Principal,
  page: PageRequest,
): Promise<KeysetPage<StoredToken>> =>
  pageOf(
    (request) => stores.tokens.list({ ...request, centre }),
    page,
    ({ id }) => id,
  );

/**
 * The secret of the token made under a scope: shown in the answer that makes it and in its repeats, and kept nowhere, since
 * it can be derived again.
 */
export const tokenSecret = ({ secret }: Pick<Backend, 'secret'>, scope: string): string =>
  `jln_${createHmac('sha256', secret).update(`token ${scope}`).digest('base64url')}`;

/**
 * Makes a token that acts as a user, a tutor or an auditeur. It never sees more than its maker: who belongs to a centre
 * makes tokens of the users of that centre, and tutors' and auditeurs' that see that centre only.
 */
export async function addToken(
  backend: Backend,
  principal: Principal,
  token: Omit<NewToken, 'id' | 'centre'>,
  scope: string,
): Promise<StoredToken> {
  const id = uuidFrom(`token ${scope}`);
  await requireBearer(backend, principal, token);
  const centre = token.userId ? undefined : (principal.centre ?? undefined);
  if (!(await backend.stores.tokens.find(id))) {
    await backend.stores.tokens.insert({ ...token, id, centre }, tokenSecret(backend, scope));
  }
  return readToken(backend, principal, id);
}

/** Whom it acts as exists, within the maker's reach, and may do as much as the token. */
async function requireBearer(
  { stores }: Backend,
  principal: Principal,
  { role, userId, tutorId }: Omit<NewToken, 'id'>,
): Promise<void> {
  if (tutorId && !(await stores.tutors.find(tutorId)))
    throw badField('tutor.unknown', 'tutorId', 'Ce tuteur n’existe pas.');
  if (!userId) {
    if (isStaff(role) && principal.centre !== null) throw outOfCentre();
    return;
  }
  const user = await stores.users.find(userId);
  if (!user || !isWithin(principal, user.centre)) {
    throw badField('user.unknown', 'userId', 'Cet utilisateur n’existe pas.');
  }
  if (ROLES.indexOf(role) > ROLES.indexOf(user.role)) {
    throw badField('token.role', 'role', 'Un jeton ne peut pas donner plus de droits que son utilisateur n’en a.');
  }
}

/** A token of the asker's centre, or any; else it is as if there were none. */
export async function readToken({ stores }: Backend, { centre }: Principal, id: string): Promise<StoredToken> {
  const token = await stores.tokens.find(id, centre);
  if (!token) throw notFound(TOKEN);
  return token;
}

export async function renameToken(
  backend: Backend,
  principal: Principal,
  id: string,
  label: string,
): Promise<StoredToken> {
  await readToken(backend, principal, id);
  await backend.stores.tokens.rename(id, label);
  return readToken(backend, principal, id);
}

/** Revokes a token, at once. */
export async function removeToken(backend: Backend, principal: Principal, id: string): Promise<void> {
  await readToken(backend, principal, id);
  if (!(await backend.stores.tokens.remove(id))) throw notFound(TOKEN);
}
