import type { SchoolPeriod } from '../../domain/calendar.ts';
import type { IgnoredRows, ImportedCalendar } from './read.ts';
import { identityOf } from './reconcile.ts';

/** What an import does to the calendar we know. Periods it does not mention are left as they are. */
export interface CalendarComparison {
  added: SchoolPeriod[];
  changed: { before: SchoolPeriod; after: SchoolPeriod }[];
  unchanged: SchoolPeriod[];
  ignored: IgnoredRows[];
}

/**
 * What importing would add to and change in the `known` calendar. The identity of a period is its zone, school year and
 * name (whatever the accents, case and apostrophes). A file never removes: the ministry publishes by pieces. Importing
 * the same file again adds and changes nothing.
 */
export function compareCalendars(known: readonly SchoolPeriod[], imported: ImportedCalendar): CalendarComparison {
  const byIdentity = new Map(known.map((period) => [identityOf(period), period]));
  const comparison: CalendarComparison = { added: [], changed: [], unchanged: [], ignored: imported.ignored };
  for (const period of imported.periods) {
    const before = byIdentity.get(identityOf(period));
    if (!before) comparison.added.push(period);
    else {
      const after = updated(before, period);
      if (sameDays(before, after)) comparison.unchanged.push(before);
      else comparison.changed.push({ before, after });
    }
  }
  return comparison;
}

/** The calendar once the import is done. */
export function calendarAfter(known: readonly SchoolPeriod[], comparison: CalendarComparison): SchoolPeriod[] {
  const afterByIdentity = new Map(comparison.changed.map(({ after }) => [identityOf(after), after]));
  return [...known.map((period) => afterByIdentity.get(identityOf(period)) ?? period), ...comparison.added];
}

/**
 * The file's days under the name we already keep. A row that only announces the beginning of a summer says nothing of its
 * end: a return day known from elsewhere is not erased by it (the ministry's full export lags behind its decrees).
 */
function updated(before: SchoolPeriod, period: SchoolPeriod): SchoolPeriod {
  const knownReturn = before.returnDay !== null && before.returnDay > period.firstDayOff ? before.returnDay : null;
  return { ...period, name: before.name, returnDay: period.returnDay ?? knownReturn };
}

const sameDays = (a: SchoolPeriod, b: SchoolPeriod): boolean =>
  a.firstDayOff === b.firstDayOff && a.returnDay === b.returnDay && a.kind === b.kind;
