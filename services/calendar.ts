import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SchoolPeriod } from '../domain/calendar.ts';
import { periods } from '../domain/french.ts';
import { announceCalendar } from './announce-calendar.ts';
import { type Author, audited } from './audit.ts';
import type { Backend, CalendarChange } from './backend.ts';

/** The school holidays kept, and the version that the last import made. */
export async function readHolidays(
  { stores }: Backend,
  zone?: string,
): Promise<{ version: number; items: SchoolPeriod[] }> {
  const [version, items] = [await stores.schoolCalendar.version(), await stores.schoolCalendar.list(zone)];
  return { version, items };
}

export interface CalendarImport {
  version: number;
  /** False when the file told nothing new. */
  isNew: boolean;
  format: string;
  added: SchoolPeriod[];
  changed: CalendarChange['changed'];
  unchanged: number;
  ignored: CalendarChange['ignored'];
  /** How many running corrections were told of it; the others will be. */
  announced: number;
}

/**
 * Imports one of the ministry's files, whole or not at all; the running corrections of the zones concerned hear of it
 * (R14). Importing it again changes nothing.
 *
 * @throws RuleViolation `calendar.invalid`
 */
export async function importCalendar(
  backend: Backend,
  content: Buffer,
  author: Author,
  source: string,
): Promise<CalendarImport> {
  const { calendarFiles } = backend;
  const imported = calendarFiles.read(content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { version, isNew, plan } = await audited(
    backend,
    author,
    ({ stores }) =>
      stores.schoolCalendar.apply((known) => calendarFiles.compare(known, imported), {
        ...{ source, sha256 },
        importedBy: author.name,
      }),
    (done) =>
      done.isNew
        ? {
            ...{ action: 'calendar.imported', subject: String(done.version), shared: true },
            text: `Calendrier scolaire importé, version ${done.version}\u00a0: ${changesInWords(done.plan)}.`,
          }
        : undefined,
  );
  // What cannot be announced now is announced by the next turn of the timer.
  const announced = await announceCalendar(backend).catch(() => 0);
  if (announced > 0) await untilRecomputed(backend, version);
  return {
    version,
    isNew,
    format: imported.format,
    added: plan.added,
    changed: plan.changed,
    unchanged: plan.unchanged.length,
    ignored: plan.ignored,
    announced,
  };
}

/** « 1 période ajoutée, 2 modifiées ». */
export const changesInWords = ({ added, changed }: Pick<CalendarImport, 'added' | 'changed'>): string =>
  periods([
    [added.length, 'ajoutée'],
    [changed.length, 'modifiée'],
  ]);

/** What the importer looks at next should be true already; beyond this the corrections are recomputed all the same. */
const RECOMPUTING_MS = 5_000;
const GLANCE_MS = 50;

async function untilRecomputed({ stores }: Backend, version: number): Promise<void> {
  const deadline = Date.now() + RECOMPUTING_MS;
  while (Date.now() < deadline && (await stores.calendarAnnouncements.toRecompute(version)) > 0) await pause(GLANCE_MS);
}
