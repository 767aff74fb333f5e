import { DEFAULT_REMINDERS, type ReminderPolicy } from './reminders.ts';

/** What a centre may decide for itself; read when a wait begins. */
export interface Policy {
  /** R3: the months in which registration is open every year, 1 for January. Exceptions are windows of their own. */
  registrationMonths: readonly number[];
  /** R20: days the tutor has for the avis, after the revised report. */
  avisDays: number;
  /** R20: days after the closing during which a manager may correct an avis. */
  avisCorrectionDays: number;
  /** R21: working days to contact the auditeur after an unfavourable avis. */
  followUpWorkingDays: number;
  /** Fewer days than this left for the revision: all are asked to amend the planning. */
  minRevisionDays: number;
  /** Days after the closing before who has not answered the survey is reminded of it, once; never when 0. */
  surveyReminderDays: number;
  reminders: ReminderPolicy;
}

export const DEFAULT_POLICY: Policy = {
  registrationMonths: [2, 3, 10],
  avisDays: 14,
  avisCorrectionDays: 60,
  followUpWorkingDays: 10,
  minRevisionDays: 14,
  surveyReminderDays: 14,
  reminders: DEFAULT_REMINDERS,
};
