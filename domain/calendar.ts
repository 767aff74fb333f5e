import type { PlainDate } from './dates.ts';
import { addDays, inFrench, laterOf, monthOf, yearOf } from './dates.ts';

/**
 * A stretch of days without class in one school-holiday zone. `returnDay` is the day class resumes, so the last day off
 * is the day before; `null` is a summer whose return is not published yet. A bridge (« pont ») is never « vacances ».
 */
export interface HolidayPeriod {
  zone: string;
  name: string;
  firstDayOff: PlainDate;
  returnDay: PlainDate | null;
  kind: 'holiday' | 'bridge';
}

/** A period as it is kept: with the school year it belongs to, `2026-2027`. */
export interface SchoolPeriod extends HolidayPeriod {
  schoolYear: string;
}

/** The school year a day off belongs to: from 1 September to 31 August, so a summer ends the year it closes. */
export function schoolYearOf(firstDayOff: PlainDate): string {
  const year = yearOf(firstDayOff);
  return monthOf(firstDayOff) >= 9 ? `${year}-${year + 1}` : `${year - 1}-${year}`;
}

/** The last day that is certainly off: the day before the return, or 31 August for a summer still open (R14). */
export const lastKnownDayOff = (period: HolidayPeriod): PlainDate =>
  period.returnDay === null ? `${period.firstDayOff.slice(0, 4)}-08-31` : addDays(period.returnDay, -1);

/**
 * The earliest holidays of `zone` with at least one day in the window `from`–`to`, both ends included (R13); `undefined`
 * when none is known. Bridges never count.
 */
export function holidayMeeting(
  periods: readonly HolidayPeriod[],
  zone: string,
  from: PlainDate,
  to: PlainDate,
): HolidayPeriod | undefined {
  return holidaysOf(periods, zone).find((period) => period.firstDayOff <= to && lastKnownDayOff(period) >= from);
}

/**
 * The last day the zone's calendar tells anything about: its last return, or 31 August of an open summer (R14); `null`
 * when nothing is known of the zone.
 */
export function calendarReach(periods: readonly HolidayPeriod[], zone: string): PlainDate | null {
  const ends = holidaysOf(periods, zone).map((period) => period.returnDay ?? lastKnownDayOff(period));
  return ends.length === 0 ? null : ends.reduce(laterOf);
}

/**
 * Whether the zone's calendar tells of every day from `from` to `to` if it is a holiday (R14). It does not beyond its
 * reach, nor between an open summer's 31 August and the next known holidays. It is taken to begin early enough.
 */
export function isCalendarKnown(
  periods: readonly HolidayPeriod[],
  zone: string,
  from: PlainDate,
  to: PlainDate,
): boolean {
  const holidays = holidaysOf(periods, zone);
  const reach = calendarReach(holidays, zone);
  if (reach === null || to > reach) return false;
  return !holidays.some((summer, index) => {
    if (summer.returnDay !== null) return false;
    const next = holidays[index + 1]?.firstDayOff;
    return to > lastKnownDayOff(summer) && (next === undefined || from < next);
  });
}

/** « du 17 octobre au 1er novembre 2026 »; both days are off. An open summer: « à partir du 5 juillet 2028 ». */
export function daysOffInFrench(period: HolidayPeriod): string {
  const { firstDayOff, returnDay } = period;
  if (returnDay === null) return `à partir du ${inFrench(firstDayOff)} (retour non encore publié)`;
  const lastDayOff = addDays(returnDay, -1);
  if (lastDayOff === firstDayOff) return `le ${inFrench(firstDayOff)}`;
  const first = inFrench(firstDayOff);
  const sameYear = yearOf(firstDayOff) === yearOf(lastDayOff);
  return `du ${sameYear ? first.slice(0, -' 2026'.length) : first} au ${inFrench(lastDayOff)}`;
}

const holidaysOf = (periods: readonly HolidayPeriod[], zone: string): HolidayPeriod[] =>
  periods
    .filter((period) => period.zone === zone && period.kind === 'holiday')
    .sort((a, b) => (a.firstDayOff < b.firstDayOff ? -1 : 1));
