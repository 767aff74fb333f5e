import { addDays, type Instant, isWorkingDay, type PlainDate, workingDayFrom, yearOf } from './dates.ts';
import { datedNotices, meetingReminderDay, type NoticeRule, type Recipient, type WaitKind } from './reminders.ts';

/** What a wait is planned from. */
export interface WaitToPlan {
  kind: WaitKind;
  /** The civil date on which the wait began. */
  start: PlainDate;
  /** When it began to be waited for: it is later than `start` when something was recorded after the fact. */
  begunAt: Instant;
  now: Instant;
  due?: PlainDate;
  meetingStartsAt?: Instant;
  /** The keys of the notices sent already for this wait. */
  told: readonly string[];
}

/** A reminder, or an escalation, to send at an instant of civil hours. */
export interface PlannedNotice {
  /** Of every notice that it stands for: the first names it. */
  keys: string[];
  at: Instant;
  to: Recipient;
  escalation: boolean;
}

/** Wall-clock time in Paris: what this arithmetic cannot know by itself. */
export interface ParisClock {
  parisDate(instant: Instant): PlainDate;
  parisTime(instant: Instant): string;
  atParis(date: PlainDate, time: string): Instant;
}

const OPENS = '08:00';
const CLOSES = '19:00';
const AT_ONCE = 8;

/** The next notices of a wait, in order, at most eight; all of them at civil hours (working days, 8:00–19:00 in Paris). */
export function plannedNotices(
  wait: WaitToPlan,
  rules: readonly NoticeRule[],
  publicHolidays: readonly PlainDate[],
  clock: ParisClock,
): PlannedNotice[] {
  const notices =
    wait.kind === 'meeting'
      ? meetingNotices(wait, publicHolidays, clock)
      : policyNotices(wait, rules, publicHolidays, clock);
  const inOrder = notices.sort((a, b) => (a.at === b.at ? (a.key < b.key ? -1 : 1) : a.at < b.at ? -1 : 1));
  return merged(inOrder).slice(0, AT_ONCE);
}

/** A notice before it is known to be the only one of its moment for its reader. */
type SingleNotice = Omit<PlannedNotice, 'keys'> & { key: string };

/** Nobody is reminded of the same thing, or alerted of it, twice at the same moment: such notices are one. */
function merged(notices: readonly SingleNotice[]): PlannedNotice[] {
  const byReader = new Map<string, PlannedNotice>();
  for (const { key, ...notice } of notices) {
    const same = `${notice.at} ${notice.to} ${notice.escalation}`;
    const first = byReader.get(same);
    if (first) first.keys.push(key);
    else byReader.set(same, { keys: [key], ...notice });
  }
  return [...byReader.values()];
}

/** The years whose public holidays a plan needs. */
export function yearsOf(wait: Pick<WaitToPlan, 'start' | 'due' | 'now'>): { from: number; to: number } {
  const dates = [wait.start, wait.due ?? wait.start, wait.now.slice(0, 10)].map(yearOf);
  return { from: Math.min(...dates) - 1, to: Math.max(...dates) + 1 };
}

/**
 * By the centre's policy, at 8:00. What falls before the wait began is dropped when it only reminds, and told at the next
 * civil moment when it escalates; so is what fell since, while nobody was there to send it.
 */
function policyNotices(
  wait: WaitToPlan,
  rules: readonly NoticeRule[],
  publicHolidays: readonly PlainDate[],
  clock: ParisClock,
): SingleNotice[] {
  const { start, due, begunAt, now, told } = wait;
  const untold = datedNotices(rules, { start, due }, publicHolidays, clock.parisDate(now))
    .filter(({ key }) => !isTold(key, told))
    .map(({ on, ...notice }) => ({ ...notice, at: clock.atParis(on, OPENS) }))
    .filter(({ at, escalation }) => escalation || at >= begunAt);
  const ahead = untold.filter(({ at }) => at >= now);
  const civil = nextCivilMoment(now, publicHolidays, clock);
  const late = lastOfEachRule(untold.filter(({ at }) => at < now)).map((notice) => ({ ...notice, at: civil }));
  return [...late, ...ahead];
}

/** The day before at the meeting's own time of day, or earlier; late, as long as the meeting is ahead. */
function meetingNotices(wait: WaitToPlan, publicHolidays: readonly PlainDate[], clock: ParisClock): SingleNotice[] {
  const { meetingStartsAt, begunAt, now, told } = wait;
  if (!meetingStartsAt) return [];
  const day = meetingReminderDay(clock.parisDate(meetingStartsAt), publicHolidays);
  const planned = clock.atParis(day, clock.parisTime(meetingStartsAt));
  const at = planned < now ? nextCivilMoment(now, publicHolidays, clock) : planned;
  if (planned <= begunAt || at >= meetingStartsAt) return [];
  return (['auditeur', 'tutor'] as const)
    .map((to) => ({ key: `${meetingStartsAt}/${to}`, at, to, escalation: false }))
    .filter(({ key }) => !told.includes(key));
}

/** `now` when it is a civil hour (a working day, 8:00–19:00 in Paris), else 8:00 of the next working day (today's, before it opens). */
export function nextCivilMoment(now: Instant, publicHolidays: readonly PlainDate[], clock: ParisClock): Instant {
  const today = clock.parisDate(now);
  const time = clock.parisTime(now);
  if (!isWorkingDay(today, publicHolidays) || time >= CLOSES) {
    return clock.atParis(workingDayFrom(addDays(today, 1), publicHolidays), OPENS);
  }
  return time < OPENS ? clock.atParis(today, OPENS) : now;
}

/** Told, or passed over when a later one of the same rule was told: keys are `anchor/rule/turn`. */
function isTold(key: string, told: readonly string[]): boolean {
  const { rule, turn } = partsOf(key);
  return told.some((other) => partsOf(other).rule === rule && partsOf(other).turn >= turn);
}

function lastOfEachRule<Notice extends { key: string }>(notices: readonly Notice[]): Notice[] {
  const last = new Map<string, Notice>();
  for (const notice of notices) {
    const { rule, turn } = partsOf(notice.key);
    const other = last.get(rule);
    if (!other || partsOf(other.key).turn < turn) last.set(rule, notice);
  }
  return [...last.values()];
}

function partsOf(key: string): { rule: string; turn: number } {
  const cut = key.lastIndexOf('/');
  return { rule: key.slice(0, cut), turn: Number(key.slice(cut + 1)) };
}
