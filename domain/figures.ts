import type { Outcome, WaitingFor } from './enrolment.ts';
import type { SurveyResult } from './survey-results.ts';

/** What took time, in days between civil dates. `whole` leaves out the days when the auditeur was awaited. */
export const DELAYS = ['assignment', 'correction', 'avis', 'whole'] as const;
export type DelayName = (typeof DELAYS)[number];

/** Nearest rank: a delay that was seen, which at least half (nine in ten) of the others do not exceed. Null without any. */
export interface DelayFigures {
  count: number;
  medianDays: number | null;
  p90Days: number | null;
}

/** So many among so many; `share` to the thousandth, null of nothing. */
export interface Share {
  count: number;
  of: number;
  share: number | null;
}

export const shareOf = (count: number, of: number): Share => ({
  count,
  of,
  share: of === 0 ? null : Math.round((count / of) * 1_000) / 1_000,
});

/** What is counted of some enrolments. */
export interface Figures {
  registrations: number;
  /** Those not closed, by who is awaited. */
  open: { total: number } & Record<WaitingFor, number>;
  /** Those of them that are late, by who is awaited. */
  overdue: { total: number } & Record<WaitingFor, number>;
  outcomes: Record<Outcome, number>;
  delays: Record<DelayName, DelayFigures>;
  late: { correction: Share; avis: Share };
  /** Of the enrolments with at least a minute of tutoring. */
  tutoring: { enrolments: number; totalMinutes: number; meanMinutes: number | null; overAllowance: number };
  satisfaction: SatisfactionFigures;
}

export interface SatisfactionFigures {
  /** Of those who were asked, who answered. */
  responses: Share;
  /** Null where it is withheld; why, in French, is `withheld`. */
  result: SurveyResult | null;
  withheld?: string;
}

export const TOO_FEW_ANSWERS = 'effectif insuffisant';
export const NOT_BY_TUTOR = 'les réponses, anonymes, ne disent pas le tuteur';

/** « effectif insuffisant » rather than the mean of a handful; answers are anonymous, and of no tutor. */
export function satisfactionFigures(
  { asked, answered }: { asked: number; answered: number },
  result: SurveyResult | undefined | 'of a tutor',
): SatisfactionFigures {
  const responses = shareOf(answered, asked);
  if (result === 'of a tutor') return { responses, result: null, withheld: NOT_BY_TUTOR };
  return result ? { responses, result } : { responses, result: null, withheld: TOO_FEW_ANSWERS };
}
