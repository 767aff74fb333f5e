import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Due, Outcome, Situation, Step, WaitingFor } from '../domain/enrolment.ts';
import type { Snapshot } from '../domain/record.ts';
import type { FundingType } from '../domain/tariff.ts';

/** An enrolment as it is read: the registration, and what the last transition wrote. */
export interface StoredEnrolment {
  id: string;
  number: number;
  reference: string;
  centre: string;
  holidayZone: string;
  certification: string;
  certificationTitle: string;
  certificationKind: 'diploma' | 'title' | 'certificate';
  activityUnit: { code: string; title: string };
  semester: string;
  registeredOn: PlainDate;
  registeredBy: string;
  limit: PlainDate;
  priceCents: number;
  funding: { type: FundingType; funder?: string };
  eligibility: { validatedUnits: number; experienceMonths: number; experienceInProgress: boolean };
  cgv: { version: string; acceptedOn: PlainDate };
  lateReason?: string;
  pathReference?: string;
  auditeur: { firstName: string; lastName: string; email: string; phone?: string };
  tutor?: { id: string; code: string; firstName: string; lastName: string; email: string; phone?: string };
  /** 0 until the workflow has written its first transition. */
  version: number;
  step: Step;
  situation: Situation;
  waitingFor: WaitingFor;
  due?: Due;
  overdue: boolean;
  outcome?: Outcome;
  snapshot?: Snapshot;
  videoUrl?: string;
  tutoringMinutes: number;
  calendarVersion?: number;
  workflowStarted: boolean;
  firstClosedAt?: Instant;
  closedAt?: Instant;
  archivedAt?: Instant;
  createdAt: Instant;
}

/** The columns that `toEnrolment` reads, of `enrolments e`, `certifications k`, `centres c` and `tutors t`. */
export const ENROLMENT_COLUMNS = [
  'e.*',
  'k.title as certification_title',
  'k.kind as certification_kind',
  'c.holiday_zone',
  't.code as tutor_code',
  't.first_name as tutor_first_name',
  't.last_name as tutor_last_name',
  't.email as tutor_email',
  't.phone as tutor_phone',
];

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver; this is where it gets its types.
export const toEnrolment = (row: any): StoredEnrolment => ({
  id: row.id,
  number: row.number,
  reference: row.reference,
  centre: row.centre_code,
  holidayZone: row.holiday_zone,
  certification: row.certification_code,
  certificationTitle: row.certification_title,
  certificationKind: row.certification_kind,
  activityUnit: { code: row.activity_unit_code, title: row.activity_unit_title },
  semester: row.semester,
  registeredOn: row.registered_on,
  registeredBy: row.registered_by,
  limit: row.limit_date,
  priceCents: row.price_cents,
  funding: { type: row.funding_type, ...given('funder', row.funder) },
  eligibility: {
    validatedUnits: row.validated_units,
    experienceMonths: row.experience_months,
    experienceInProgress: row.experience_in_progress,
  },
  cgv: { version: row.cgv_version, acceptedOn: row.cgv_accepted_on },
  ...given('lateReason', row.late_reason),
  ...given('pathReference', row.path_reference),
  auditeur: {
    firstName: row.auditeur_first_name,
    lastName: row.auditeur_last_name,
    email: row.auditeur_email,
    ...given('phone', row.auditeur_phone),
  },
  ...given('tutor', tutorOf(row)),
  version: row.version,
  step: row.step,
  situation: row.situation,
  waitingFor: row.waiting_for,
  ...given('due', row.due),
  overdue: row.overdue,
  ...given('outcome', row.outcome),
  ...given('snapshot', row.snapshot),
  ...given('videoUrl', row.video_url),
  tutoringMinutes: row.tutoring_minutes,
  ...given('calendarVersion', row.calendar_version),
  workflowStarted: row.workflow_started,
  ...given('firstClosedAt', row.first_closed_at),
  ...given('closedAt', row.closed_at),
  ...given('archivedAt', row.archived_at),
  createdAt: row.created_at,
});

// biome-ignore lint/suspicious/noExplicitAny: see above.
const tutorOf = (row: any): StoredEnrolment['tutor'] =>
  row.tutor_id === null
    ? undefined
    : {
        id: row.tutor_id,
        code: row.tutor_code,
        firstName: row.tutor_first_name,
        lastName: row.tutor_last_name,
        email: row.tutor_email,
        ...given('phone', row.tutor_phone),
      };

/** A property that is absent rather than null. */
export const given = <Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [key in Name]?: Value } =>
  (value === null || value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
