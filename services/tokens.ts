import { createHmac } from 'node:crypto';
import type { NewToken, StoredToken } from '../db/tokens.ts';
import { ROLES } from '../domain/actions.ts';
import { ROLE_NAMES } from '../domain/words.ts';
import { audited, auditedChange, type Told } from './audit.ts';
import type { Backend } from './backend.ts';
import { badField } from './duplicates.ts';
import { notFound, ServiceRefusal } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isStaff, isWithin, type Principal } from './principal.ts';

export type { StoredToken } from '../db/tokens.ts';

const TOKEN = 'Jeton';

/** « Export BI », gestionnaire: never its secret. */
const nameOf = ({ label, role }: Pick<StoredToken, 'label' | 'role'>): string =>
  `«\u00a0${label}\u00a0», ${ROLE_NAMES[role]}`;

/** What the audit log tells of an act on a token: whom it acts as, to the centre of its user or to the centre that it sees. */
async function told(
  { stores }: Backend,
  token: StoredToken,
  { action, text, key }: Pick<Told, 'action' | 'text' | 'key'>,
): Promise<Told> {
  const { id, userId, tutorId, centre = null } = token;
  const user = userId ? await stores.users.find(userId) : undefined;
  const bearer = user ?? (tutorId ? await stores.tutors.find(tutorId) : undefined);
  const whose = bearer ? `, au nom de ${bearer.firstName} ${bearer.lastName}` : '';
  return {
    action,
    subject: id,
    key,
    centre: user ? user.centre : centre,
    text: text.replace('{token}', () => `${nameOf(token)}${whose}`),
  };
}

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
 * makes tokens of the users of that centre, and tutors' and auditeurs' that see that centre only. Asked for again under the
 * same scope, it is the same token; one revoked since stays so.
 *
 * @throws ServiceRefusal `token.revoked`.
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
  const key = `token.made ${id}`;
  return audited(
    backend,
    principal,
    async (within) => {
      if (!(await within.stores.tokens.find(id))) {
        if (await within.stores.audit.isTold(key)) throw revoked();
        await within.stores.tokens.insert({ ...token, id, centre }, tokenSecret(backend, scope));
      }
      return readToken(within, principal, id);
    },
    (made, within) => told(within, made, { action: 'token.made', key, text: 'Jeton créé\u00a0: {token}.' }),
  );
}

const revoked = (): ServiceRefusal =>
  new ServiceRefusal('state', 'token.revoked', 'Ce jeton a été révoqué depuis\u00a0: créez-en un autre.');

/** Whom it acts as exists, within the maker's reach, and may do as much as the token. */
async function requireBearer(
  { stores }: Backend,
  principal: Principal,
  { role, userId, tutorId }: Omit<NewToken, 'id'>,
): Promise<void> {
  if (tutorId && !(await stores.tutors.find(tutorId)))
    throw badField('tutor.unknown', 'tutorId', 'Ce tuteur n’existe pas.');
  if (!userId) {
    if (isStaff(role) && principal.centre !== null) throw ofNobody();
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

/** A token of staff that is nobody's sees every centre. */
function ofNobody(): ServiceRefusal {
  const message = 'Vous ne pouvez agir que pour votre centre\u00a0: choisissez l’un de ses utilisateurs.';
  return new ServiceRefusal('forbidden', 'forbidden', message, [{ path: 'userId', code: 'forbidden', message }]);
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
  return auditedChange(backend, principal, {
    read: (within) => readToken(within, principal, id),
    write: (within) => within.stores.tokens.rename(id, label),
    labels: { label: { label: 'nom', show: (name) => `«\u00a0${name}\u00a0»` } },
    tell: (token, changes, within) =>
      told(within, token, { action: 'token.renamed', text: `Jeton renommé\u00a0: {token} (${changes}).` }),
  });
}

/** Revokes a token, at once. */
export async function removeToken(backend: Backend, principal: Principal, id: string): Promise<void> {
  await audited(
    backend,
    principal,
    async (within) => {
      const token = await readToken(within, principal, id);
      if (!(await within.stores.tokens.remove(id))) throw notFound(TOKEN);
      return token;
    },
    (token, within) => told(within, token, { action: 'token.revoked', text: 'Jeton révoqué\u00a0: {token}.' }),
  );
}
