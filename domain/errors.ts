/**
 * Every refusal has a stable code (for programs) and a French sentence (for people). The kind says what a refusal is
 * about; how it travels over HTTP is the API's business.
 */
export const REFUSALS = {
  'enrolment.state': 'state',
  'enrolment.archived': 'state',
  'enrolment.duplicate': 'state',
  'meeting.not_yet': 'state',
  'survey.answered': 'state',
  'user.last_administrator': 'state',
  'eligibility.units': 'rule',
  'eligibility.experience': 'rule',
  'registration.closed': 'rule',
  'tariff.on_request': 'rule',
  'cgv.required': 'rule',
  'certification.unknown': 'rule',
  'activity_unit.unknown': 'rule',
  'centre.unknown': 'rule',
  'tutor.unknown': 'rule',
  'tutor.inactive': 'rule',
  'tutor.not_approved': 'rule',
  'tutor.wrong_certification': 'rule',
  'tutor.overloaded': 'rule',
  'tutor.already_assigned': 'rule',
  'reason.required': 'rule',
  'meeting.outside_hours': 'rule',
  'meeting.public_holiday': 'rule',
  'meeting.in_the_past': 'rule',
  'meeting.objectives': 'rule',
  'planning.required': 'rule',
  'planning.order': 'rule',
  'planning.exceeds_two_semesters': 'rule',
  'date.in_the_future': 'rule',
  'date.before_step': 'rule',
  'report.missing': 'rule',
  'report.type': 'type',
  'report.too_large': 'size',
  'report.too_long': 'rule',
  'report.unreadable': 'rule',
  'document.infected': 'rule',
  'correction.empty': 'rule',
  'avis.incomplete': 'rule',
  'avis.inconsistent': 'rule',
  'follow_up.incomplete': 'rule',
  'time_entry.invalid': 'rule',
  'limit.not_later': 'rule',
  'limit.not_reached': 'rule',
  'calendar.invalid': 'rule',
  'user.own_access': 'rule',
  'date.staff_only': 'forbidden',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export interface FieldError {
  path: string;
  code: string;
  message: string;
}

/** A rule of the process says no. `message` is French, for the person who asked; it never holds personal data. */
export class RuleViolation extends Error {
  readonly code: RefusalCode;
  readonly errors: FieldError[];

  constructor(code: RefusalCode, message: string, errors: FieldError[] = []) {
    super(message);
    this.name = 'RuleViolation';
    this.code = code;
    this.errors = errors;
  }
}
