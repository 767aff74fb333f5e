import type { CentreChanges, NewCentre, StoredCentre } from '../db/centres.ts';
import type { Policy } from '../domain/policy.ts';
import type { Backend } from './backend.ts';
import { duplicate, orRefusal } from './duplicates.ts';
import { notFound, ServiceRefusal } from './errors.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isWithin, type Principal, requireWithin } from './principal.ts';

const CENTRE = 'Centre régional';

/** A centre as people see it: with the policy in force, whoever decided it. */
export type CentreView = Omit<StoredCentre, 'ownPolicy'>;

const shown = ({ ownPolicy: _own, ...centre }: StoredCentre): CentreView => centre;

/** The asker's centre, or all of them. */
export const listCentres = (
  { stores }: Backend,
  { centre: own }: Principal,
  page: PageRequest,
): Promise<KeysetPage<CentreView>> =>
  pageOf(
    async (request) => (await stores.centres.list({ ...request, code: own })).map(shown),
    page,
    ({ code }) => code,
  );

/** A centre with its policy, for the people of this centre or of all. */
export const readCentre = async (backend: Backend, principal: Principal, code: string): Promise<CentreView> =>
  shown(await visibleCentre(backend, principal, code));

async function visibleCentre({ stores }: Backend, principal: Principal, code: string): Promise<StoredCentre> {
  const centre = isWithin(principal, code) ? await stores.centres.find(code) : undefined;
  if (!centre) throw notFound(CENTRE);
  return centre;
}

/** Adds a centre: for who belongs to all of them. */
export async function addCentre(backend: Backend, principal: Principal, centre: NewCentre): Promise<CentreView> {
  requireWithin(principal, null);
  await orRefusal(backend, () => backend.stores.centres.insert(centre), {
    taken: duplicate('centre.duplicate', 'Un centre porte déjà ce code.'),
  });
  return readCentre(backend, principal, centre.code);
}

/** The policy given is put over the centre's own; a wait that runs keeps the policy it began with. */
export async function changeCentre(
  backend: Backend,
  principal: Principal,
  code: string,
  {
    policy,
    ...changes
  }: Omit<CentreChanges, 'policy'> & {
    policy?: Partial<Omit<Policy, 'reminders'>> & { reminders?: Partial<Policy['reminders']> };
  },
): Promise<CentreView> {
  const { ownPolicy } = await visibleCentre(backend, principal, code);
  const reminders = { ...ownPolicy.reminders, ...policy?.reminders } as Policy['reminders'];
  const own = policy && { ...ownPolicy, ...policy, reminders };
  await backend.stores.centres.update(code, { ...changes, policy: own });
  return readCentre(backend, principal, code);
}

/** Removes a centre that nothing refers to. */
export async function removeCentre(backend: Backend, principal: Principal, code: string): Promise<void> {
  await readCentre(backend, principal, code);
  await orRefusal(backend, () => backend.stores.centres.remove(code), {
    missing: new ServiceRefusal(
      'state',
      'centre.in_use',
      'Des dossiers, des utilisateurs, des jetons ou des périodes d’inscription sont de ce centre\u00a0: il ne peut pas être supprimé.',
    ),
  });
}
