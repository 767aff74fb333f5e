import type { SchoolPeriod } from '../../domain/calendar.ts';
import type { FieldError } from '../../domain/errors.ts';
import { csvRows, looksLikeCsv } from './csv.ts';
import { icsRows } from './ics.ts';
import { meaningOf } from './interpret.ts';
import { jsonRows } from './json.ts';
import type { PlacedPeriod } from './reconcile.ts';
import { reconciled } from './reconcile.ts';
import { mistake, refuseCalendar, refuseIfAny } from './refusal.ts';
import type { CalendarFormat, CalendarRows } from './row.ts';

/** What was left aside, and why, in French. `count` rows alike are told once; `where` is the first of them. */
export interface IgnoredRows {
  what: string;
  reason: string;
  count: number;
  where: string;
}

/** A school calendar read from a file: sound, one period for each zone, school year and name. */
export interface ImportedCalendar {
  format: CalendarFormat;
  periods: SchoolPeriod[];
  ignored: IgnoredRows[];
}

/**
 * A school calendar from the ministry's CSV, JSON or ICS as downloaded, or from our own CSV; the format is recognised by
 * the content. Only zones A, B and C are kept.
 * @throws RuleViolation `calendar.invalid`, with one error a mistake, for the whole file: nothing is half-read.
 */
export function readCalendar(content: Buffer): ImportedCalendar {
  const { format, rows, remarks } = rowsOf(textOf(content));
  const ignored = new Map<string, IgnoredRows>();
  for (const reason of remarks) ignored.set(reason, { what: 'Fichier', reason, count: 1, where: 'Fichier' });
  const placed: PlacedPeriod[] = [];
  const errors: FieldError[] = [];
  for (const row of rows) {
    const meaning = meaningOf(row);
    if ('wrong' in meaning) errors.push(mistake(row, meaning.wrong));
    else if ('ignored' in meaning) leaveAside(ignored, row.where, meaning.ignored);
    else placed.push(...meaning.periods.map((period) => ({ period, where: row.where, path: row.path })));
  }
  const { periods, errors: contradictions } = reconciled(placed);
  refuseIfAny([...errors, ...contradictions]);
  if (periods.length === 0) refuseCalendar('Le fichier ne contient aucune période des zones A, B ou C.');
  return { format, periods, ignored: [...ignored.values()] };
}

function textOf(content: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    if (text.trim() !== '') return text;
  } catch {
    return refuseCalendar('Le fichier n’est pas un texte en UTF-8.');
  }
  return refuseCalendar('Le fichier est vide.');
}

function rowsOf(text: string): CalendarRows {
  const start = text.trimStart();
  if (/^[[{]/.test(start)) return jsonRows(start);
  if (/^BEGIN:VCALENDAR/i.test(start)) return icsRows(start);
  if (looksLikeCsv(text)) return csvRows(text);
  return refuseCalendar(
    'Format non reconnu\u00a0: attendu, le CSV, le JSON ou l’ICS du calendrier scolaire du ministère.',
  );
}

function leaveAside(
  ignored: Map<string, IgnoredRows>,
  where: string,
  { what, reason }: { what: string; reason: string },
): void {
  const key = `${what}\n${reason}`;
  const known = ignored.get(key);
  ignored.set(key, known ? { ...known, count: known.count + 1 } : { what, reason, count: 1, where });
}
