import { addDays, addWorkingDays, inFrench, type PlainDate } from './dates.ts';
import type { Due, Facts, Mention } from './enrolment.ts';
import { RuleViolation } from './errors.ts';

/** One criterion of a certification's evaluation form (grille d'évaluation, or fiche navette). */
export interface Criterion {
  id: string;
  mandatory: boolean;
}

/** What the tutor answered; the comments stay in the database. */
export interface CriterionAnswer {
  id: string;
  met?: boolean;
}

export interface AvisGiven {
  mention?: Mention;
  /** Whether the motivation, which stays in the database, is more than blank. */
  hasMotivation: boolean;
  answers: readonly CriterionAnswer[];
}

/** R20: mention and motivation given, every criterion answered once, no unmet mandatory one when validated. */
export function requireAvisSound(
  avis: AvisGiven,
  form: readonly Criterion[],
): asserts avis is AvisGiven & { mention: Mention } {
  const missing = form.filter(({ id }) => avis.answers.filter((a) => a.id === id && a.met !== undefined).length !== 1);
  const unknown = avis.answers.filter(({ id }) => !form.some((criterion) => criterion.id === id));
  const errors = [
    ...(avis.mention ? [] : [incomplete('mention', 'Indiquez la mention\u00a0: validé ou non validé.')]),
    ...(avis.hasMotivation ? [] : [incomplete('motivation', 'Motivez l’avis.')]),
    ...missing.map(({ id }) =>
      incomplete(`criteria.${id}`, `Le critère «\u00a0${id}\u00a0» attend une réponse, et une seule.`),
    ),
    ...unknown.map(({ id }) =>
      incomplete(`criteria.${id}`, `Le critère «\u00a0${id}\u00a0» n’est pas dans le formulaire d’évaluation.`),
    ),
  ];
  if (errors.length > 0) {
    throw new RuleViolation(
      'avis.incomplete',
      `L’avis est incomplet\u00a0: ${errors.map((e) => e.message).join(' ')}`,
      errors,
    );
  }
  const unmet = form.filter(
    ({ id, mandatory }) => mandatory && avis.answers.some((a) => a.id === id && a.met === false),
  );
  if (avis.mention === 'validated' && unmet.length > 0) {
    throw new RuleViolation(
      'avis.inconsistent',
      'La mention «\u00a0validé\u00a0» ne peut pas être donnée\u00a0: un critère obligatoire n’est pas satisfait.',
      unmet.map(({ id }) => ({
        path: `criteria.${id}`,
        code: 'avis.inconsistent',
        message: 'Critère obligatoire non satisfait.',
      })),
    );
  }
}

const incomplete = (path: string, message: string) => ({ path, code: 'avis.incomplete', message });

/** R20: the avis is due so many days after the reception of the revised report. */
export const avisDue = (receivedOn: PlainDate, avisDays: number): Due => {
  const date = addDays(receivedOn, avisDays);
  return {
    date,
    explanation: `${inFrench(date)}\u00a0: ${avisDays} jours (R20) après la réception du rapport révisé le ${inFrench(receivedOn)}.`,
  };
};

/** R21: the follow-up is due so many working days after an unfavourable avis. */
export const followUpDue = (givenOn: PlainDate, workingDays: number, publicHolidays: readonly PlainDate[]): Due => {
  const date = addWorkingDays(givenOn, workingDays, publicHolidays);
  return {
    date,
    explanation: `${inFrench(date)}\u00a0: ${workingDays} jours ouvrés (R21) après l’avis défavorable du ${inFrench(givenOn)}.`,
  };
};

/** R20: the last day on which a manager may correct the avis of a closed enrolment; none while it is open. */
export const lastAvisCorrectionDay = ({ closedOn, avisCorrectionDays = 0 }: Facts): PlainDate | undefined =>
  closedOn && addDays(closedOn, avisCorrectionDays);
