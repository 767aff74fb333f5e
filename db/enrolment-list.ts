import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';
import type { Outcome, Step, WaitingFor } from '../domain/enrolment.ts';
import { completeEnrolments, type EnrolmentRecord, enrolmentRows } from './enrolment-view.ts';

export interface EnrolmentFilter {
  step?: Step;
  waitingFor?: WaitingFor;
  overdue?: boolean;
  /** Its id or its code. */
  tutor?: string;
  certification?: string;
  semester?: string;
  outcome?: Outcome;
  /** Part of a reference, of a name or of an e-mail. */
  q?: string;
  /** Due on this date or earlier. */
  dueBefore?: PlainDate;
}

/** Whose enrolments may be seen. */
export interface Reach {
  auditeurEmail?: string;
  tutorId?: string;
  centre?: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Newest first, from below `beforeNumber` on. */
export async function listEnrolments(
  database: Knex,
  reach: Reach,
  filter: EnrolmentFilter,
  page: { limit: number; beforeNumber?: number },
): Promise<EnrolmentRecord[]> {
  const query = enrolmentRows(database).orderBy('e.number', 'desc').limit(page.limit);
  if (page.beforeNumber !== undefined) query.where('e.number', '<', page.beforeNumber);
  if (reach.auditeurEmail !== undefined) query.whereRaw('lower(e.auditeur_email) = lower(?)', [reach.auditeurEmail]);
  if (reach.tutorId !== undefined) query.where('e.tutor_id', reach.tutorId);
  if (reach.centre !== undefined) query.where('e.centre_code', reach.centre);
  narrow(query, filter);
  return completeEnrolments(database, await query);
}

function narrow(query: Knex.QueryBuilder, filter: EnrolmentFilter): void {
  const { step, waitingFor, overdue, tutor, certification, semester, outcome, q, dueBefore } = filter;
  const same = {
    ...(step && { 'e.step': step }),
    ...(waitingFor && { 'e.waiting_for': waitingFor }),
    ...(overdue !== undefined && { 'e.overdue': overdue }),
    ...(certification && { 'e.certification_code': certification }),
    ...(semester && { 'e.semester': semester }),
    ...(outcome && { 'e.outcome': outcome }),
    ...(tutor && { [UUID.test(tutor) ? 'e.tutor_id' : 't.code']: tutor }),
  };
  query.where(same);
  if (dueBefore) query.where('e.due_date', '<=', dueBefore);
  for (const word of q?.trim().split(/\s+/).filter(Boolean) ?? []) {
    query.whereRaw(
      `(e.reference || ' ' || e.auditeur_first_name || ' ' || e.auditeur_last_name || ' ' || e.auditeur_email) ilike ?`,
      [`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`],
    );
  }
}
