import type { PlainDate } from '../../domain/dates.ts';
import { isPlainDate } from '../../domain/dates.ts';
import { parisDate } from '../paris-time.ts';

/** What every format says of one stretch of days, before anything is judged. Texts are as in the file, trimmed. */
export interface CalendarRow {
  /** Where it stands, for people: « Ligne 12 », « Enregistrement 3 », « Événement 7 ». */
  where: string;
  /** The same for programs: `lines.12`, `records.3`, `events.7`. */
  path: string;
  description: string;
  population: string;
  zones: string;
  start: string;
  /** Exclusive: the day class resumes. Empty when the file gives no end. */
  end: string;
  /** `2026-2027`; empty where the format does not carry it. */
  schoolYear: string;
  /** Only our own format says it; the ministry's names do otherwise. */
  kind?: string;
}

/** A file read: its rows, and what the file as a whole left out. */
export interface CalendarRows {
  format: CalendarFormat;
  rows: CalendarRow[];
  remarks: string[];
}

export type CalendarFormat = 'ministry-csv' | 'ministry-json' | 'ministry-ics' | 'jalons-csv';

/**
 * The Paris civil date of a day as the ministry writes it: a plain date, a local time, or an instant (whatever its
 * offset, `2026-12-18T23:00:00+00:00` is 19 December in Paris). `null` when it is no date.
 */
export function civilDate(text: string): PlainDate | null {
  const date = text.slice(0, 10);
  if (!isPlainDate(date)) return null;
  if (/^.{10}$/.test(text) || /^.{10}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)) return date;
  if (!/^.{10}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null;
  const instant = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(instant) ? null : parisDate(new Date(instant).toISOString());
}
