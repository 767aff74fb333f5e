import { hourInFrench, type Instant, inFrench, inFrenchWithWeekday, type PlainDate } from '../../domain/dates.ts';
import type { Backend } from '../../services/backend.ts';

/** How pages tell instants, in Paris. */
export interface FrenchTime {
  date(instant: Instant): PlainDate;
  /** « jeudi 5 novembre 2026 à 14 h 30 » */
  dayAndHour(instant: Instant): string;
  /** « 5 novembre 2026, 14 h 30 » */
  stamp(instant: Instant): string;
  /** « 14 h 30 » */
  hour(instant: Instant): string;
}

export function frenchTime({ civilTime }: Pick<Backend, 'civilTime'>): FrenchTime {
  const date = (instant: Instant) => civilTime.parisDate(instant);
  const hour = (instant: Instant) => hourInFrench(civilTime.parisTime(instant));
  return {
    date,
    hour,
    dayAndHour: (instant) => `${inFrenchWithWeekday(date(instant))} à ${hour(instant)}`,
    stamp: (instant) => `${inFrench(date(instant))}, ${hour(instant)}`,
  };
}
