import type { HolidayPeriod } from './calendar.ts';
import { type CorrectionDeadline, correctionDeadline } from './correction.ts';
import { addDays, inFrench, laterOf, type PlainDate } from './dates.ts';
import type { Facts, Planning } from './enrolment.ts';
import { RuleViolation } from './errors.ts';

export interface PlanningRules {
  today: PlainDate;
  limit: PlainDate;
  zone: string;
  periods: readonly HolidayPeriod[];
  /** Days the tutor has for the avis (R20, policy). */
  avisDays: number;
  /** Where the dates stand in what was sent, for the fields of a refusal: `planning.`, or nothing. */
  path?: string;
}

/** The dates that have been kept already (the report or the correction is there): they are judged no more. */
export interface KeptDates {
  report?: { due: PlainDate };
  correction?: boolean;
}

/**
 * R11: today < reportDue; reportDue + the correction time < revisionDue; revisionDue + the avis time ≤ the limit. Refuses
 * with `planning.order` (the first two) or `planning.exceeds_two_semesters`, naming the date to change, which is the date
 * butoir where no revision date can follow it, and the latest possible one.
 */
export function requirePlanningFits(planning: Planning, rules: PlanningRules, kept: KeptDates = {}): void {
  const { reportDue, revisionDue } = planning;
  if (!kept.report && reportDue <= rules.today) {
    refuse(
      'planning.order',
      'reportDue',
      reportDue,
      `elle doit être postérieure à aujourd’hui${lastReport(rules)}`,
      rules,
    );
  }
  const before = precedingRevision(planning, rules, kept);
  const code = revisionDue <= before.date ? 'planning.order' : 'planning.exceeds_two_semesters';
  if (code === 'planning.exceeds_two_semesters' && revisionDue <= lastRevisionDay(rules)) return;
  if (!kept.report && before.date >= lastRevisionDay(rules)) {
    const why = `sa correction, attendue le ${inFrench(before.date)}, ne laisserait pas le temps de la révision et de l’avis avant la limite (${inFrench(rules.limit)})`;
    refuse(code, 'reportDue', reportDue, why + lastReport(rules), rules);
  }
  const why =
    code === 'planning.order'
      ? `elle doit être postérieure à ${before.inWords}`
      : `avec ${rules.avisDays} jours pour l’avis, la prestation dépasserait sa limite (${inFrench(rules.limit)})`;
  const last = lastRevisionDay(rules) > before.date ? lastRevisionDay(rules) : undefined;
  refuse(code, 'revisionDue', revisionDue, why + lastPossible(last, rules), rules);
}

/** What the revision date has to come after: the correction's deadline while it is awaited, and today in any case. */
function precedingRevision(planning: Planning, rules: PlanningRules, kept: KeptDates) {
  const correction = kept.report?.due ?? deadline(planning.reportDue, rules).date;
  return kept.correction || correction <= rules.today
    ? { date: rules.today, inWords: 'aujourd’hui' }
    : { date: correction, inWords: `l’échéance de la correction (${inFrench(correction)})` };
}

const LABELS = { reportDue: 'La date butoir du rapport', revisionDue: 'La date de remise du rapport révisé' };

function refuse(
  code: 'planning.order' | 'planning.exceeds_two_semesters',
  field: keyof Planning,
  date: PlainDate,
  why: string,
  { path = '' }: PlanningRules,
): never {
  const message = `${LABELS[field]} (${inFrench(date)}) ne convient pas\u00a0: ${why}.`;
  throw new RuleViolation(code, message, [{ path: `${path}${field}`, code, message }]);
}

const lastReport = (rules: PlanningRules): string => lastPossible(latestReport(rules), rules);

const lastPossible = (last: PlainDate | undefined, { limit }: PlanningRules): string =>
  last
    ? `\u00a0; dernière date possible\u00a0: le ${inFrench(last)}`
    : `\u00a0; aucune date ne convient plus sans prolonger la limite (${inFrench(limit)})`;

const deadline = (receivedOn: PlainDate, rules: PlanningRules): CorrectionDeadline =>
  correctionDeadline({ receivedOn, zone: rules.zone, periods: rules.periods });

const lastRevisionDay = ({ limit, avisDays }: PlanningRules): PlainDate => addDays(limit, -avisDays);

/** Whether correction, revision and avis have room between a date butoir and the limit. */
const leavesRoom = (reportDue: PlainDate, rules: PlanningRules): boolean =>
  deadline(reportDue, rules).date < lastRevisionDay(rules);

/** The last date butoir that still leaves room for correction, revision and avis before the limit (R11). */
export const latestReport = (rules: PlanningRules): PlainDate | undefined =>
  lastWithRoom(addDays(lastRevisionDay(rules), -29), rules);

/** The last date butoir with room, not after `day` and later than today. */
function lastWithRoom(day: PlainDate, rules: PlanningRules): PlainDate | undefined {
  for (let date = day; date > rules.today; date = addDays(date, -1)) {
    if (leavesRoom(date, rules)) return date;
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
 * A planning that R11 accepts: around `reportDue` when given, else six weeks to write and four to revise after the
 * correction, less where the limit is near. If a later date butoir fits, so does a sooner one. Refuses as R11 does when nothing fits.
 */
export function proposePlanning(rules: PlanningRules, wanted?: PlainDate): PlanningProposal {
  const usual = addDays(rules.today, WRITING_DAYS);
  const reportDue = wanted ?? lastWithRoom(usual, rules) ?? usual;
  const { date: correctionDue, weeks, explanation } = deadline(reportDue, rules);
  const revisionDue = laterOf(
    earlierOf(addDays(correctionDue, REVISING_DAYS), lastRevisionDay(rules)),
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

/**
 * The planning of an enrolment under way: what has been kept stays, and four weeks to revise are proposed after the
 * correction, or from today. Refuses as R11 does when nothing fits.
 */
export function proposeRest(facts: Facts, rules: PlanningRules, wanted?: PlainDate): PlanningProposal {
  const { planning, report, correction, revision, avisDue } = facts;
  if (!planning || !report) return proposePlanning(rules, wanted);
  const { date: correctionDue, weeks: correctionWeeks, explanation } = report.due;
  const kept = { reportDue: planning.reportDue, correctionDue, correctionWeeks, explanation, limit: rules.limit };
  if (revision) {
    const due = avisDue?.date ?? addDays(revision.receivedOn, rules.avisDays);
    return { ...kept, revisionDue: planning.revisionDue, avisDue: due };
  }
  const from = correction ? rules.today : laterOf(correctionDue, rules.today);
  const revisionDue = laterOf(earlierOf(addDays(from, REVISING_DAYS), lastRevisionDay(rules)), addDays(from, 1));
  const received = { report: { due: correctionDue }, correction: correction !== undefined };
  requirePlanningFits({ reportDue: planning.reportDue, revisionDue }, rules, received);
  return { ...kept, revisionDue, avisDue: addDays(revisionDue, rules.avisDays) };
}

const earlierOf = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
