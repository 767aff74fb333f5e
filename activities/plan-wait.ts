import type { Instant, PlainDate } from '../domain/dates.ts';
import type { NoticeRule } from '../domain/reminders.ts';
import { type PlannedNotice, plannedNotices, type WaitToPlan, yearsOf } from '../domain/wait-plan.ts';
import type { CivilTime, EnrolmentStore } from './ports.ts';

export interface PlanWait extends Omit<WaitToPlan, 'told'> {
  enrolmentId: string;
  told: string[];
  /** The policy as it was read when the wait began; absent the first time. */
  rules?: NoticeRule[];
}

export interface WaitPlan {
  /** 23:59:59 in Paris on the due date. */
  dueAt?: Instant;
  rules: NoticeRule[];
  notices: PlannedNotice[];
}

/** Plans a wait: the instant of its due date, and its next reminders and escalations by the centre's policy. */
export async function planWait(
  wait: PlanWait,
  { store, civilTime }: { store: Pick<EnrolmentStore, 'policyOf'>; civilTime: CivilTime },
): Promise<WaitPlan> {
  const rules = wait.rules ?? [...(await store.policyOf(wait.enrolmentId)).reminders[wait.kind]];
  const { from, to } = yearsOf(wait);
  const publicHolidays: PlainDate[] = civilTime.publicHolidays(from, to);
  return {
    ...(wait.due ? { dueAt: civilTime.endOfDayInParis(wait.due) } : {}),
    rules,
    notices: plannedNotices(wait, rules, publicHolidays, civilTime),
  };
}
