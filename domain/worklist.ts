import { addDays, type PlainDate } from './dates.ts';
import type { Policy } from './policy.ts';
import type { NoticeRule } from './reminders.ts';

/** What staff have to do or to look after, the most pressing first. */
export const WORK_SECTIONS = [
  'tutors_to_assign',
  'follow_ups',
  'limits_reached',
  'overdue_tutors',
  'overdue_auditeurs',
  'stalled_meetings',
  'uncertain_deadlines',
  'limits_near',
  'failing_mails',
] as const;
export type WorkSection = (typeof WORK_SECTIONS)[number];

/** The sections that list enrolments; mails are listed by themselves. */
export type EnrolmentSection = Exclude<WorkSection, 'failing_mails'>;

/** The days that sections count from: what lies at or before them belongs there. */
export interface WorkDates {
  today: PlainDate;
  /** R34: a limit until this day is near. */
  limitNear: PlainDate;
  /** A booking awaited since this day, or longer, is stalled; likewise the outcome of a meeting. */
  bookingStalled: PlainDate;
  outcomeStalled: PlainDate;
}

/** From when on staff look after a thing: the day on which the policy tells them of it. */
export const workDates = (today: PlainDate, { reminders }: Pick<Policy, 'reminders'>): WorkDates => ({
  today,
  limitNear: addDays(today, -firstDays(reminders.limit, -30)),
  bookingStalled: addDays(today, -firstDays(reminders.booking, 21)),
  outcomeStalled: addDays(today, -firstDays(reminders.outcome, 7)),
});

const firstDays = (rules: readonly NoticeRule[], otherwise: number): number =>
  rules.find(({ to }) => to === 'staff')?.days ?? otherwise;

/** A mail is undeliverable, for staff, once it has failed for so long. */
export const FAILING_HOURS = 1;
