import type { CalendarFacts } from '../domain/commands.ts';
import { addDays, type PlainDate, yearOf } from '../domain/dates.ts';
import type { Policy } from '../domain/policy.ts';
import type { Backend } from './backend.ts';

/** Beyond these, no period changes a deadline, nor how far the calendar is known to reach for it. */
const DAYS_BEFORE = 400;
const DAYS_AFTER = 250;

/**
 * The school holidays of a zone that bear on dates between `from` and `to`, with the version of the calendar: few enough
 * to travel in a command.
 */
export async function calendarFacts(
  { stores }: Pick<Backend, 'stores'>,
  zone: string,
  from: PlainDate,
  to: PlainDate,
): Promise<CalendarFacts> {
  // The version first: an import in between gives newer periods under an older version, and is then announced.
  const version = await stores.schoolCalendar.version();
  const first = addDays(from, -DAYS_BEFORE);
  const last = addDays(to > from ? to : from, DAYS_AFTER);
  const periods = (await stores.schoolCalendar.list(zone))
    .filter((period) => period.kind === 'holiday' && period.firstDayOff >= first && period.firstDayOff <= last)
    .map(({ zone: _zone, schoolYear: _schoolYear, ...period }) => ({ zone, ...period }));
  return { zone, periods, version };
}

/** The policy in force in a centre. */
export async function policyOf({ stores }: Pick<Backend, 'stores'>, centre: string): Promise<Policy> {
  const found = await stores.centres.find(centre);
  if (!found) throw new Error('An enrolment names a centre that does not exist.');
  return found.policy;
}

/** French public holidays of the year of a date, and of the next one. */
export const publicHolidaysAround = ({ civilTime }: Pick<Backend, 'civilTime'>, date: PlainDate): PlainDate[] =>
  civilTime.publicHolidays(yearOf(date), yearOf(date) + 1);
