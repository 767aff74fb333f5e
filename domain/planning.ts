import type { HolidayPeriod } from './calendar.ts';
import { type CorrectionDeadline, correctionDeadline } from './correction.ts';
import { addDays, inFrench, laterOf, type PlainDate } from './dates.ts';
import type { Planning } from './enrolment.ts';
import { RuleViolation } from './errors.ts';

export interface PlanningRules {
  today: PlainDate;
  limit: PlainDate;
  zone: string;
  periods: readonly HolidayPeriod[];
  /** Days the tutor has for the avis (R20, policy). */
  avisDays: number;
}

/**
 * R11: today < reportDue; reportDue + the correction time < revisionDue; revisionDue + the avis time ≤ the limit.
 * A date that has been kept already (the report or the correction is there) is judged no more: `received` says so.
 */
export function requirePlanningFits(
  planning: Planning,
  rules: PlanningRules,
  received: { report?: { due: PlainDate }; correction?: boolean } = {},
): void {
  const lastRevision = addDays(rules.limit, -rules.avisDays);
  if (!received.report && planning.reportDue <= rules.today) {
    refuse(
      'planning.order',
      'reportDue',
      planning.reportDue,
      `elle doit être postérieure à aujourd’hui ; au plus tard ${orNone(latestReport(rules))}`,
    );
  }
  const correctionDue = received.correction
    ? rules.today
    : (received.report?.due ?? deadline(planning.reportDue, rules).date);
  if (planning.revisionDue <= correctionDue) {
    const why = received.correction
      ? 'elle doit être postérieure à aujourd’hui'
      : `elle doit être postérieure à l’échéance de la correction (${inFrench(correctionDue)})`;
    refuse('planning.order', 'revisionDue', planning.revisionDue, `${why} ; au plus tard le ${inFrench(lastRevision)}`);
  }
  if (planning.revisionDue > lastRevision) {
    refuse(
      'planning.exceeds_two_semesters',
      'revisionDue',
      planning.revisionDue,
      `avec ${rules.avisDays} jours pour l’avis, la prestation dépasserait sa limite (${inFrench(rules.limit)}) ; au plus tard le ${inFrench(lastRevision)}`,
    );
  }
}

const LABELS = { reportDue: 'La date butoir du rapport', revisionDue: 'La date de remise du rapport révisé' };

function refuse(
  code: 'planning.order' | 'planning.exceeds_two_semesters',
  field: keyof Planning,
  date: PlainDate,
  why: string,
): never {
  const message = `${LABELS[field]} (${inFrench(date)}) ne convient pas : ${why}.`;
  throw new RuleViolation(code, message, [{ path: `planning.${field}`, code, message }]);
}

const orNone = (date: PlainDate | undefined): string =>
  date ? `le ${inFrench(date)}` : '(aucune date ne convient plus)';

const deadline = (receivedOn: PlainDate, rules: PlanningRules): CorrectionDeadline =>
  correctionDeadline({ receivedOn, zone: rules.zone, periods: rules.periods });

/** The last date butoir that still leaves room for correction, revision and avis before the limit (R11). */
export function latestReport(rules: PlanningRules): PlainDate | undefined {
  const lastRevision = addDays(rules.limit, -rules.avisDays);
  for (let date = addDays(lastRevision, -29); date > rules.today; date = addDays(date, -1)) {
    if (deadline(date, rules).date < lastRevision) return date;
  }
  return undefined;
}

export interface PlanningProposal extends Planning {
  correctionDue: PlainDate;
  correctionWeeks: number;
  explanation: string;
  avisDue: PlainDate;
  limit: PlainDate;
}

/** Time to write, then time to revise, when the parties have not said otherwise. */
const WRITING_DAYS = 42;
const REVISING_DAYS = 28;

/**
 * A planning that R11 accepts: around `reportDue` when given, else six weeks to write; four weeks to revise after the
 * correction, less where the limit is near. Refuses as R11 does when nothing fits.
 */
export function proposePlanning(rules: PlanningRules, wanted?: PlainDate): PlanningProposal {
  const latest = latestReport(rules);
  const reportDue =
    wanted ?? earlierOf(addDays(rules.today, WRITING_DAYS), latest ?? addDays(rules.today, WRITING_DAYS));
  const { date: correctionDue, weeks, explanation } = deadline(reportDue, rules);
  const lastRevision = addDays(rules.limit, -rules.avisDays);
  const revisionDue = laterOf(
    earlierOf(addDays(correctionDue, REVISING_DAYS), lastRevision),
    addDays(correctionDue, 1),
  );
  requirePlanningFits({ reportDue, revisionDue }, rules);
  return {
    reportDue,
    correctionDue,
    correctionWeeks: weeks,
    explanation,
    revisionDue,
    avisDue: addDays(revisionDue, rules.avisDays),
    limit: rules.limit,
  };
}

const earlierOf = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
