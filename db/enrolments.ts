import type { Knex } from 'knex';
import type { Role } from '../domain/actions.ts';
import { type Instant, type PlainDate, yearOf } from '../domain/dates.ts';
import { RuleViolation } from '../domain/errors.ts';
import type { FundingType } from '../domain/tariff.ts';
import { type EnrolmentFilters, enrolmentsQuery, listEnrolments, type Page, type Viewer } from './enrolment-list.ts';
import { type StoredEnrolment, toEnrolment } from './enrolment-row.ts';
import { searchText } from './enrolment-search.ts';
import { isUniqueViolation } from './failures.ts';

/** A registration, judged already. */
export interface NewEnrolment {
  id: string;
  centre: string;
  certification: string;
  activityUnit: { code: string; title: string };
  semester: string;
  registeredOn: PlainDate;
  /** Whose the first line of the journal is. */
  registeredBy: { role: Role; name: string; id?: string };
  limit: PlainDate;
  priceCents: number;
  funding: { type: FundingType; funder?: string };
  eligibility: { validatedUnits: number; experienceMonths: number; experienceInProgress?: boolean };
  cgv: { version: string; acceptedOn: PlainDate };
  lateReason?: string;
  pathReference?: string;
  auditeur: { firstName: string; lastName: string; email: string; phone?: string };
}

/** The registrations, and how each stands. */
export function createEnrolments(database: Knex) {
  const find = async (id: string): Promise<StoredEnrolment | undefined> => {
    const row = await enrolmentsQuery(database).where('e.id', id).first();
    return row && toEnrolment(row);
  };
  return {
    find,

    /**
     * Keeps a registration and gives it its number; the same id again changes nothing and answers the first.
     * @throws RuleViolation `enrolment.duplicate` (R6).
     */
    async insert(enrolment: NewEnrolment): Promise<StoredEnrolment> {
      try {
        await database.transaction((trx) => insertOnce(trx, enrolment));
      } catch (error) {
        if (isUniqueViolation(error, ONE_OPEN)) throw duplicate();
        throw error;
      }
      return (await find(enrolment.id))!;
    },

    list: (
      filters: EnrolmentFilters,
      viewer: Viewer,
      page: Page,
    ): Promise<{ items: StoredEnrolment[]; next: number | null }> => listEnrolments(database, filters, viewer, page),

    /** Those kept more than `olderThanSeconds` ago whose workflow is not known to run: a crash came in between. */
    async notStarted(olderThanSeconds: number, limit = 100): Promise<StoredEnrolment[]> {
      const rows = await enrolmentsQuery(database)
        .where('e.workflow_started', false)
        .whereRaw(`e.created_at < now() - make_interval(secs => ?)`, [olderThanSeconds])
        .orderBy('e.created_at')
        .limit(limit);
      return rows.map(toEnrolment);
    },

    /** When the first meetings of a tutor begin that are booked and not recorded yet, but for that of one enrolment. */
    async meetingsOf(tutorId: string, exceptId: string): Promise<Instant[]> {
      const startsAt = database.raw(`snapshot #>> '{facts,meeting,startsAt}' as starts_at`);
      const rows = await database('enrolments')
        .where({ tutor_id: tutorId })
        .whereIn('situation', ['meeting_booked', 'meeting_to_record'])
        .select('id', startsAt);
      return rows.filter(({ id, starts_at }) => starts_at && id !== exceptId).map(({ starts_at }) => starts_at);
    },

    markStarted: async (id: string): Promise<void> => {
      await database('enrolments').where({ id, workflow_started: false }).update({ workflow_started: true });
    },
  };
}

export type Enrolments = ReturnType<typeof createEnrolments>;

const ONE_OPEN = 'one_open_enrolment_per_auditeur_certification_and_unit';

const duplicate = (): RuleViolation =>
  new RuleViolation(
    'enrolment.duplicate',
    'Un dossier est déjà ouvert pour cet auditeur, cette certification et cette unité d’activité.',
  );

async function insertOnce(trx: Knex.Transaction, enrolment: NewEnrolment): Promise<void> {
  const already = await trx('enrolments').where({ id: enrolment.id }).first('id');
  if (already) return;
  const { rows } = await trx.raw(`select nextval('enrolment_numbers') as number`);
  const number: number = rows[0].number;
  const reference = `UA-${yearOf(enrolment.registeredOn)}-${String(number).padStart(5, '0')}`;
  const [inserted] = await trx('enrolments')
    .insert({ ...toRow(enrolment), number, reference })
    .onConflict('id')
    .ignore()
    .returning('id');
  if (!inserted) return;
  const text = searchText({ reference, auditeur: enrolment.auditeur });
  await trx('enrolment_search').insert({ number, enrolment_id: enrolment.id, text });
  await trx('commands').insert(registrationCommand(enrolment));
}

/** The registration as a command: the workflow's first line names it by the enrolment's own id. */
const registrationCommand = ({ id, registeredBy, lateReason }: NewEnrolment) => ({
  id,
  enrolment_id: id,
  name: 'register',
  actor_role: registeredBy.role,
  actor_name: registeredBy.name,
  actor_id: registeredBy.id ?? null,
  content: JSON.stringify(lateReason ? { reason: lateReason } : {}),
  accepted: true,
});

const toRow = (enrolment: NewEnrolment) => ({
  id: enrolment.id,
  centre_code: enrolment.centre,
  certification_code: enrolment.certification,
  activity_unit_code: enrolment.activityUnit.code,
  activity_unit_title: enrolment.activityUnit.title,
  semester: enrolment.semester,
  registered_on: enrolment.registeredOn,
  registered_by: enrolment.registeredBy.name,
  limit_date: enrolment.limit,
  price_cents: enrolment.priceCents,
  funding_type: enrolment.funding.type,
  funder: enrolment.funding.funder ?? null,
  validated_units: enrolment.eligibility.validatedUnits,
  experience_months: enrolment.eligibility.experienceMonths,
  experience_in_progress: enrolment.eligibility.experienceInProgress ?? false,
  cgv_version: enrolment.cgv.version,
  cgv_accepted_on: enrolment.cgv.acceptedOn,
  late_reason: enrolment.lateReason ?? null,
  path_reference: enrolment.pathReference ?? null,
  auditeur_first_name: enrolment.auditeur.firstName,
  auditeur_last_name: enrolment.auditeur.lastName,
  auditeur_email: enrolment.auditeur.email,
  auditeur_phone: enrolment.auditeur.phone ?? null,
});
