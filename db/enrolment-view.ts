import type { Knex } from 'knex';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { FollowUpPath, Mention, Outcome, Situation, Step, WaitingFor } from '../domain/enrolment.ts';
import type { Snapshot } from '../domain/record.ts';
import type { FileFormat, FileKind } from '../domain/report.ts';

/** An enrolment's row with its tutor's and its centre's. */
export interface EnrolmentRow {
  id: string;
  number: number;
  reference: string;
  centre_code: string;
  certification_code: string;
  certification_title: string;
  activity_unit_code: string;
  activity_unit_title: string;
  semester: string;
  registered_on: PlainDate;
  limit_date: PlainDate;
  price_cents: number;
  funding_type: 'individual' | 'organisation';
  funder: string | null;
  validated_units: number;
  experience_months: number;
  experience_in_progress: boolean;
  cgv_version: string;
  cgv_accepted_on: PlainDate;
  late_reason: string | null;
  path_reference: string | null;
  auditeur_first_name: string;
  auditeur_last_name: string;
  auditeur_email: string;
  auditeur_phone: string | null;
  version: number;
  step: Step;
  situation: Situation;
  waiting_for: WaitingFor;
  overdue: boolean;
  outcome: Outcome | null;
  tutor_id: string | null;
  tutor_code: string | null;
  tutor_first_name: string | null;
  tutor_last_name: string | null;
  tutor_email: string | null;
  tutor_phone: string | null;
  holiday_zone: string;
  snapshot: Snapshot | null;
  video_url: string | null;
  tutoring_minutes: number;
  workflow_started: boolean;
  closed_at: Instant | null;
  archived_at: Instant | null;
  created_at: Instant;
}

export interface DocumentRow {
  id: string;
  enrolment_id: string;
  kind: FileKind;
  name: string;
  format: FileFormat;
  size_bytes: number;
  pages: number | null;
  sha256: string;
  received_on: PlainDate;
}

export interface AvisRow {
  enrolment_id: string;
  version: number;
  mention: Mention;
  motivation: string;
  criteria: { id: string; met: boolean; comment?: string }[];
  form_kind: 'grid' | 'shuttle';
  form_version: number;
  given_on: PlainDate;
  reason: string | null;
  recorded_at: Instant;
}

export interface FollowUpRow {
  enrolment_id: string;
  contacted_on: PlainDate;
  summary: string;
  path: FollowUpPath;
  recorded_at: Instant;
}

/** All that is shown of one enrolment. */
export interface EnrolmentRecord {
  row: EnrolmentRow;
  documents: DocumentRow[];
  /** Oldest first; the last one counts. */
  avis: AvisRow[];
  followUp?: FollowUpRow;
  /** The remarks of the correction, when some were written. */
  remarks?: string;
}

/** The rows of enrolments, to be filtered and ordered. */
export const enrolmentRows = (database: Knex) =>
  database('enrolments as e')
    .join('certifications as c', 'c.code', 'e.certification_code')
    .join('centres as z', 'z.code', 'e.centre_code')
    .leftJoin('tutors as t', 't.id', 'e.tutor_id')
    .select<EnrolmentRow[]>(
      'e.*',
      'c.title as certification_title',
      'z.holiday_zone',
      't.code as tutor_code',
      't.first_name as tutor_first_name',
      't.last_name as tutor_last_name',
      't.email as tutor_email',
      't.phone as tutor_phone',
    );

/** Completes rows with what hangs on them, in four queries however many they are; their order is kept. */
export async function completeEnrolments(database: Knex, rows: EnrolmentRow[]): Promise<EnrolmentRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [documents, avis, followUps, corrections] = await Promise.all([
    database<DocumentRow>('documents').whereIn('enrolment_id', ids).andWhere('accepted', true).orderBy('created_at'),
    database<AvisRow>('avis').whereIn('enrolment_id', ids).orderBy('version'),
    database<FollowUpRow>('follow_ups').whereIn('enrolment_id', ids).orderBy('recorded_at'),
    database('commands')
      .select<{ enrolment_id: string; remarks: string | null }[]>(
        'enrolment_id',
        database.raw(`content->>'remarks' as remarks`),
      )
      .whereIn('enrolment_id', ids)
      .andWhere({ name: 'returnCorrection', accepted: true }),
  ]);
  const of = <Row extends { enrolment_id: string }>(all: Row[], id: string) =>
    all.filter((one) => one.enrolment_id === id);
  return rows.map((row) => ({
    row,
    documents: of(documents, row.id),
    avis: of(avis, row.id),
    followUp: of(followUps, row.id).at(-1),
    remarks: of(corrections, row.id).at(-1)?.remarks ?? undefined,
  }));
}

/** One enrolment, or undefined. */
export async function findEnrolment(database: Knex, id: string): Promise<EnrolmentRecord | undefined> {
  const rows = await enrolmentRows(database).where('e.id', id);
  return (await completeEnrolments(database, rows))[0];
}

/** Its row alone. */
export const findEnrolmentRow = async (database: Knex, id: string): Promise<EnrolmentRow | undefined> =>
  (await enrolmentRows(database).where('e.id', id))[0];
