import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import type { EvaluationCriterion, FormContents } from '../domain/evaluation-forms.ts';
import type { Prices, TariffKind } from '../domain/tariff.ts';
import { given } from './enrolment-row.ts';

/** A certification's form in one of its versions: an avis keeps the one that it was given under (R20). */
export interface EvaluationForm extends FormContents {
  version: number;
}

export interface DatedForm extends EvaluationForm {
  createdAt: Instant;
}

export interface NewCertification {
  code: string;
  title: string;
  /** The first is the default. */
  activityUnits: { code: string; title: string }[];
  resourcesUrl?: string | null;
  kind: 'diploma' | 'title' | 'certificate';
  minExperienceMonths: number;
  tariff: TariffKind;
  prices?: Prices | null;
  evaluation: FormContents;
}

export interface StoredCertification extends Omit<NewCertification, 'resourcesUrl' | 'prices' | 'evaluation'> {
  resourcesUrl?: string;
  prices?: Prices;
  evaluation: EvaluationForm;
}

export type CertificationChanges = Partial<Omit<NewCertification, 'code'>>;

/** Certifications, each with its evaluation form in force. */
export function createCertifications(database: Knex) {
  return {
    async find(code: string): Promise<StoredCertification | undefined> {
      const row = await certificationsQuery(database).where('k.code', code).first();
      return row && toCertification(row);
    },

    /** In order of their codes, from the one after `after` on. */
    async list({ limit, after }: { limit: number; after?: string }): Promise<StoredCertification[]> {
      const rows = await certificationsQuery(database)
        .modify((query) => after !== undefined && query.where('k.code', '>', after))
        .orderBy('k.code')
        .limit(limit);
      return rows.map(toCertification);
    },

    /** A form as it was when an avis was given with it. */
    async form(code: string, version: number): Promise<DatedForm | undefined> {
      const row = await database('evaluation_forms').where({ certification_code: code, version }).first();
      return row && toForm(row);
    },

    /** Every version of a certification's form, the one in force first. */
    async forms(code: string): Promise<DatedForm[]> {
      const rows = await database('evaluation_forms').where({ certification_code: code }).orderBy('version', 'desc');
      return rows.map(toForm);
    },

    /** A code that is taken is the unique violation `certifications_pkey`. */
    insert: (certification: NewCertification): Promise<void> =>
      database.transaction(async (trx) => {
        await trx('certifications').insert({ code: certification.code, ...toRow(certification) });
        await addForm(trx, certification.code, 1, certification.evaluation);
      }),

    /** A form that differs from the one in force becomes its next version. Answers whether there is such a certification. */
    update: (code: string, changes: CertificationChanges): Promise<boolean> =>
      database.transaction(async (trx) => {
        const found = await trx('certifications')
          .where({ code })
          .update({ ...toRow(changes), updated_at: trx.fn.now() });
        if (found && changes.evaluation) await changeForm(trx, code, changes.evaluation);
        return found > 0;
      }),
  };
}

export type Certifications = ReturnType<typeof createCertifications>;

const certificationsQuery = (database: Knex): Knex.QueryBuilder =>
  database('certifications as k')
    .joinRaw(
      `join lateral (select version, kind as form_kind, criteria from evaluation_forms f
         where f.certification_code = k.code order by version desc limit 1) f on true`,
    )
    .select('k.*', 'f.version as form_version', 'f.form_kind', 'f.criteria');

async function changeForm(trx: Knex.Transaction, code: string, form: FormContents): Promise<void> {
  const current = await certificationsQuery(trx).where('k.code', code).first();
  const next = { kind: form.kind, criteria: criteriaOf(form.criteria) };
  if (JSON.stringify({ kind: current.form_kind, criteria: criteriaOf(current.criteria) }) === JSON.stringify(next))
    return;
  await addForm(trx, code, current.form_version + 1, form);
}

async function addForm(trx: Knex.Transaction, code: string, version: number, form: FormContents): Promise<void> {
  const criteria = JSON.stringify(criteriaOf(form.criteria));
  await trx('evaluation_forms').insert({ certification_code: code, version, kind: form.kind, criteria });
}

/** In an order of their own: two forms that say the same are the same text. */
const criteriaOf = (criteria: readonly EvaluationCriterion[]): EvaluationCriterion[] =>
  criteria.map(({ id, label, mandatory, help, weight }) => ({
    id,
    label,
    mandatory,
    ...given('help', help),
    ...given('weight', weight),
  }));

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toForm = (row: any): DatedForm => ({
  kind: row.kind,
  version: row.version,
  criteria: criteriaOf(row.criteria),
  createdAt: row.created_at,
});

const toRow = (certification: CertificationChanges): Record<string, unknown> => ({
  title: certification.title,
  activity_units: certification.activityUnits && JSON.stringify(certification.activityUnits),
  resources_url: certification.resourcesUrl,
  kind: certification.kind,
  min_experience_months: certification.minExperienceMonths,
  tariff: certification.tariff,
  prices: certification.prices && JSON.stringify(certification.prices),
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toCertification = (row: any): StoredCertification => ({
  code: row.code,
  title: row.title,
  activityUnits: row.activity_units,
  ...given('resourcesUrl', row.resources_url as string | null),
  kind: row.kind,
  minExperienceMonths: row.min_experience_months,
  tariff: row.tariff,
  ...given('prices', row.prices as Prices | null),
  evaluation: { kind: row.form_kind, version: row.form_version, criteria: criteriaOf(row.criteria) },
});
