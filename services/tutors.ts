import type { NewTutor, StoredTutor, TutorChanges } from '../db/tutors.ts';
import { inFrench } from '../domain/dates.ts';
import { RuleViolation } from '../domain/errors.ts';
import { standingOf, type TutorStanding } from '../domain/tutor.ts';
import { audited, auditedChange } from './audit.ts';
import type { Backend } from './backend.ts';
import { asItIs, type Labels, yesOrNo } from './differences.ts';
import { type Directory, type DirectoryRequest, pageByName } from './directory.ts';
import { duplicate, orRefusal } from './duplicates.ts';
import { notFound, ServiceRefusal } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { everyItem, type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import type { Principal } from './principal.ts';

export type { StoredTutor } from '../db/tutors.ts';

const TUTOR = 'Tuteur';

const LABELS: Labels<StoredTutor> = {
  firstName: 'prénom',
  lastName: 'nom',
  email: 'adresse électronique',
  phone: 'téléphone',
  active: { label: 'actif', show: yesOrNo },
  approved: { label: 'agrément', show: (approval) => approvalInWords(approval) },
  certifications: { label: 'certifications', show: (codes) => asItIs(codes.join(' ')) },
  capacity: { label: 'capacité', show: asItIs },
};

const approvalInWords = (approval: StoredTutor['approved']): string =>
  approval ? `du ${inFrench(approval.on)} (${approval.reference || 'sans référence'})` : 'aucun';

const nameOf = ({ firstName, lastName, code }: StoredTutor): string => `${firstName} ${lastName} (${code})`;

const refusals = () => ({
  taken: {
    one_tutor_per_code: duplicate('tutor.duplicate', 'code', 'Un tuteur porte déjà ce code.'),
    one_tutor_per_email: duplicate('tutor.duplicate', 'email', 'Un tuteur a déjà cette adresse électronique.'),
  },
  missing: new RuleViolation('certification.unknown', 'L’une des certifications n’existe pas.', [
    { path: 'certifications', code: 'certification.unknown', message: 'Certification inconnue.' },
  ]),
});

export const listTutors = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredTutor>> =>
  pageOf(stores.tutors.list, page, ({ code }) => code);

/** Every tutor: a few hundred at most. */
export const everyTutor = ({ stores }: Backend): Promise<StoredTutor[]> =>
  everyItem(stores.tutors.list, ({ code }) => code);

const DIRECTORY: Directory<StoredTutor> = {
  keyOf: ({ code }) => code,
  nameOf: ({ lastName, firstName }) => `${lastName} ${firstName}`,
  textOf: ({ code, email }) => `${code} ${email}`,
};

/** A page of the tutors found, by name. */
export async function findTutors(
  backend: Backend,
  { certification, standing, ...request }: DirectoryRequest & { certification?: string; standing?: TutorStanding },
): Promise<KeysetPage<StoredTutor> & { count: number }> {
  const all = (await everyTutor(backend)).filter(
    (tutor) =>
      (certification === undefined || tutor.certifications.includes(certification)) &&
      (standing === undefined || standingOf(tutor) === standing),
  );
  return pageByName(all, request, DIRECTORY);
}

export async function readTutor({ stores }: Backend, id: string): Promise<StoredTutor> {
  const tutor = await stores.tutors.find(id);
  if (!tutor) throw notFound(TUTOR);
  return tutor;
}

/** Adds a tutor; without a code, one is made. A repeat under the same scope adds nothing. */
export async function addTutor(
  backend: Backend,
  principal: Principal,
  tutor: Omit<NewTutor, 'id' | 'code'> & { code?: string },
  scope: string,
): Promise<StoredTutor> {
  const id = uuidFrom(`tutor ${scope}`);
  const code = tutor.code ?? `T-${id.slice(0, 8).toUpperCase()}`;
  return audited(
    backend,
    principal,
    async (within) => {
      const kept = await within.stores.tutors.find(id);
      if (!kept) await orRefusal(within, () => within.stores.tutors.insert({ ...tutor, id, code }), refusals());
      return kept ?? readTutor(within, id);
    },
    (added) => ({
      ...{ action: 'tutor.added', subject: added.code, shared: true, key: `tutor.added ${id}` },
      text: `Tuteur ajouté\u00a0: ${nameOf(added)}.`,
    }),
  );
}

/**
 * Changes a tutor, whom all centres share. A tutor signs in by their address: who belongs to one centre does not change that of
 * a tutor of another one, and so does not get to read its enrolments.
 */
export const changeTutor = (
  backend: Backend,
  principal: Principal,
  id: string,
  changes: TutorChanges,
): Promise<StoredTutor> =>
  auditedChange(backend, principal, {
    read: (within) => readTutor(within, id),
    async write(within, { email }) {
      const isMoved = changes.email !== undefined && changes.email.toLowerCase() !== email.toLowerCase();
      if (isMoved) await requireOwnTutor(within, principal, id);
      await orRefusal(within, () => within.stores.tutors.update(id, changes), refusals());
    },
    labels: LABELS,
    tell: (tutor, told) => ({
      ...{ action: 'tutor.changed', subject: tutor.code, shared: true },
      text: `Tuteur modifié\u00a0: ${nameOf(tutor)} (${told}).`,
    }),
  });

async function requireOwnTutor({ stores }: Backend, { centre }: Principal, id: string): Promise<void> {
  if (centre === null || !(await stores.tutors.isKnownBeyond(id, centre))) return;
  const message =
    'Ce tuteur suit des auditeurs d’un autre centre\u00a0: seul un responsable de tous les centres change son adresse électronique.';
  throw new ServiceRefusal('forbidden', 'forbidden', message, [{ path: 'email', code: 'forbidden', message }]);
}
