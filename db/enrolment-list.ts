import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';
import type { Outcome, Step, WaitingFor } from '../domain/enrolment.ts';
import type { FundingType } from '../domain/tariff.ts';
import { ENROLMENT_COLUMNS, type StoredEnrolment, toEnrolment } from './enrolment-row.ts';
import { whereFound } from './enrolment-search.ts';

export interface EnrolmentFilters {
  step?: Step;
  waitingFor?: WaitingFor;
  overdue?: boolean;
  /** The tutor's code or id. */
  tutor?: string;
  certification?: string;
  semester?: string;
  outcome?: Outcome;
  funding?: FundingType;
  /** Its code. A viewer of another centre finds nothing. */
  centre?: string;
  /** Words of the auditeur's name or e-mail address, or of the reference. */
  q?: string;
  /** Due before this date, itself excluded. */
  dueBefore?: PlainDate;
}

/** Whose enrolments a reader may see: an auditeur's own, those a tutor follows now; of one centre, or of all. */
export type Viewer = 'all' | { auditeurEmail?: string; tutorId?: string; centre?: string | null };

export interface Page {
  limit: number;
  /** Only enrolments numbered below: the `next` of the page before. */
  before?: number;
}

/** Enrolments as read, with the tables that their columns come from. */
export const enrolmentsQuery = (database: Knex): Knex.QueryBuilder =>
  database('enrolments as e')
    .join('certifications as k', 'k.code', 'e.certification_code')
    .join('centres as c', 'c.code', 'e.centre_code')
    .leftJoin('tutors as t', 't.id', 'e.tutor_id')
    .select(ENROLMENT_COLUMNS);

/** One page of the enrolments that a viewer may see, newest first; `next` is null at the end. */
export async function listEnrolments(
  database: Knex,
  filters: EnrolmentFilters,
  viewer: Viewer,
  { limit, before }: Page,
): Promise<{ items: StoredEnrolment[]; next: number | null }> {
  const query = enrolmentsQuery(database)
    .orderBy('e.number', 'desc')
    .limit(limit + 1);
  restrict(query, viewer);
  filter(query, filters);
  if (before !== undefined) query.where('e.number', '<', before);
  const rows = await query;
  const items = rows.slice(0, limit).map(toEnrolment);
  return { items, next: rows.length > limit ? items.at(-1)!.number : null };
}

function restrict(query: Knex.QueryBuilder, viewer: Viewer): void {
  if (viewer === 'all') return;
  const { auditeurEmail, tutorId, centre } = viewer;
  if (auditeurEmail !== undefined) query.whereRaw('lower(e.auditeur_email) = lower(?)', [auditeurEmail]);
  if (tutorId !== undefined) query.where('e.tutor_id', tutorId);
  if (centre) query.where('e.centre_code', centre);
}

const EQUALITIES = {
  step: 'e.step',
  waitingFor: 'e.waiting_for',
  overdue: 'e.overdue',
  certification: 'e.certification_code',
  semester: 'e.semester',
  outcome: 'e.outcome',
  funding: 'e.funding_type',
  centre: 'e.centre_code',
} as const;

function filter(query: Knex.QueryBuilder, filters: EnrolmentFilters): void {
  for (const [name, column] of Object.entries(EQUALITIES)) {
    const wanted = filters[name as keyof typeof EQUALITIES];
    if (wanted !== undefined) query.where(column, wanted);
  }
  // A scalar sub-query, so that the index by tutor serves.
  if (filters.tutor !== undefined) {
    query.whereRaw('e.tutor_id = (select id from tutors where code = ? or id::text = lower(?) limit 1)', [
      filters.tutor,
      filters.tutor,
    ]);
  }
  if (filters.dueBefore !== undefined) query.where('e.due_date', '<', filters.dueBefore);
  if (filters.q !== undefined) whereFound(query, filters.q);
}
