import { inFrench, type PlainDate } from './dates.ts';
import { RuleViolation } from './errors.ts';

/** R30: the prestation offers two hours of tutoring. */
export const TUTORING_MINUTES = 120;

/** R30: a ledger line is of 1 to 480 whole minutes, dated from the registration to today. */
export function requireTimeEntry(
  entry: { date: PlainDate; minutes: number },
  today: PlainDate,
  registeredOn: PlainDate,
): void {
  if (!Number.isInteger(entry.minutes) || entry.minutes < 1 || entry.minutes > 480) {
    refuse('minutes', 'Une durée est un nombre entier de minutes, de 1 à 480.');
  }
  if (entry.date > today)
    refuse('date', `La date (${inFrench(entry.date)}) ne peut pas être postérieure à aujourd’hui.`);
  if (entry.date < registeredOn)
    refuse('date', `La date (${inFrench(entry.date)}) ne peut pas précéder l’inscription.`);
}

function refuse(path: string, message: string): never {
  throw new RuleViolation('time_entry.invalid', message, [{ path, code: 'time_entry.invalid', message }]);
}

/** R30: whether adding `minutes` takes the total beyond the two hours: accepted, flagged, and staff are told. */
export const exceedsTutoring = (totalBefore: number, minutes: number): boolean =>
  totalBefore + minutes > TUTORING_MINUTES;

/** R30: whether this line is the one that crosses the two hours. */
export const crossesTutoring = (totalBefore: number, minutes: number): boolean =>
  totalBefore <= TUTORING_MINUTES && exceedsTutoring(totalBefore, minutes);
