import { addDays, addWorkingDays, type PlainDate, workingDayFrom, workingDayUntil } from './dates.ts';

/** What an enrolment may be waiting for, each with its own reminders. `limit` runs beside the others (R34). */
export type WaitKind =
  | 'tutor'
  | 'booking'
  | 'meeting'
  | 'outcome'
  | 'report'
  | 'correction'
  | 'revision'
  | 'avis'
  | 'follow_up'
  | 'limit';

export type Recipient = 'auditeur' | 'tutor' | 'staff' | 'manager';

/** One line of a policy: who is told, so many days after (before, when negative) the wait began or its due date. */
export interface NoticeRule {
  to: Recipient;
  escalation?: boolean;
  from: 'start' | 'due';
  days: number;
  /** `days` are working days. */
  working?: boolean;
  /** Repeated every so many days … */
  everyDays?: number;
  /** … so many times in all; without end when absent. */
  times?: number;
}

/** The first escalation to staff, then to a manager, of the waits that have a due date. */
const LATE: readonly NoticeRule[] = [{ to: 'staff', escalation: true, from: 'due', days: 1 }];
const LATE_THEN_MANAGER: readonly NoticeRule[] = [...LATE, { to: 'manager', escalation: true, from: 'due', days: 7 }];

const DEPOSIT: readonly NoticeRule[] = [
  { to: 'auditeur', from: 'due', days: -14 },
  { to: 'auditeur', from: 'due', days: -3 },
  { to: 'auditeur', from: 'due', days: 0 },
  { to: 'auditeur', from: 'due', days: 7, everyDays: 7, times: 3 },
  ...LATE,
];

export type ReminderPolicy = Record<WaitKind, readonly NoticeRule[]>;

/** The defaults of a centre; `meeting` is reminded the day before, whatever the policy. */
export const DEFAULT_REMINDERS: ReminderPolicy = {
  tutor: [
    { to: 'staff', from: 'start', days: 5, working: true, everyDays: 7 },
    { to: 'manager', escalation: true, from: 'start', days: 10, working: true },
  ],
  booking: [
    { to: 'auditeur', from: 'start', days: 7 },
    { to: 'auditeur', from: 'start', days: 14 },
    { to: 'staff', escalation: true, from: 'start', days: 21, everyDays: 7 },
  ],
  meeting: [],
  outcome: [
    { to: 'tutor', from: 'start', days: 1, everyDays: 3 },
    { to: 'staff', escalation: true, from: 'start', days: 7 },
  ],
  report: DEPOSIT,
  correction: [
    { to: 'tutor', from: 'due', days: -7 },
    { to: 'tutor', from: 'due', days: -2 },
    { to: 'tutor', from: 'due', days: 7, everyDays: 7 },
    ...LATE_THEN_MANAGER,
  ],
  revision: DEPOSIT,
  avis: [
    { to: 'tutor', from: 'due', days: -5 },
    { to: 'tutor', from: 'due', days: -1 },
    { to: 'tutor', from: 'due', days: 7, everyDays: 7 },
    ...LATE_THEN_MANAGER,
  ],
  follow_up: [
    { to: 'staff', from: 'start', days: 5, working: true },
    { to: 'manager', escalation: true, from: 'start', days: 10, working: true },
  ],
  limit: [
    { to: 'staff', from: 'due', days: -30 },
    { to: 'auditeur', from: 'due', days: -30 },
    { to: 'manager', escalation: true, from: 'due', days: 0, everyDays: 7 },
  ],
};

/** A notice to send on a working day. Its key is stable: the same wait never gives the same notice twice. */
export interface DatedNotice {
  key: string;
  to: Recipient;
  escalation: boolean;
  on: PlainDate;
}

export interface NoticeBase {
  /** The civil date on which the wait began. */
  start: PlainDate;
  due?: PlainDate;
}

/** How many occurrences of an endless repetition are laid out at once. */
const LAID_OUT = 6;

/**
 * The notices of a policy for one wait, on working days (one that falls otherwise moves forward), in order. Endless
 * repetitions are laid out from `from` on, a few at a time.
 */
export function datedNotices(
  rules: readonly NoticeRule[],
  base: NoticeBase,
  publicHolidays: readonly PlainDate[],
  from: PlainDate,
): DatedNotice[] {
  return rules
    .flatMap((rule, index) => occurrences(rule, index, base, publicHolidays, from))
    .sort((a, b) => (a.on === b.on ? (a.key < b.key ? -1 : 1) : a.on < b.on ? -1 : 1));
}

function occurrences(
  rule: NoticeRule,
  index: number,
  base: NoticeBase,
  publicHolidays: readonly PlainDate[],
  from: PlainDate,
): DatedNotice[] {
  const anchor = rule.from === 'due' ? base.due : base.start;
  if (!anchor) return [];
  const first = rule.working ? addWorkingDays(anchor, rule.days, publicHolidays) : addDays(anchor, rule.days);
  const notices: DatedNotice[] = [];
  let ahead = 0;
  for (
    let turn = 0;
    turn < (rule.everyDays ? (rule.times ?? Number.POSITIVE_INFINITY) : 1) && ahead < LAID_OUT;
    turn += 1
  ) {
    const on = workingDayFrom(addDays(first, turn * (rule.everyDays ?? 0)), publicHolidays);
    if (notices.at(-1)?.on === on) continue; // two turns moved to the same working day are one notice
    if (on >= from) ahead += 1;
    notices.push({ key: `${anchor}/${index}/${turn}`, to: rule.to, escalation: rule.escalation ?? false, on });
  }
  return notices;
}

/** The working day on which a meeting is recalled: the day before, or earlier, never later. */
export const meetingReminderDay = (meetingDate: PlainDate, publicHolidays: readonly PlainDate[]): PlainDate =>
  workingDayUntil(addDays(meetingDate, -1), publicHolidays);
