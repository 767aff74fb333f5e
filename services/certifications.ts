import type { CertificationChanges, NewCertification, StoredCertification } from '../db/certifications.ts';
import type { Backend } from './backend.ts';
import { badField, duplicate, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { type KeysetPage, type PageRequest, pageOf } from './keyset.ts';

const CERTIFICATION = 'Certification';

export const listCertifications = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredCertification>> =>
  pageOf(stores.certifications.list, page, ({ code }) => code);

export async function readCertification({ stores }: Backend, code: string): Promise<StoredCertification> {
  const certification = await stores.certifications.find(code);
  if (!certification) throw notFound(CERTIFICATION);
  return certification;
}

export async function addCertification(
  backend: Backend,
  certification: NewCertification,
): Promise<StoredCertification> {
  requireSound(certification);
  await orRefusal(backend, () => backend.stores.certifications.insert(certification), {
    taken: duplicate('certification.duplicate', 'Une certification porte déjà ce code.'),
  });
  return readCertification(backend, certification.code);
}

/** A changed evaluation form becomes a new version; those of avis already given stay. */
export async function changeCertification(
  backend: Backend,
  code: string,
  changes: CertificationChanges,
): Promise<StoredCertification> {
  const current = await readCertification(backend, code);
  requireSound({ ...current, ...changes });
  await backend.stores.certifications.update(code, changes);
  return readCertification(backend, code);
}

/** Codes and ids are told apart by people and programs: none twice. A special tariff has its prices (R4). */
function requireSound({ tariff, prices, activityUnits, evaluation }: Omit<NewCertification, 'code'>): void {
  if (tariff === 'special' && !prices) {
    throw badField('certification.prices', 'prices', 'Un tarif spécifique demande ses deux prix.');
  }
  if (hasTwice(activityUnits.map(({ code }) => code))) {
    throw badField('certification.units', 'activityUnits', 'Deux unités d’activité portent le même code.');
  }
  if (hasTwice(evaluation.criteria.map(({ id }) => id))) {
    throw badField('certification.criteria', 'evaluation.criteria', 'Deux critères portent le même identifiant.');
  }
}

const hasTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;
