import { createHmac } from 'node:crypto';
import type { NewToken, StoredToken } from '../db/tokens.ts';
import { ROLES } from '../domain/actions.ts';
import type { Backend } from './backend.ts';
import { badField } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';

const TOKEN = 'Jeton';

export const listTokens = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredToken>> =>
  pageOf(stores.tokens.list, page, ({ id }) => id);

/**
 * The secret of the token made under a scope: shown in the answer that makes it and in its repeats, and kept nowhere, since
 * it can be derived again.
 */
export const tokenSecret = ({ secret }: Pick<Backend, 'secret'>, scope: string): string =>
  `jln_${createHmac('sha256', secret).update(`token ${scope}`).digest('base64url')}`;

/** Makes a token that acts as a user, a tutor or an auditeur. */
export async function addToken(backend: Backend, token: Omit<NewToken, 'id'>, scope: string): Promise<StoredToken> {
  const id = uuidFrom(`token ${scope}`);
  await requireBearer(backend, token);
  if (!(await backend.stores.tokens.find(id))) {
    await backend.stores.tokens.insert({ ...token, id }, tokenSecret(backend, scope));
  }
  return readToken(backend, id);
}

/** Whom it acts as exists, and may do as much as the token. */
async function requireBearer({ stores }: Backend, { role, userId, tutorId }: Omit<NewToken, 'id'>): Promise<void> {
  if (tutorId && !(await stores.tutors.find(tutorId)))
    throw badField('tutor.unknown', 'tutorId', 'Ce tuteur n’existe pas.');
  if (!userId) return;
  const user = await stores.users.find(userId);
  if (!user) throw badField('user.unknown', 'userId', 'Cet utilisateur n’existe pas.');
  if (ROLES.indexOf(role) > ROLES.indexOf(user.role)) {
    throw badField('token.role', 'role', 'Un jeton ne peut pas donner plus de droits que son utilisateur n’en a.');
  }
}

export async function readToken({ stores }: Backend, id: string): Promise<StoredToken> {
  const token = await stores.tokens.find(id);
  if (!token) throw notFound(TOKEN);
  return token;
}

export async function renameToken(backend: Backend, id: string, label: string): Promise<StoredToken> {
  await backend.stores.tokens.rename(id, label);
  return readToken(backend, id);
}

/** Revokes a token, at once. */
export async function removeToken({ stores }: Backend, id: string): Promise<void> {
  if (!(await stores.tokens.remove(id))) throw notFound(TOKEN);
}
