import type { StoredUser, UserChanges } from '../db/users.ts';
import { type AccessChange, requireAdministratorLeft, requireOthersAccess } from '../domain/administrators.ts';
import { RuleViolation } from '../domain/errors.ts';
import { ROLE_NAMES } from '../domain/words.ts';
import { audited, auditedChange } from './audit.ts';
import type { Backend } from './backend.ts';
import { type Labels, yesOrNo } from './differences.ts';
import { type Directory, type DirectoryRequest, pageByName } from './directory.ts';
import { duplicate, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { everyItem, type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isWithin, type Principal, requireWithin } from './principal.ts';

export type { StoredUser } from '../db/users.ts';

const USER = 'Utilisateur';

const LABELS: Labels<StoredUser> = {
  firstName: 'prénom',
  lastName: 'nom',
  email: 'adresse électronique',
  role: { label: 'rôle', show: (role) => ROLE_NAMES[role] },
  centre: { label: 'centre', show: (centre) => centre ?? 'tous' },
  active: { label: 'actif', show: yesOrNo },
};

const nameOf = ({ firstName, lastName, role }: StoredUser): string => `${firstName} ${lastName}, ${ROLE_NAMES[role]}`;

const refusals = () => ({
  taken: duplicate('user.duplicate', 'email', 'Un utilisateur a déjà cette adresse électronique.'),
  missing: new RuleViolation('centre.unknown', 'Ce centre régional n’existe pas.', [
    { path: 'centre', code: 'centre.unknown', message: 'Centre inconnu.' },
  ]),
});

/** The users of the asker's centre, or of all. */
export const listUsers = (
  { stores }: Backend,
  { centre }: Principal,
  page: PageRequest,
): Promise<KeysetPage<StoredUser>> =>
  pageOf(
    (request) => stores.users.list({ ...request, centre }),
    page,
    ({ id }) => id,
  );

/** Every user of the asker's centre, or of all: a few hundred at most. */
export const everyUser = ({ stores }: Backend, { centre }: Principal): Promise<StoredUser[]> =>
  everyItem(
    (request) => stores.users.list({ ...request, centre }),
    ({ id }) => id,
  );

const DIRECTORY: Directory<StoredUser> = {
  keyOf: ({ id }) => id,
  nameOf: ({ lastName, firstName }) => `${lastName} ${firstName}`,
  textOf: ({ email, role }) => `${email} ${ROLE_NAMES[role]}`,
};

/** A page of the users found, by name. */
export const findUsers = async (
  backend: Backend,
  principal: Principal,
  request: DirectoryRequest,
): Promise<KeysetPage<StoredUser> & { count: number }> =>
  pageByName(await everyUser(backend, principal), request, DIRECTORY);

/** A user of the asker's centre, or of any; else it is as if there were none. */
export async function readUser({ stores }: Backend, principal: Principal, id: string): Promise<StoredUser> {
  const user = await stores.users.find(id);
  if (!user || !isWithin(principal, user.centre)) throw notFound(USER);
  return user;
}

/** A new user: of the asker's centre when none is named. Who belongs to a centre adds to theirs only. */
export async function addUser(
  backend: Backend,
  principal: Principal,
  { centre = principal.centre, ...person }: Omit<StoredUser, 'id' | 'centre'> & { centre?: string | null },
  scope: string,
): Promise<StoredUser> {
  const id = uuidFrom(`user ${scope}`);
  requireWithin(principal, centre);
  return audited(
    backend,
    principal,
    async (within) => {
      const kept = await within.stores.users.find(id);
      if (!kept) await orRefusal(within, () => within.stores.users.insert({ ...person, centre, id }), refusals());
      return readUser(within, principal, id);
    },
    (user) => ({
      ...{ action: 'user.added', subject: id, centre: user.centre, key: `user.added ${id}` },
      text: `Utilisateur ajouté\u00a0: ${nameOf(user)}.`,
    }),
  );
}

/**
 * Changes a user of the asker's centre, or of any; who belongs to a centre moves nobody out of it. An administrator is left,
 * and nobody takes away their own access.
 *
 * @throws RuleViolation `user.last_administrator`, `user.own_access`.
 */
export async function changeUser(
  backend: Backend,
  principal: Principal,
  id: string,
  changes: UserChanges,
): Promise<StoredUser> {
  await readUser(backend, principal, id);
  if (changes.centre !== undefined) requireWithin(principal, changes.centre);
  return auditedChange(backend, principal, {
    read: (within) => readUser(within, principal, id),
    async write(within, before) {
      await requireAccessKept(within, principal, { before, after: { ...before, ...changes } });
      await orRefusal(within, () => within.stores.users.update(id, changes), refusals());
    },
    labels: LABELS,
    tell: (user, told) => ({
      ...{ action: 'user.changed', subject: id, centre: user.centre },
      text: `Utilisateur modifié\u00a0: ${nameOf(user)} (${told}).`,
    }),
  });
}

/** Acts that may take access away come one after the other (see `audited`), so that the last two administrators do not both go. */
async function requireAccessKept({ stores }: Backend, { userId }: Principal, change: AccessChange): Promise<void> {
  requireAdministratorLeft(change, await stores.users.administrators());
  requireOthersAccess(change, userId);
}

/**
 * Removes a user, and every token that acts as them.
 *
 * @throws RuleViolation `user.last_administrator`, `user.own_access`.
 */
export async function removeUser(backend: Backend, principal: Principal, id: string): Promise<void> {
  await audited(
    backend,
    principal,
    async (within) => {
      const user = await readUser(within, principal, id);
      await requireAccessKept(within, principal, { before: user, after: undefined });
      if (!(await within.stores.users.remove(id))) throw notFound(USER);
      return user;
    },
    (user) => ({
      ...{ action: 'user.removed', subject: id, centre: user.centre },
      text: `Utilisateur supprimé, avec ses jetons\u00a0: ${nameOf(user)}.`,
    }),
  );
}
