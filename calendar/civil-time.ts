import type { CivilTime } from '../activities/ports.ts';
import { atParis, endOfDayInParis, parisDate, parisTime } from './paris-time.ts';
import { publicHolidays } from './public-holidays.ts';

/** Civil time in Paris, as activities and services need it. */
export const civilTime: CivilTime = { parisDate, parisTime, atParis, endOfDayInParis, publicHolidays };
