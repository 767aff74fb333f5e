import type { NewTutor, StoredTutor, TutorChanges } from '../db/tutors.ts';
import { RuleViolation } from '../domain/errors.ts';
import type { Backend } from './backend.ts';
import { duplicate, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';

const TUTOR = 'Tuteur';

const refusals = () => ({
  taken: duplicate('tutor.duplicate', 'Un tuteur porte déjà ce code ou cette adresse électronique.'),
  missing: new RuleViolation('certification.unknown', 'L’une des certifications n’existe pas.', [
    { path: 'certifications', code: 'certification.unknown', message: 'Certification inconnue.' },
  ]),
});

export const listTutors = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredTutor>> =>
  pageOf(stores.tutors.list, page, ({ code }) => code);

export async function readTutor({ stores }: Backend, id: string): Promise<StoredTutor> {
  const tutor = await stores.tutors.find(id);
  if (!tutor) throw notFound(TUTOR);
  return tutor;
}

/** Adds a tutor; without a code, one is made. A repeat under the same scope adds nothing. */
export async function addTutor(
  backend: Backend,
  tutor: Omit<NewTutor, 'id' | 'code'> & { code?: string },
  scope: string,
): Promise<StoredTutor> {
  const id = uuidFrom(`tutor ${scope}`);
  const kept = await backend.stores.tutors.find(id);
  if (kept) return kept;
  const code = tutor.code ?? `T-${id.slice(0, 8).toUpperCase()}`;
  await orRefusal(backend, () => backend.stores.tutors.insert({ ...tutor, id, code }), refusals());
  return readTutor(backend, id);
}

export async function changeTutor(backend: Backend, id: string, changes: TutorChanges): Promise<StoredTutor> {
  const found = await orRefusal(backend, () => backend.stores.tutors.update(id, changes), refusals());
  if (!found) throw notFound(TUTOR);
  return readTutor(backend, id);
}
