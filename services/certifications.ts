import type { CertificationChanges, DatedForm, NewCertification, StoredCertification } from '../db/certifications.ts';
import { DEFAULT_FORMS, defaultFormOf, type FormContents } from '../domain/evaluation-forms.ts';
import { TARIFF_NAMES } from '../domain/words.ts';
import { audited, auditedChange } from './audit.ts';
import type { Backend } from './backend.ts';
import { asItIs, type Labels, pricesInWords } from './differences.ts';
import { type Directory, type DirectoryRequest, pageByName } from './directory.ts';
import { badField, duplicate, orRefusal } from './duplicates.ts';
import { notFound } from './errors.ts';
import { everyItem, type KeysetPage, type PageRequest, pageOf } from './keyset.ts';
import type { Principal } from './principal.ts';

export type { StoredCertification } from '../db/certifications.ts';

const CERTIFICATION = 'Certification';

const unitInWords = ({ code, title }: StoredCertification['activityUnits'][number]): string => `${code} (${title})`;

const LABELS: Labels<StoredCertification> = {
  title: 'intitulé',
  activityUnits: { label: 'unités d’activité', show: (units) => units.map(unitInWords).join(', ') },
  resourcesUrl: { label: 'ressources', show: asItIs },
  kind: 'nature',
  minExperienceMonths: { label: 'expérience minimale en mois', show: asItIs },
  tariff: { label: 'tarif', show: (tariff) => TARIFF_NAMES[tariff] },
  prices: { label: 'prix en euros', show: pricesInWords },
  evaluation: { label: 'formulaire d’évaluation, version', show: ({ version }) => String(version) },
};

export const listCertifications = ({ stores }: Backend, page: PageRequest): Promise<KeysetPage<StoredCertification>> =>
  pageOf(stores.certifications.list, page, ({ code }) => code);

/** Every certification: a few hundred at most. */
export const everyCertification = ({ stores }: Backend): Promise<StoredCertification[]> =>
  everyItem(stores.certifications.list, ({ code }) => code);

const DIRECTORY: Directory<StoredCertification> = {
  keyOf: ({ code }) => code,
  nameOf: ({ title }) => title,
  textOf: ({ code, activityUnits }) => [code, ...activityUnits.flatMap((unit) => [unit.code, unit.title])].join(' '),
};

/** A page of the certifications found, by title. */
export const findCertifications = async (
  backend: Backend,
  request: DirectoryRequest,
): Promise<KeysetPage<StoredCertification> & { count: number }> =>
  pageByName(await everyCertification(backend), request, DIRECTORY);

export async function readCertification({ stores }: Backend, code: string): Promise<StoredCertification> {
  const certification = await stores.certifications.find(code);
  if (!certification) throw notFound(CERTIFICATION);
  return certification;
}

/** Adds a certification; one that brings no evaluation form has the default of its kind. */
export async function addCertification(
  backend: Backend,
  principal: Principal,
  { evaluation, ...added }: Omit<NewCertification, 'evaluation'> & { evaluation?: FormContents },
): Promise<StoredCertification> {
  const certification = { ...added, evaluation: evaluation ?? defaultFormOf(added.kind) };
  requireSound(certification);
  const { code, title } = certification;
  return audited(
    backend,
    principal,
    async (within) => {
      await orRefusal(within, () => within.stores.certifications.insert(certification), {
        taken: duplicate('certification.duplicate', 'code', 'Une certification porte déjà ce code.'),
      });
      return readCertification(within, code);
    },
    () => ({
      ...{ action: 'certification.added', subject: code, shared: true },
      text: `Certification ajoutée\u00a0: ${title} (${code}).`,
    }),
  );
}

/** A changed evaluation form becomes a new version; those of avis already given stay. */
export const changeCertification = (
  backend: Backend,
  principal: Principal,
  code: string,
  changes: CertificationChanges,
): Promise<StoredCertification> =>
  auditedChange(backend, principal, {
    read: (within) => readCertification(within, code),
    write(within, current) {
      requireSound({ ...current, ...changes });
      return within.stores.certifications.update(code, changes);
    },
    labels: LABELS,
    tell: ({ title }, told) => ({
      ...{ action: 'certification.changed', subject: code, shared: true },
      text: `Certification modifiée\u00a0: ${title} (${told}).`,
    }),
  });

/** The forms to start from, one of each kind. */
export const defaultForms = (): FormContents[] => Object.values(DEFAULT_FORMS);

/** Every version of a certification's evaluation form, the one in force first. */
export async function listForms(backend: Backend, code: string): Promise<(DatedForm & { inForce: boolean })[]> {
  const { evaluation } = await readCertification(backend, code);
  const forms = await backend.stores.certifications.forms(code);
  return forms.map((form) => ({ ...form, inForce: form.version === evaluation.version }));
}

/** One version of it. */
export async function readForm(
  backend: Backend,
  code: string,
  version: number,
): Promise<DatedForm & { inForce: boolean }> {
  const form = (await listForms(backend, code)).find((one) => one.version === version);
  if (!form) throw notFound('Formulaire d’évaluation');
  return form;
}

/** Codes and ids are told apart by people and programs: none twice. A special tariff has its prices (R4). */
function requireSound({ tariff, prices, activityUnits, evaluation }: Omit<NewCertification, 'code'>): void {
  if (tariff === 'special' && !prices) {
    throw badField('certification.prices', 'prices', 'Un tarif propre à la certification demande ses deux prix.');
  }
  if (hasTwice(activityUnits.map(({ code }) => code))) {
    throw badField('certification.units', 'activityUnits', 'Deux unités d’activité portent le même code.');
  }
  if (hasTwice(evaluation.criteria.map(({ id }) => id))) {
    throw badField('certification.criteria', 'evaluation.criteria', 'Deux critères portent le même identifiant.');
  }
  if (evaluation.kind === 'shuttle' && evaluation.criteria.some(({ weight }) => weight !== undefined)) {
    throw badField(
      'certification.criteria',
      'evaluation.criteria',
      'Une fiche navette n’a pas de points : seule une grille d’évaluation en a.',
    );
  }
}

const hasTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;
