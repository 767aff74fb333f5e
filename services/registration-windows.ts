import type { StoredWindow, WindowChanges } from '../db/registration-windows.ts';
import type { Backend } from './backend.ts';
import { badField } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';

const WINDOW = 'Période d’inscription';

/** R3: the exceptions; October, February and March are always open. */
export const listWindows = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredWindow>> =>
  pageOf(stores.registrationWindows.list, page, ({ id }) => id);

export async function readWindow({ stores }: Backend, id: string): Promise<StoredWindow> {
  const window = await stores.registrationWindows.find(id);
  if (!window) throw notFound(WINDOW);
  return window;
}

export async function addWindow(
  backend: Backend,
  window: Omit<StoredWindow, 'id'>,
  scope: string,
): Promise<StoredWindow> {
  const id = uuidFrom(`window ${scope}`);
  requireOrder(window);
  const kept = await backend.stores.registrationWindows.find(id);
  if (!kept) await backend.stores.registrationWindows.insert({ ...window, id });
  return readWindow(backend, id);
}

export async function changeWindow(backend: Backend, id: string, changes: WindowChanges): Promise<StoredWindow> {
  requireOrder({ ...(await readWindow(backend, id)), ...changes });
  await backend.stores.registrationWindows.update(id, changes);
  return readWindow(backend, id);
}

function requireOrder({ from, to }: Pick<StoredWindow, 'from' | 'to'>): void {
  if (from <= to) return;
  throw badField('registration_window.order', 'to', 'Une période d’inscription se termine après avoir commencé.');
}
