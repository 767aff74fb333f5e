import type { FieldError } from '../../domain/errors.ts';
import { RuleViolation } from '../../domain/errors.ts';

const MOST_SHOWN = 100;

/** A file is refused as a whole: nothing of it is imported. At most 100 errors are detailed; the message counts them all. */
export function refuseCalendar(message: string, errors: readonly FieldError[] = []): never {
  throw new RuleViolation('calendar.invalid', message, errors.slice(0, MOST_SHOWN));
}

/** One mistake at one place of the file. */
export const mistake = (at: { where: string; path: string }, message: string): FieldError => ({
  path: at.path,
  code: 'calendar.invalid',
  message: `${at.where}\u00a0: ${message}`,
});

/** Refuses the file when there is at least one mistake. */
export function refuseIfAny(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const count = errors.length === 1 ? 'une erreur' : `${errors.length} erreurs`;
  refuseCalendar(`Le calendrier est refusé en entier\u00a0: ${count}. ${errors[0]!.message}`, errors);
}
