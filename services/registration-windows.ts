import type { StoredWindow, WindowChanges } from '../db/registration-windows.ts';
import { inFrench } from '../domain/dates.ts';
import { audited, auditedChange } from './audit.ts';
import type { Backend } from './backend.ts';
import { badField, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { everyItem, type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isWithin, type Principal, requireWithin } from './principal.ts';

export type { StoredWindow } from '../db/registration-windows.ts';

const WINDOW = 'Période d’inscription';

const nameOf = ({ label, from, to }: StoredWindow): string => `${label}, du ${inFrench(from)} au ${inFrench(to)}`;

/** R3: the exceptions that open the asker's centre, or all of them; October, February and March are always open. */
export const listWindows = (
  { stores }: Backend,
  { centre }: Principal,
  page: PageRequest,
): Promise<KeysetPage<StoredWindow>> =>
  pageOf(
    (request) => stores.registrationWindows.list({ ...request, centre }),
    page,
    ({ id }) => id,
  );

/** Every one of them, the latest first. */
export async function everyWindow({ stores }: Backend, { centre }: Principal): Promise<StoredWindow[]> {
  const all = await everyItem(
    (request) => stores.registrationWindows.list({ ...request, centre }),
    ({ id }) => id,
  );
  return all.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : a.label < b.label ? -1 : 1));
}

/** A window of the asker's centre or of every centre, or any; else it is as if there were none. */
export async function readWindow({ stores }: Backend, principal: Principal, id: string): Promise<StoredWindow> {
  const window = await stores.registrationWindows.find(id);
  if (!window || !(window.centre === null || isWithin(principal, window.centre))) throw notFound(WINDOW);
  return window;
}

/** A new window: of the asker's centre when none is named. Who belongs to a centre opens theirs only. */
export async function addWindow(
  backend: Backend,
  principal: Principal,
  { centre = principal.centre, ...days }: Omit<StoredWindow, 'id' | 'centre'> & { centre?: string | null },
  scope: string,
): Promise<StoredWindow> {
  const id = uuidFrom(`window ${scope}`);
  requireWithin(principal, centre);
  requireOrder(days);
  return audited(
    backend,
    principal,
    async (within) => {
      const kept = await within.stores.registrationWindows.find(id);
      if (!kept) await ofKnownCentre(within, () => within.stores.registrationWindows.insert({ ...days, centre, id }));
      return readWindow(within, principal, id);
    },
    (added) => ({
      ...{ action: 'registration_window.added', subject: id, key: `registration_window.added ${id}`, ...whose(added) },
      text: `Période d’inscription ajoutée\u00a0: ${nameOf(added)}.`,
    }),
  );
}

/** Changes a window; who belongs to a centre changes those of theirs only, and gives none away. */
export async function changeWindow(
  backend: Backend,
  principal: Principal,
  id: string,
  changes: WindowChanges,
): Promise<StoredWindow> {
  const window = await readWindow(backend, principal, id);
  requireWithin(principal, window.centre);
  if (changes.centre !== undefined) requireWithin(principal, changes.centre);
  requireOrder({ ...window, ...changes });
  return auditedChange(backend, principal, {
    read: (within) => readWindow(within, principal, id),
    write: (within) => ofKnownCentre(within, () => within.stores.registrationWindows.update(id, changes)),
    labels: {
      label: 'nom',
      from: { label: 'début', show: inFrench },
      to: { label: 'fin', show: inFrench },
      centre: { label: 'centre', show: (centre) => centre ?? 'tous' },
    },
    tell: (before, told) => ({
      ...{ action: 'registration_window.changed', subject: id, ...whose(before) },
      text: `Période d’inscription modifiée\u00a0: ${nameOf(before)} (${told}).`,
    }),
  });
}

/** One that opens every centre concerns them all. */
const whose = ({ centre }: StoredWindow): { centre: string } | { shared: true } =>
  centre === null ? { shared: true } : { centre };

const ofKnownCentre = <T>(backend: Backend, write: () => Promise<T>): Promise<T> =>
  orRefusal(backend, write, {
    missing: badField('centre.unknown', 'centre', 'Ce centre régional n’existe pas.'),
  });

function requireOrder({ from, to }: Pick<StoredWindow, 'from' | 'to'>): void {
  if (from <= to) return;
  throw badField('registration_window.order', 'to', 'Une période d’inscription se termine après avoir commencé.');
}
