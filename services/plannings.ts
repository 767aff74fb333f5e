import { describeSituation, requireAllowed } from '../domain/actions.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { Planning } from '../domain/enrolment.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type PlanningProposal, proposePlanning, proposeRest } from '../domain/planning.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import { calendarFacts, policyOf } from './gather.ts';
import { planningIn } from './meetings.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

/** A planning that R11 accepts, around `reportDue` when given; from registration until closed. */
export async function proposal(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  reportDue?: PlainDate,
): Promise<PlanningProposal> {
  const { situation, centre, holidayZone, limit, snapshot } = await visibleEnrolment(backend, principal, enrolmentId);
  if (situation === 'closed') {
    throw new RuleViolation(
      'enrolment.state',
      `Aucun planning n’est à proposer\u00a0: ${describeSituation(situation)}.`,
    );
  }
  const { today } = await present(backend);
  const { avisDays } = await policyOf(backend, centre);
  const { zone, periods } = await calendarFacts(backend, holidayZone, today, limit);
  const rules = { today, limit, zone, periods, avisDays };
  return snapshot ? proposeRest(snapshot.facts, rules, reportDue) : proposePlanning(rules, reportDue);
}

/** R32: the parties agree on other dates. Once the report is there, its date is the one that was agreed. */
export async function amendPlanning(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { reason, ...given }: Partial<Planning> & { reason?: string },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const { report, planning: agreed } = enrolment.snapshot?.facts ?? {};
  const dates = report && agreed ? { ...given, reportDue: agreed.reportDue } : given;
  const planning = planningIn(dates);
  if (!planning) {
    requireAllowed(enrolment.situation, 'amendPlanning');
    throw missingDates(dates);
  }
  const now = await present(backend);
  const { avisDays } = await policyOf(backend, enrolment.centre);
  const calendar = await calendarFacts(backend, enrolment.holidayZone, now.today, enrolment.limit);
  const facts = { planning, hasReason: isWritten(reason), calendar, avisDays };
  await issue(backend, { name: 'amendPlanning', enrolment, principal, scope, now, content: { reason }, facts });
}

function missingDates(dates: Partial<Planning>): RuleViolation {
  const missing = (['reportDue', 'revisionDue'] as const).filter((name) => !dates[name]);
  const message = 'Un planning a deux dates\u00a0: date butoir du rapport et date du rapport révisé.';
  return new RuleViolation(
    'planning.required',
    message,
    missing.map((path) => ({ path, code: 'planning.required', message })),
  );
}
