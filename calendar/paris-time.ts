import { tzOffset } from '@date-fns/tz';
import type { Instant, PlainDate } from '../domain/dates.ts';

const PARIS = 'Europe/Paris';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The civil date in Paris at `instant` (any ISO 8601 instant with an offset or `Z`). */
export const parisDate = (instant: Instant): PlainDate => wallClock(instant).slice(0, 10);

/** The wall clock in Paris at `instant`, `HH:MM`. */
export const parisTime = (instant: Instant): string => wallClock(instant).slice(11, 16);

/**
 * The instant when clocks in Paris show `time` (`HH:MM` or `HH:MM:SS`) on `date`, across DST changes. Around a change the
 * offset in force before it is used, as calendar programs do: the hour that does not exist in March reads an hour later
 * (02:30 is 03:30), the hour that comes twice in October is its first occurrence (summer time).
 * @throws RangeError when `date` or `time` is not one.
 */
export function atParis(date: PlainDate, time: string): Instant {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}.000Z`);
  if (Number.isNaN(wall)) throw new RangeError(`Not a date and time: ${date} ${time}`);
  const before = offsetMs(wall - 3 * HOUR_MS);
  const after = offsetMs(wall + 3 * HOUR_MS);
  const offset = [before, after].find((candidate) => offsetMs(wall - candidate) === candidate) ?? before;
  return new Date(wall - offset).toISOString();
}

/** The last second of `date` in Paris, 23:59:59.000: when a due date ends. */
export const endOfDayInParis = (date: PlainDate): Instant => atParis(date, '23:59:59');

const offsetMs = (ms: number): number => tzOffset(PARIS, new Date(ms)) * MINUTE_MS;

function wallClock(instant: Instant): string {
  const ms = Date.parse(instant);
  return new Date(ms + offsetMs(ms)).toISOString();
}
