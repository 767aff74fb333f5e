import { addDays, type Instant, inFrenchWithWeekday, type PlainDate, weekday, workingDayFrom } from './dates.ts';
import { RuleViolation } from './errors.ts';

/** R10: the first meeting lasts 30 minutes. */
export const MEETING_MINUTES = 30;
/** On the wall clock, to the millisecond: a minute has seconds, and 18:30:01 would end after 19:00. */
const OPENS = '08:00:00.000';
const LAST_START = '18:30:00.000';

/** R10: the half hours of a day at which a meeting may begin, `HH:MM` in Paris. */
export const MEETING_STARTS: readonly string[] = halfHours(OPENS, LAST_START);

function halfHours(first: string, last: string): string[] {
  const starts: string[] = [];
  for (let hour = 0; hour < 24; hour += 1) {
    const padded = String(hour).padStart(2, '0');
    starts.push(`${padded}:00`, `${padded}:30`);
  }
  return starts.filter((start) => start >= first.slice(0, 5) && start <= last.slice(0, 5));
}

/** The next `count` days on which a meeting may be held (R10), from `from` on. */
export function meetingDays(from: PlainDate, count: number, publicHolidays: readonly PlainDate[]): PlainDate[] {
  const days: PlainDate[] = [];
  let day = from;
  while (days.length < count) {
    day = workingDayFrom(day, publicHolidays);
    days.push(day);
    day = addDays(day, 1);
  }
  return days;
}

/** A slot as the wall clock in Paris shows it. */
export interface Slot {
  startsAt: Instant;
  date: PlainDate;
  /** `HH:MM` in Paris. */
  time: string;
}

/** R10: Monday to Friday, from 8:00, ended by 19:00, no public holiday, in the future. */
export function requireMeetingSlot(slot: Slot, now: Instant, publicHolidays: readonly PlainDate[]): void {
  const starts = slot.time + slot.startsAt.slice(16, -1);
  if (weekday(slot.date) > 5 || starts < OPENS || starts > LAST_START) {
    refuse(
      'meeting.outside_hours',
      'Le rendez-vous de 30\u00a0minutes se tient du lundi au vendredi, entre 8\u00a0h et 19\u00a0h (début à 18\u00a0h\u00a030 au plus tard).',
    );
  }
  if (publicHolidays.includes(slot.date)) {
    refuse(
      'meeting.public_holiday',
      `Le ${inFrenchWithWeekday(slot.date)} est un jour férié\u00a0: choisissez un autre jour.`,
    );
  }
  if (slot.startsAt <= now) {
    refuse('meeting.in_the_past', 'Cette date est passée\u00a0: choisissez un créneau à venir.');
  }
}

/** Whether a slot could be booked (R10). */
export function isMeetingSlot(slot: Slot, now: Instant, publicHolidays: readonly PlainDate[]): boolean {
  try {
    requireMeetingSlot(slot, now, publicHolidays);
    return true;
  } catch {
    return false;
  }
}

const refuse = (
  code: 'meeting.outside_hours' | 'meeting.public_holiday' | 'meeting.in_the_past',
  message: string,
): never => {
  throw new RuleViolation(code, message, [{ path: 'startsAt', code, message }]);
};

export interface Objectives {
  acquainted?: boolean;
  instructions?: boolean;
  questions?: boolean;
  planning?: boolean;
}

/** What the first meeting is for, in the words of the prestation. */
export const OBJECTIVES_IN_FRENCH = {
  acquainted: 'faire connaissance',
  instructions: 'transmettre les consignes et outils et échanger sur les attendus',
  questions: 'répondre aux questions',
  planning: 'valider le planning',
} as const;

/** Step 2: each of the four objectives must have been met for the meeting to count as held. */
export function requireObjectivesMet(objectives: Objectives | undefined): void {
  const names = Object.keys(OBJECTIVES_IN_FRENCH) as (keyof typeof OBJECTIVES_IN_FRENCH)[];
  const missing = names.filter((name) => objectives?.[name] !== true);
  if (missing.length === 0) return;
  throw new RuleViolation(
    'meeting.objectives',
    `Chacun des quatre objectifs du rendez-vous doit être confirmé\u00a0; il manque\u00a0: ${missing.map((name) => OBJECTIVES_IN_FRENCH[name]).join(', ')}.`,
    missing.map((name) => ({
      path: `objectives.${name}`,
      code: 'meeting.objectives',
      message: `À confirmer\u00a0: ${OBJECTIVES_IN_FRENCH[name]}.`,
    })),
  );
}
