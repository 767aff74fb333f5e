import type { AmendPlanning } from '../commands.ts';
import { inFrench } from '../dates.ts';
import type { Facts, Planning } from '../enrolment.ts';
import { mailTo } from '../mails.ts';
import { requirePlanningFits } from '../planning.ts';
import { requireReason } from '../real-date.ts';
import { type Act, requireSituation } from './act.ts';

/** « rapport le 3 mai 2027, rapport révisé le 30 juin 2027 ». */
export const planningInWords = ({ reportDue, revisionDue }: Planning): string =>
  `rapport le ${inFrench(reportDue)}, rapport révisé le ${inFrench(revisionDue)}`;

/** R32: the parties agree on other dates, within R11. A date already kept stays. */
export const amendPlanning: Act<AmendPlanning> = {
  judge(facts, command) {
    requireSituation(facts, 'amendPlanning', command);
    requireReason(command.hasReason, 'modifier le planning');
    const { today, calendar, avisDays } = command;
    requirePlanningFits(
      amended(facts, command.planning),
      { today, limit: facts.limit, zone: calendar.zone, periods: calendar.periods, avisDays },
      { report: facts.report && { due: facts.report.due.date }, correction: facts.correction !== undefined },
    );
  },
  apply(facts, command) {
    const planning = amended(facts, command.planning);
    return {
      facts: { ...facts, planning },
      lines: [{ type: 'planning.amended', text: `Planning modifié\u00a0: ${planningInWords(planning)}{reason}.` }],
      mails: mailTo(['auditeur', 'tutor'], 'planning_amended', { planning }),
      accepted: { on: command.today },
    };
  },
};

const amended = (facts: Facts, wanted: Planning): Planning => ({
  reportDue: facts.report && facts.planning ? facts.planning.reportDue : wanted.reportDue,
  revisionDue: wanted.revisionDue,
});
