import type { SchoolPeriod } from '../../domain/calendar.ts';
import { schoolYearOf } from '../../domain/calendar.ts';
import type { PlainDate } from '../../domain/dates.ts';
import { addDays, daysBetween, inFrench, monthOf, yearOf } from '../../domain/dates.ts';
import { displayName, isBeginning, isSummer, natureOf, plain, zonesNamed } from './names.ts';
import type { CalendarRow } from './row.ts';
import { civilDate } from './row.ts';

/** What one row of a file means: periods (one a zone it names), nothing for a reason, or a mistake. */
export type Meaning = { periods: SchoolPeriod[] } | { ignored: { what: string; reason: string } } | { wrong: string };

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const LONGEST_DAYS = 100;

/** The meaning of one row; docs/decisions/0012 says why. It judges the row alone, not its neighbours. */
export function meaningOf(row: CalendarRow): Meaning {
  return notForUs(row) ?? periodsOf(row);
}

function notForUs(row: CalendarRow): Meaning | undefined {
  const zones = zonesOf(row);
  if (zones.length === 0) {
    if (row.zones === '') return { ignored: { what: row.description, reason: 'aucune zone indiquée' } };
    if (/^zones?\b/.test(plain(row.zones))) return { wrong: `zone inconnue «\u00a0${row.zones}\u00a0».` };
    return { ignored: { what: row.zones, reason: 'hors des zones A, B et C' } };
  }
  const population = plain(row.population);
  const what = population === '' || population === '-' ? row.description : `${row.description} (${row.population})`;
  if (population.startsWith('enseignants')) return { ignored: { what, reason: 'concerne les enseignants' } };
  if (/\brentree|prerentree/.test(plain(row.description))) {
    return { ignored: { what, reason: 'une rentrée n’est pas un jour sans classe' } };
  }
  if (!['', '-', 'eleves'].includes(population)) {
    return { ignored: { what, reason: 'ne concerne qu’une partie des élèves' } };
  }
  return undefined;
}

const zonesOf = (row: CalendarRow): string[] =>
  zonesNamed(/^[abc]$/i.test(row.zones) ? `Zone ${row.zones}` : row.zones);

function periodsOf(row: CalendarRow): Meaning {
  const firstDayOff = civilDate(row.start);
  const givenEnd = row.end === '' ? null : civilDate(row.end);
  const wrong = wrongDates(row, firstDayOff, givenEnd) ?? wrongWords(row);
  if (wrong !== undefined || firstDayOff === null) return { wrong: wrong ?? 'date de début absente.' };
  const end = endOf(row, firstDayOff, givenEnd);
  if ('wrong' in end) return end;
  const schoolYear = schoolYearOf(firstDayOff);
  if (row.schoolYear !== '' && row.schoolYear !== schoolYear) {
    return { wrong: `l’année scolaire ${row.schoolYear} ne va pas avec un début le ${inFrench(firstDayOff)}.` };
  }
  const { name, kind } = namedKind(row, firstDayOff);
  const period = { schoolYear, name, firstDayOff, returnDay: end.returnDay, kind };
  return { periods: zonesOf(row).map((zone) => ({ zone, ...period })) };
}

function wrongDates(row: CalendarRow, start: PlainDate | null, end: PlainDate | null): string | undefined {
  if (start === null)
    return row.start === '' ? 'date de début absente.' : `date de début illisible «\u00a0${row.start}\u00a0».`;
  if (end === null) return row.end === '' ? undefined : `date de fin illisible «\u00a0${row.end}\u00a0».`;
  if (end < start) return `le retour (${inFrench(end)}) précède le premier jour de vacances (${inFrench(start)}).`;
  const days = daysBetween(start, end);
  return days > LONGEST_DAYS ? `${days} jours de vacances, plus que les ${LONGEST_DAYS} vraisemblables.` : undefined;
}

function wrongWords(row: CalendarRow): string | undefined {
  if (row.description === '') return 'nom de la période absent.';
  if (row.kind !== undefined && !['holiday', 'bridge'].includes(row.kind)) {
    return `nature inconnue «\u00a0${row.kind}\u00a0»\u00a0: holiday ou bridge.`;
  }
  const start = civilDate(row.start);
  if (start !== null && (yearOf(start) < FIRST_YEAR || yearOf(start) > LAST_YEAR))
    return `année ${yearOf(start)} absurde.`;
  return undefined;
}

/**
 * A row without length is a beginning whose end is not known (only a summer may be), or else a single day off: then class
 * resumes the day after.
 */
function endOf(
  row: CalendarRow,
  firstDayOff: PlainDate,
  end: PlainDate | null,
): { returnDay: PlainDate | null } | { wrong: string } {
  if (end !== null && end > firstDayOff) return { returnDay: end };
  if (isSummer(row.description)) {
    const begins = monthOf(firstDayOff);
    if (begins >= 6 && begins <= 8) return { returnDay: null };
    return { wrong: `un été sans date de retour ne peut pas commencer le ${inFrench(firstDayOff)}.` };
  }
  if (isBeginning(row.description) || (row.kind !== undefined && end === null)) {
    return { wrong: 'date de retour absente\u00a0: seul l’été peut rester ouvert.' };
  }
  return { returnDay: addDays(firstDayOff, 1) };
}

/** Days off on their own are kept like bridges (they never count), dated so that two of a year stay two. */
function namedKind(row: CalendarRow, firstDayOff: PlainDate): { name: string; kind: SchoolPeriod['kind'] } {
  const name = displayName(row.description);
  if (row.kind !== undefined) return { name, kind: row.kind === 'bridge' ? 'bridge' : 'holiday' };
  const nature = natureOf(row.description);
  return nature === 'other' ? { name: `${name} (${inFrench(firstDayOff)})`, kind: 'bridge' } : { name, kind: nature };
}
