import { inFrench, type PlainDate } from './dates.ts';
import { RuleViolation } from './errors.ts';

/** R35: the real date of something done outside is today or earlier, and not before the step it belongs to began. */
export function requireRealDate(
  date: PlainDate,
  bounds: { today: PlainDate; notBefore: PlainDate; path: string },
): void {
  const { today, notBefore, path } = bounds;
  if (date > today) {
    refuse('date.in_the_future', path, `La date (${inFrench(date)}) ne peut pas être postérieure à aujourd’hui.`);
  }
  if (date < notBefore) {
    refuse(
      'date.before_step',
      path,
      `La date (${inFrench(date)}) ne peut pas précéder le ${inFrench(notBefore)}, début de l’étape.`,
    );
  }
}

function refuse(code: 'date.in_the_future' | 'date.before_step', path: string, message: string): never {
  throw new RuleViolation(code, message, [{ path, code, message }]);
}

/** Refuses (`reason.required`) an act that needs a reason and has none. The reason itself stays in the database. */
export function requireReason(hasReason: boolean, what: string): void {
  if (hasReason) return;
  const message = `Un motif est obligatoire pour ${what}.`;
  throw new RuleViolation('reason.required', message, [{ path: 'reason', code: 'reason.required', message }]);
}
