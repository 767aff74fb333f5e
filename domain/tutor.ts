import { RuleViolation } from './errors.ts';

/** What R9 needs to know about a tutor, gathered from the database. */
export interface TutorProfile {
  id: string;
  code: string;
  active: boolean;
  /** The profile is approved by the certificateur. */
  approved: boolean;
  coversCertification: boolean;
  /** Open enrolments already followed. */
  load: number;
  capacity: number;
}

/** Whether a tutor may be given an enrolment, whatever its certification, or why not (R9). */
export const TUTOR_STANDINGS = ['available', 'full', 'not_approved', 'inactive'] as const;
export type TutorStanding = (typeof TUTOR_STANDINGS)[number];

export function standingOf(tutor: {
  active: boolean;
  approved: unknown;
  load: number;
  capacity: number;
}): TutorStanding {
  if (!tutor.active) return 'inactive';
  if (!tutor.approved) return 'not_approved';
  return tutor.load >= tutor.capacity ? 'full' : 'available';
}

/** R9: who may become the tutor. At capacity only when forced with a reason. */
export function requireAssignable(tutor: TutorProfile, options: { forced: boolean; hasReason: boolean }): void {
  if (!tutor.active) {
    throw new RuleViolation('tutor.inactive', 'Ce tuteur n’est plus en activité\u00a0: choisissez-en un autre.');
  }
  if (!tutor.approved) {
    throw new RuleViolation(
      'tutor.not_approved',
      'Le profil de ce tuteur n’est pas validé par le certificateur\u00a0: il ne peut pas être affecté.',
    );
  }
  if (!tutor.coversCertification) {
    throw new RuleViolation('tutor.wrong_certification', 'Ce tuteur n’intervient pas pour cette certification.');
  }
  if (tutor.load >= tutor.capacity && !(options.forced && options.hasReason)) {
    throw new RuleViolation(
      'tutor.overloaded',
      `Ce tuteur suit déjà ${tutor.load}\u00a0dossier${tutor.load > 1 ? 's' : ''} pour une capacité de ${tutor.capacity}. ` +
        'Pour l’affecter malgré tout, forcez l’affectation en indiquant le motif.',
    );
  }
}
