import { readFileSync } from 'node:fs';
import type { SchoolPeriod } from '../domain/calendar.ts';
import { readCalendar } from './import/read.ts';

/**
 * The school holidays shipped with Jalons: zones A, B and C, 2023-2024 to 2027-2028 (the summer of 2028 is open). They
 * were compiled as facts; calendar/data/README.md says from what, and which rows the ministry has yet to confirm.
 */
export function shippedCalendar(): SchoolPeriod[] {
  return readCalendar(readFileSync(new URL('./data/school-holidays.csv', import.meta.url))).periods;
}
