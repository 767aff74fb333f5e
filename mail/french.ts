import { TZDate } from '@date-fns/tz';
import { type Instant, inFrenchWithWeekday, type PlainDate } from '../domain/dates.ts';

const PARIS = 'Europe/Paris';

/** The civil date in Paris at `instant`. */
export function parisDate(instant: Instant): PlainDate {
  const wall = new TZDate(instant, PARIS);
  return [wall.getFullYear(), wall.getMonth() + 1, wall.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** The wall clock in Paris at `instant`: « 14 h 30 », « 9 h ». */
export function parisHour(instant: Instant): string {
  const wall = new TZDate(instant, PARIS);
  const minutes = wall.getMinutes();
  return minutes === 0 ? `${wall.getHours()} h` : `${wall.getHours()} h ${String(minutes).padStart(2, '0')}`;
}

/** « jeudi 5 novembre 2026 à 14 h 30 », in Paris. */
export const dayAndHour = (instant: Instant): string =>
  `${inFrenchWithWeekday(parisDate(instant))} à ${parisHour(instant)}`;

export { days, de, duration, que, typeset, withoutRuleNumbers } from '../domain/french.ts';
