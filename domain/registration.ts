import { inFrench, monthOf, monthsInFrench, type PlainDate } from './dates.ts';
import { RuleViolation } from './errors.ts';

/** Days when registration is open beyond the ordinary windows, such as April 2024; both ends included. */
export interface RegistrationWindow {
  from: PlainDate;
  to: PlainDate;
  label?: string;
}

/** Whether registration is open on a date: a month of every year (the centre's policy), or a recorded exception (R3). */
export const isRegistrationOpen = (
  on: PlainDate,
  months: readonly number[],
  exceptions: readonly RegistrationWindow[],
): boolean => months.includes(monthOf(on)) || exceptions.some(({ from, to }) => from <= on && on <= to);

/** Refuses a registration outside the windows without a reason (R3), or dated in the future. */
export function requireRegistrationOpen(input: {
  registeredOn: PlainDate;
  today: PlainDate;
  months: readonly number[];
  exceptions: readonly RegistrationWindow[];
  lateReason?: string;
}): void {
  const { registeredOn, today, months, exceptions, lateReason } = input;
  if (registeredOn > today) {
    throw new RuleViolation(
      'date.in_the_future',
      `La date d’inscription (${inFrench(registeredOn)}) ne peut pas être postérieure à aujourd’hui.`,
      [{ path: 'registeredOn', code: 'date.in_the_future', message: 'Indiquez aujourd’hui ou une date antérieure.' }],
    );
  }
  if (isRegistrationOpen(registeredOn, months, exceptions) || lateReason?.trim()) return;
  throw new RuleViolation(
    'registration.closed',
    `Les inscriptions sont fermées le ${inFrench(registeredOn)}\u00a0: elles ont lieu en ${monthsInFrench(months)}. ` +
      'Pour inscrire hors période, indiquez-en le motif.',
    [{ path: 'lateReason', code: 'registration.closed', message: 'Motif d’inscription hors période attendu.' }],
  );
}

/** R5: the accepted version of the conditions générales de vente, and when it was accepted; says which of the two is wrong. */
export function requireConditionsAccepted(
  cgv: { version?: string; acceptedOn?: PlainDate } | undefined,
  today: PlainDate,
): void {
  const { version, acceptedOn } = cgv ?? {};
  const errors = [
    ...(version?.trim() ? [] : [missing('cgv.version', 'Indiquez la version acceptée des CGV.')]),
    ...(acceptedOn && acceptedOn <= today ? [] : [missing('cgv.acceptedOn', dateWanted(acceptedOn))]),
  ];
  const [first, second] = errors;
  if (!first) return;
  const both =
    'La version acceptée des conditions générales de vente et la date de leur acceptation (au plus tard aujourd’hui) sont obligatoires.';
  throw new RuleViolation('cgv.required', second ? both : first.message, errors);
}

const missing = (path: string, message: string) => ({ path, code: 'cgv.required', message });

const dateWanted = (given: PlainDate | undefined): string =>
  given
    ? `La date d’acceptation des CGV (${inFrench(given)}) ne peut pas être postérieure à aujourd’hui.`
    : 'Indiquez la date d’acceptation des CGV.';
