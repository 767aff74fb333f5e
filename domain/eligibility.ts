import { RuleViolation } from './errors.ts';

/** R1: the number of teaching units of the target certification that must have been validated. */
export const MIN_VALIDATED_UNITS = 2;

export interface Eligibility {
  validatedUnits?: number;
  experienceMonths?: number;
  /** The experience is declared as being acquired (R2). */
  experienceInProgress?: boolean;
}

/** R1 and R2. Refuses with `eligibility.units` or `eligibility.experience`. */
export function requireEligible(eligibility: Eligibility, minExperienceMonths: number): void {
  requireUnits(eligibility);
  requireExperience(eligibility, minExperienceMonths);
}

/** R1. Refuses with `eligibility.units`. */
export function requireUnits({ validatedUnits: units = 0 }: Eligibility): void {
  if (units >= MIN_VALIDATED_UNITS) return;
  throw new RuleViolation(
    'eligibility.units',
    `Il faut avoir validé au moins ${MIN_VALIDATED_UNITS} unités d’enseignement de la certification visée (${units} à ce jour).`,
    [{ path: 'eligibility.validatedUnits', code: 'eligibility.units', message: 'Deux unités validées au minimum.' }],
  );
}

/** R2. Refuses with `eligibility.experience`. */
export function requireExperience(eligibility: Eligibility, minExperienceMonths: number): void {
  const months = eligibility.experienceMonths ?? 0;
  if (months >= minExperienceMonths || eligibility.experienceInProgress === true) return;
  throw new RuleViolation(
    'eligibility.experience',
    `La certification visée demande ${minExperienceMonths} mois d’expérience professionnelle (${months} déclarés)\u00a0; ` +
      'à défaut, l’expérience doit être déclarée «\u00a0en cours d’acquisition\u00a0».',
    [
      {
        path: 'eligibility.experienceMonths',
        code: 'eligibility.experience',
        message: `${minExperienceMonths} mois au minimum, ou expérience en cours d’acquisition.`,
      },
    ],
  );
}
