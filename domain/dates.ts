/** A civil date in Paris, `YYYY-MM-DD`. Compares lexicographically. */
export type PlainDate = string;

/** An instant, ISO 8601 in UTC with milliseconds and `Z`. Compares lexicographically. */
export type Instant = string;

const DAY_MS = 86_400_000;

const toUtcMs = (date: PlainDate): number => Date.parse(`${date}T00:00:00.000Z`);

const fromUtcMs = (ms: number): PlainDate => new Date(ms).toISOString().slice(0, 10);

/** Whether `text` is a date of the calendar (29 February only in leap years), written `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = toUtcMs(text);
  return !Number.isNaN(ms) && fromUtcMs(ms) === text;
}

/** The civil date `days` after `date` (before it, when negative). */
export const addDays = (date: PlainDate, days: number): PlainDate => fromUtcMs(toUtcMs(date) + days * DAY_MS);

/** How many days lie from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => (toUtcMs(to) - toUtcMs(from)) / DAY_MS;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekday = (date: PlainDate): number => new Date(toUtcMs(date)).getUTCDay() || 7;

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));

export const monthOf = (date: PlainDate): number => Number(date.slice(5, 7));

export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/** Monday to Friday and no French public holiday. */
export const isWorkingDay = (date: PlainDate, publicHolidays: readonly PlainDate[]): boolean =>
  weekday(date) <= 5 && !publicHolidays.includes(date);

/** The nearest working day at or after `date`. */
export function workingDayFrom(date: PlainDate, publicHolidays: readonly PlainDate[]): PlainDate {
  let day = date;
  while (!isWorkingDay(day, publicHolidays)) day = addDays(day, 1);
  return day;
}

/** The nearest working day at or before `date`. */
export function workingDayUntil(date: PlainDate, publicHolidays: readonly PlainDate[]): PlainDate {
  let day = date;
  while (!isWorkingDay(day, publicHolidays)) day = addDays(day, -1);
  return day;
}

/** The `count`-th working day after `date`; `date` itself is not counted. */
export function addWorkingDays(date: PlainDate, count: number, publicHolidays: readonly PlainDate[]): PlainDate {
  let day = date;
  for (let left = count; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1), publicHolidays);
  return day;
}

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

/** « 5 novembre 2026 », « 1er mars 2027 ». Formatted here, not by `Intl`, whose data change with Node. */
export function inFrench(date: PlainDate): string {
  const day = Number(date.slice(8, 10));
  return `${day === 1 ? '1er' : day} ${MONTHS[monthOf(date) - 1]} ${date.slice(0, 4)}`;
}

/** « 14 h 30 », « 9 h », from `HH:MM`. */
export function hourInFrench(time: string): string {
  const [hours, minutes] = time.split(':');
  return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
}

/** « jeudi 5 novembre 2026 ». */
export const inFrenchWithWeekday = (date: PlainDate): string => `${WEEKDAYS[weekday(date) - 1]} ${inFrench(date)}`;

/** « février, mars et octobre ». */
export function monthsInFrench(months: readonly number[]): string {
  const names = months.map((month) => MONTHS[month - 1]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} et ${names.at(-1)}`;
}
