import type { CorrectionDeadline } from './correction.ts';
import type { Instant, PlainDate } from './dates.ts';

/** The five steps of the prestation, in their order, and its end. */
export const STEPS = [
  'tutor_assignment',
  'first_meeting',
  'annotated_correction',
  'revision',
  'final_avis',
  'closed',
] as const;
export type Step = (typeof STEPS)[number];

export const WAITED_FOR = ['auditeur', 'tutor', 'staff', 'nobody'] as const;
export type WaitingFor = (typeof WAITED_FOR)[number];
export const OUTCOMES = ['validated', 'not_validated', 'withdrawn', 'expired'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Mention = 'validated' | 'not_validated';
export type FollowUpPath = 'new_enrolment' | 'vae' | 'stop' | 'other';

/** The ten situations that the table of commands is keyed on, and whose turn it is in each. */
export const SITUATIONS = {
  no_tutor: 'staff',
  no_meeting: 'auditeur',
  meeting_booked: 'nobody',
  meeting_to_record: 'tutor',
  report_awaited: 'auditeur',
  report_received: 'tutor',
  revision_awaited: 'auditeur',
  avis_awaited: 'tutor',
  follow_up_awaited: 'staff',
  closed: 'nobody',
} as const satisfies Record<string, WaitingFor>;
export type Situation = keyof typeof SITUATIONS;

/** What an enrolment starts from: ids, codes and dates, nothing about the person. */
export interface EnrolmentStart {
  enrolmentId: string;
  reference: string;
  certification: string;
  centre: string;
  semester: string;
  registeredOn: PlainDate;
  limit: PlainDate;
  /** The day it was entered: reminders count from it, not from a `registeredOn` of some weeks ago. */
  enteredOn: PlainDate;
}

export interface Meeting {
  startsAt: Instant;
  /** The civil date of `startsAt` in Paris. */
  date: PlainDate;
  /** The iCalendar SEQUENCE: it rises with each change, also across a meeting called off and booked again. */
  sequence: number;
}

export interface Planning {
  /** The date butoir. */
  reportDue: PlainDate;
  revisionDue: PlainDate;
}

export interface Avis {
  mention: Mention;
  /** 1 for the first, one more for each correction (R20). */
  version: number;
  givenOn: PlainDate;
}

/** A date by which somebody is awaited, and why that date. `explanation` is French. */
export interface Due {
  date: PlainDate;
  explanation: string;
  weeks?: number;
  provisional?: boolean;
}

/**
 * What has happened in an enrolment so far. Everything else (situation, step, whose turn, what is due) follows from it;
 * it lives in Temporal and so holds no personal data.
 */
export interface Facts extends EnrolmentStart {
  /** The tutor's code only: names are in PostgreSQL. */
  tutor?: { id: string; code: string; assignedOn: PlainDate };
  meeting?: Meeting;
  /** How many invitations have been sent under this enrolment's UID. */
  invitations: number;
  /** Set when the last meeting was not held or called off: the day the booking is awaited anew. */
  bookingReopenedOn?: PlainDate;
  heldOn?: PlainDate;
  planning?: Planning;
  report?: { receivedOn: PlainDate; deposits: number; due: CorrectionDeadline };
  correction?: { returnedOn: PlainDate };
  revision?: { receivedOn: PlainDate; unchanged: boolean };
  avisDue?: Due;
  avis?: Avis;
  followUpDue?: Due;
  /** The day a corrected avis made a follow-up necessary (R20): its time counts from there. */
  followUpReopenedOn?: PlainDate;
  followUp?: { contactedOn: PlainDate; path: FollowUpPath };
  /** A human ended the enrolment before the avis (R33, R34). */
  ended?: { outcome: 'withdrawn' | 'expired'; on: PlainDate };
  /** R20: days after the closing during which the avis may be corrected (policy at the time of the avis). */
  avisCorrectionDays?: number;
  closedOn?: PlainDate;
  /** Which calendar the running correction's deadline was computed with (R14). */
  calendarVersion?: number;
  tutoringMinutes: number;
}

export const openFacts = (start: EnrolmentStart): Facts => ({ ...start, invitations: 0, tutoringMinutes: 0 });
