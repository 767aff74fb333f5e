import type { StoredUser, UserChanges } from '../db/users.ts';
import { RuleViolation } from '../domain/errors.ts';
import type { Backend } from './backend.ts';
import { duplicate, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';

const USER = 'Utilisateur';

const refusals = () => ({
  taken: duplicate('user.duplicate', 'Un utilisateur a déjà cette adresse électronique.'),
  missing: new RuleViolation('centre.unknown', 'Ce centre régional n’existe pas.', [
    { path: 'centre', code: 'centre.unknown', message: 'Centre inconnu.' },
  ]),
});

export const listUsers = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredUser>> =>
  pageOf(stores.users.list, page, ({ id }) => id);

export async function readUser({ stores }: Backend, id: string): Promise<StoredUser> {
  const user = await stores.users.find(id);
  if (!user) throw notFound(USER);
  return user;
}

export async function addUser(backend: Backend, user: Omit<StoredUser, 'id'>, scope: string): Promise<StoredUser> {
  const id = uuidFrom(`user ${scope}`);
  const kept = await backend.stores.users.find(id);
  if (!kept) await orRefusal(backend, () => backend.stores.users.insert({ ...user, id }), refusals());
  return readUser(backend, id);
}

export async function changeUser(backend: Backend, id: string, changes: UserChanges): Promise<StoredUser> {
  const found = await orRefusal(backend, () => backend.stores.users.update(id, changes), refusals());
  if (!found) throw notFound(USER);
  return readUser(backend, id);
}

/** Removes a user, and every token that acts as them. */
export async function removeUser({ stores }: Backend, id: string): Promise<void> {
  if (!(await stores.users.remove(id))) throw notFound(USER);
}
