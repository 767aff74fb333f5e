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

/** Whose enrolments a reader may see: an auditeur's own, those a tutor follows now; of one centre, or of all; or one only. */
export type Viewer = 'all' | { auditeurEmail?: string; tutorId?: string; centre?: string | null; only?: string };

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
  const narrow = await narrowing(database, filters, viewer);
  const query = enrolmentsQuery(database)
    .modify(narrow)
    .orderBy('e.number', 'desc')
    .limit(limit + 1);
  if (before !== undefined) query.where('e.number', '<', before);
  const rows = await query;
  const items = rows.slice(0, limit).map(toEnrolment);
  return { items, next: rows.length > limit ? items.at(-1)!.number : null };
}

/** How many enrolments a viewer may see, counted up to `most`. */
export async function countEnrolments(
  database: Knex,
  filters: EnrolmentFilters,
  viewer: Viewer,
  most: number,
): Promise<number> {
  const narrow = await narrowing(database, filters, viewer);
  const some = database('enrolments as e').modify(narrow).select(database.raw('1')).limit(most);
  return (await database.count('* as count').from(some.as('some')).first())!.count as number;
}

/** What keeps of a query on `enrolments e` those that filters and viewer let through. */
export async function narrowing(
  database: Knex,
  filters: EnrolmentFilters,
  viewer: Viewer,
): Promise<(query: Knex.QueryBuilder) => void> {
  const tutorId = filters.tutor === undefined ? undefined : await tutorIdOf(database, filters.tutor);
  return (query) => {
    restrict(query, viewer);
    filter(query, filters);
    if (tutorId !== undefined) query.where('e.tutor_id', tutorId);
  };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Asked first, so that the planner sees whose enrolments are wanted, and how many there are. */
const tutorIdOf = async (database: Knex, codeOrId: string): Promise<string> =>
  (await database('tutors').whereRaw('code = ? or id::text = lower(?)', [codeOrId, codeOrId]).first('id'))?.id ??
  NOBODY;

function restrict(query: Knex.QueryBuilder, viewer: Viewer): void {
  if (viewer === 'all') return;
  const { auditeurEmail, tutorId, centre, only } = viewer;
  if (auditeurEmail !== undefined) query.whereRaw('lower(e.auditeur_email) = lower(?)', [auditeurEmail]);
  if (tutorId !== undefined) query.where('e.tutor_id', tutorId);
  if (centre) query.where('e.centre_code', centre);
  if (only !== undefined) query.where('e.id', only);
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
  if (filters.dueBefore !== undefined) query.where('e.due_date', '<', filters.dueBefore);
  if (filters.q !== undefined) whereFound(query, filters.q);
}
