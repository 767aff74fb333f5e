import type { Knex } from 'knex';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Facts, Outcome, Step, WaitingFor } from '../domain/enrolment.ts';
import type { FundingType } from '../domain/tariff.ts';
import { type EnrolmentFilters, narrowing, type Viewer } from './enrolment-list.ts';

/** What is exported of an enrolment. What there is not is null. */
export interface ExportedEnrolment {
  number: number;
  reference: string;
  auditeurFirstName: string;
  auditeurLastName: string;
  auditeurEmail: string;
  certification: string;
  certificationTitle: string;
  activityUnit: string;
  activityUnitTitle: string;
  centre: string;
  semester: string;
  registeredOn: PlainDate;
  limit: PlainDate;
  priceCents: number;
  funding: FundingType;
  funder: string | null;
  tutor: string | null;
  step: Step;
  waitingFor: WaitingFor;
  dueDate: PlainDate | null;
  overdue: boolean;
  outcome: Outcome | null;
  closedAt: Instant | null;
  tutoringMinutes: number;
  /** Null before the workflow's first record. */
  facts: Facts | null;
}

const COLUMNS = {
  number: 'e.number',
  reference: 'e.reference',
  auditeurFirstName: 'e.auditeur_first_name',
  auditeurLastName: 'e.auditeur_last_name',
  auditeurEmail: 'e.auditeur_email',
  certification: 'e.certification_code',
  certificationTitle: 'k.title',
  activityUnit: 'e.activity_unit_code',
  activityUnitTitle: 'e.activity_unit_title',
  centre: 'c.name',
  semester: 'e.semester',
  registeredOn: 'e.registered_on',
  limit: 'e.limit_date',
  priceCents: 'e.price_cents',
  funding: 'e.funding_type',
  funder: 'e.funder',
  step: 'e.step',
  waitingFor: 'e.waiting_for',
  dueDate: 'e.due_date',
  overdue: 'e.overdue',
  outcome: 'e.outcome',
  closedAt: 'e.closed_at',
  tutoringMinutes: 'e.tutoring_minutes',
};

const PAGE = 1_000;

/** Every enrolment that filters and viewer let through, newest first, read a page at a time as they are asked for. */
export async function* exportedEnrolments(
  database: Knex,
  filters: EnrolmentFilters,
  viewer: Viewer,
): AsyncGenerator<ExportedEnrolment> {
  const narrow = await narrowing(database, filters, viewer);
  for (let before: number | undefined; ; ) {
    const rows = await pageBelow(database, narrow, before);
    yield* rows;
    if (rows.length < PAGE) return;
    before = rows.at(-1)!.number;
  }
}

const pageBelow = (
  database: Knex,
  narrow: (query: Knex.QueryBuilder) => void,
  before: number | undefined,
): Promise<ExportedEnrolment[]> =>
  database('enrolments as e')
    .join('certifications as k', 'k.code', 'e.certification_code')
    .join('centres as c', 'c.code', 'e.centre_code')
    .leftJoin('tutors as t', 't.id', 'e.tutor_id')
    .select(COLUMNS)
    .select(database.raw(`t.first_name || ' ' || t.last_name as tutor`), database.raw(`e.snapshot -> 'facts' as facts`))
    .modify(narrow)
    .modify((query) => before !== undefined && query.where('e.number', '<', before))
    .orderBy('e.number', 'desc')
    .limit(PAGE) as unknown as Promise<ExportedEnrolment[]>;
