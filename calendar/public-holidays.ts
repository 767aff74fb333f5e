import Holidays from 'date-holidays';
import type { PlainDate } from '../domain/dates.ts';

const france = new Holidays('FR');
const known = new Map<number, PlainDate[]>();

/**
 * The legal public holidays of metropolitan France from `fromYear` to `toYear` included, in order: eleven a year (ten when
 * two fall on the same day), without the two that only Alsace and Moselle have. Computed once a year asked for.
 */
export function publicHolidays(fromYear: number, toYear: number): PlainDate[] {
  const dates: PlainDate[] = [];
  for (let year = fromYear; year <= toYear; year += 1) dates.push(...holidaysOfYear(year));
  return dates;
}

function holidaysOfYear(year: number): PlainDate[] {
  const kept = known.get(year);
  if (kept) return kept;
  const dates = france.getHolidays(year).filter((holiday) => holiday.type === 'public');
  const days = [...new Set(dates.map((holiday) => holiday.date.slice(0, 10)))].sort();
  known.set(year, days);
  return days;
}
