import type { CentreChanges, NewCentre, StoredCentre } from '../db/centres.ts';
import type { KeptLogo } from '../domain/centre-identity.ts';
import { monthsInFrench } from '../domain/dates.ts';
import type { Policy } from '../domain/policy.ts';
import { faultOf } from '../domain/reminder-faults.ts';
import { describeWait } from '../domain/waits.ts';
import { audited, auditedChange } from './audit.ts';
import type { Backend } from './backend.ts';
import { WAITS } from './centre-form.ts';
import { asItIs, differences, type Labels, pricesInWords, same } from './differences.ts';
import { badField, duplicate, orRefusal } from './duplicates.ts';
import { notFound, ServiceRefusal } from './errors.ts';
import { everyItem, type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import { isWithin, type Principal, requireWithin } from './principal.ts';

const CENTRE = 'Centre régional';

/** A centre as people see it: with the policy in force, whoever decided it. */
export type CentreView = Omit<StoredCentre, 'ownPolicy'>;

const POLICY_LABELS: Labels<Policy> = {
  registrationMonths: { label: 'mois d’inscription', show: monthsInFrench },
  avisDays: { label: 'jours pour l’avis', show: asItIs },
  avisCorrectionDays: { label: 'jours pour corriger un avis', show: asItIs },
  followUpWorkingDays: { label: 'jours ouvrés pour la suite du parcours', show: asItIs },
  minRevisionDays: { label: 'jours de révision au moins', show: asItIs },
  surveyReminderDays: { label: 'jours avant le rappel de l’enquête', show: asItIs },
  reminders: (before, after) =>
    `relances (${WAITS.filter((wait) => !same(before[wait], after[wait]))
      .map((wait) => describeWait(wait))
      .join(', ')})`,
};

const LABELS: Labels<CentreView> = {
  name: 'nom',
  holidayZone: { label: 'zone', show: asItIs },
  staffEmail: { label: 'adresse des gestionnaires', show: asItIs },
  managerEmail: { label: 'adresse des responsables', show: asItIs },
  handicapEmail: { label: 'adresse du référent handicap', show: asItIs },
  contactPhone: 'téléphone',
  resourcesUrl: 'ressources',
  cgv: { label: 'CGV', show: ({ version, url }) => `${version} (${url})` },
  prices: { label: 'prix en euros', show: pricesInWords },
  policy: (before, after) => differences(before, after, POLICY_LABELS),
  address: 'adresse postale',
  legalNotice: 'mentions légales',
  signature: 'signataire',
  fundedAction: 'action financée',
  publication: 'mentions et données personnelles',
  logo: 'logo',
};

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

/** The asker's centre, or every one there is: a few dozen at most. */
export const everyCentre = ({ stores }: Backend, { centre: own }: Principal): Promise<CentreView[]> =>
  everyItem(
    async (request) => (await stores.centres.list({ ...request, code: own })).map(shown),
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
  const { code, name } = centre;
  return audited(
    backend,
    principal,
    async (within) => {
      await orRefusal(within, () => within.stores.centres.insert(centre), {
        taken: duplicate('centre.duplicate', 'code', 'Un centre porte déjà ce code.'),
      });
      // Last: a code that is taken is told first. What was inserted goes with the transaction.
      requireSendable(centre.policy?.reminders);
      return readCentre(within, principal, code);
    },
    () => ({ action: 'centre.added', subject: code, centre: code, text: `Centre ajouté\u00a0: ${name} (${code}).` }),
  );
}

/** Reminders that would never be sent are refused: nobody would notice. */
function requireSendable(reminders: Partial<Policy['reminders']> = {}): void {
  for (const wait of WAITS) {
    for (const [index, rule] of (reminders[wait] ?? []).entries()) {
      const fault = faultOf(wait, rule);
      if (fault) throw badField('reminder.never', `policy.reminders.${wait}.${index}.${fault.field}`, fault.message);
    }
  }
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
  return auditedChange(backend, principal, {
    read: (within) => readCentre(within, principal, code),
    async write(within) {
      const { ownPolicy } = await visibleCentre(within, principal, code);
      requireSendable(policy?.reminders);
      const reminders = { ...ownPolicy.reminders, ...policy?.reminders } as Policy['reminders'];
      const own = policy && { ...ownPolicy, ...policy, reminders };
      await within.stores.centres.update(code, { ...changes, policy: own });
    },
    labels: LABELS,
    tell: ({ name }, told) => ({
      ...{ action: 'centre.changed', subject: code, centre: code },
      text: `Centre modifié\u00a0: ${name} (${told}).`,
    }),
  });
}

/**
 * Removes a centre that nothing refers to. One is left: enrolments, and a start on an empty database, need it.
 *
 * @throws ServiceRefusal `centre.last`, `centre.in_use`.
 */
export async function removeCentre(backend: Backend, principal: Principal, code: string): Promise<void> {
  await audited(
    backend,
    principal,
    async (within) => {
      const centre = await readCentre(within, principal, code);
      if ((await within.stores.centres.list({ limit: 2 })).length === 1) throw last();
      await orRefusal(within, () => within.stores.centres.remove(code), { missing: inUse() });
      return centre;
    },
    ({ name }) => ({
      ...{ action: 'centre.removed', subject: code, centre: code },
      text: `Centre supprimé\u00a0: ${name} (${code}).`,
    }),
  );
}

const last = (): ServiceRefusal =>
  new ServiceRefusal('state', 'centre.last', 'C’est le seul centre\u00a0: ajoutez-en d’abord un autre.');

const inUse = (): ServiceRefusal =>
  new ServiceRefusal(
    'state',
    'centre.in_use',
    'Des dossiers, des utilisateurs, des jetons ou des périodes d’inscription sont de ce centre\u00a0: il ne peut pas être supprimé.',
  );

/** Puts a logo on a centre's papers, or takes it off. */
export const changeLogo = (
  backend: Backend,
  principal: Principal,
  code: string,
  logo: KeptLogo | null,
): Promise<CentreView> =>
  auditedChange(backend, principal, {
    read: (within) => readCentre(within, principal, code),
    write: (within) => within.stores.centres.setLogo(code, logo),
    labels: { logo: 'logo' },
    tell: ({ name }, told) => ({
      ...{ action: 'centre.changed', subject: code, centre: code },
      text: `Centre modifié\u00a0: ${name} (${told}).`,
    }),
  });
