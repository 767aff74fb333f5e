import { inFrench, type PlainDate } from './dates.ts';
import { RuleViolation } from './errors.ts';

/** R32: an extension is later than the limit in force. */
export function requireExtension(next: PlainDate, current: PlainDate, today: PlainDate): void {
  if (next > current && next >= today) return;
  const message = `La nouvelle limite (${inFrench(next)}) doit être postérieure à la limite actuelle (${inFrench(current)}) et ne pas être passée.`;
  throw new RuleViolation('limit.not_later', message, [{ path: 'limit', code: 'limit.not_later', message }]);
}

/** R34: a manager closes an enrolment as expired from the day of its limit on, never before. */
export function requireLimitReached(limit: PlainDate, today: PlainDate): void {
  if (today >= limit) return;
  throw new RuleViolation(
    'limit.not_reached',
    `La limite de la prestation est le ${inFrench(limit)}\u00a0: le dossier ne peut pas être clos comme expiré avant cette date.`,
  );
}
