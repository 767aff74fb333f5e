import type { StoredUser, UserChanges } from '../db/users.ts';
import { RuleViolation } from '../domain/errors.ts';
import type { Backend } from './backend.ts';
import { duplicate, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isWithin, type Principal, requireWithin } from './principal.ts';

const USER = 'Utilisateur';

const refusals = () => ({
  taken: duplicate('user.duplicate', 'Un utilisateur a déjà cette adresse électronique.'),
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
  const kept = await backend.stores.users.find(id);
  if (!kept) await orRefusal(backend, () => backend.stores.users.insert({ ...person, centre, id }), refusals());
  return readUser(backend, principal, id);
}

/** Changes a user of the asker's centre, or of any; who belongs to a centre moves nobody out of it. */
export async function changeUser(
  backend: Backend,
  principal: Principal,
  id: string,
  changes: UserChanges,
): Promise<StoredUser> {
  await readUser(backend, principal, id);
  if (changes.centre !== undefined) requireWithin(principal, changes.centre);
  const found = await orRefusal(backend, () => backend.stores.users.update(id, changes), refusals());
  if (!found) throw notFound(USER);
  return readUser(backend, principal, id);
}

/** Removes a user, and every token that acts as them. */
export async function removeUser(backend: Backend, principal: Principal, id: string): Promise<void> {
  await readUser(backend, principal, id);
  if (!(await backend.stores.users.remove(id))) throw notFound(USER);
}
