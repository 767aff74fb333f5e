import type { CommandName, Role } from './actions.ts';
import type { HolidayPeriod } from './calendar.ts';
import type { Instant, PlainDate } from './dates.ts';
import type { FollowUpPath, Mention, Planning } from './enrolment.ts';
import type { Criterion, CriterionAnswer } from './evaluation.ts';
import type { Objectives, Slot } from './meeting.ts';
import type { FoundFile } from './report.ts';
import type { TutorProfile } from './tutor.ts';

/**
 * What every command carries. What people wrote (reasons, remarks, links…) is in the database under `commandId`; here
 * are only ids, codes, dates, and whether something was written.
 */
export interface Command {
  commandId: string;
  role: Role;
  at: Instant;
  /** The civil date of `at` in Paris. */
  today: PlainDate;
}

/** The school holidays that a deadline needs to be judged. */
export interface CalendarFacts {
  zone: string;
  periods: HolidayPeriod[];
  version: number;
}

export interface AssignTutor extends Command {
  tutor: TutorProfile;
  forced: boolean;
  hasReason: boolean;
}
export interface BookMeeting extends Command {
  slot: Slot;
  publicHolidays: PlainDate[];
}
export interface CallOffMeeting extends Command {
  hasReason: boolean;
}
export interface RecordMeeting extends Command {
  held: boolean;
  /** Given when the meeting was held on another day than booked, or was never booked (R35). */
  heldOn?: PlainDate;
  objectives?: Objectives;
  planning?: Planning;
  hasReason: boolean;
  calendar: CalendarFacts;
  avisDays: number;
}
export interface AmendPlanning extends Command {
  planning: Planning;
  hasReason: boolean;
  calendar: CalendarFacts;
  avisDays: number;
}
export interface SubmitReport extends Command {
  file?: FoundFile;
  /** Today unless staff give the real date (R35). */
  receivedOn: PlainDate;
  calendar: CalendarFacts;
}
export interface ReturnCorrection extends Command {
  file?: FoundFile;
  hasRemarks: boolean;
  returnedOn: PlainDate;
  minRevisionDays: number;
}
export interface SubmitRevision extends Command {
  file?: FoundFile;
  unchanged: boolean;
  receivedOn: PlainDate;
  avisDays: number;
}
export interface GiveAvis extends Command {
  mention?: Mention;
  hasMotivation: boolean;
  answers: CriterionAnswer[];
  form: Criterion[];
  givenOn: PlainDate;
  followUpWorkingDays: number;
  avisCorrectionDays: number;
  publicHolidays: PlainDate[];
}
export interface CorrectAvis extends GiveAvis {
  hasReason: boolean;
}
export interface RecordFollowUp extends Command {
  contactedOn?: PlainDate;
  path?: FollowUpPath;
  hasSummary: boolean;
}
export interface LogTime extends Command {
  date: PlainDate;
  minutes: number;
}
export interface Withdraw extends Command {
  hasReason: boolean;
}
export interface ExtendLimit extends Command {
  limit: PlainDate;
  hasReason: boolean;
}
export interface Expire extends Command {
  hasReason: boolean;
}

/** The command that each name carries. */
export interface Commands {
  assignTutor: AssignTutor;
  bookMeeting: BookMeeting;
  callOffMeeting: CallOffMeeting;
  recordMeeting: RecordMeeting;
  amendPlanning: AmendPlanning;
  submitReport: SubmitReport;
  returnCorrection: ReturnCorrection;
  submitRevision: SubmitRevision;
  giveAvis: GiveAvis;
  correctAvis: CorrectAvis;
  recordFollowUp: RecordFollowUp;
  logTime: LogTime;
  withdraw: Withdraw;
  extendLimit: ExtendLimit;
  expire: Expire;
}

type EveryCommandHasItsType = CommandName extends keyof Commands ? true : never;
export const everyCommandHasItsType: EveryCommandHasItsType = true;
