import type { SubmitReport } from '../commands.ts';
import { correctionDeadline } from '../correction.ts';
import { inFrench } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import { mailTo } from '../mails.ts';
import { requireRealDate } from '../real-date.ts';
import type { Consequences } from '../record.ts';
import { judgeFile, missingFile } from '../report.ts';
import { type Act, lateSuffix, requireMayDate, requireSituation } from './act.ts';

/** Step 3: the report, deposited again as often as wanted until the correction; the deadline counts from the first. */
export const submitReport: Act<SubmitReport> = {
  judge(facts, command) {
    requireMayDate(command.role, command.receivedOn, command.today);
    requireSituation(facts, 'submitReport', command);
    const notBefore = facts.heldOn ?? facts.registeredOn;
    requireRealDate(command.receivedOn, { today: command.today, notBefore, path: 'receivedOn' });
    if (!command.file) throw missingFile('report');
    judgeFile(command.file);
  },
  apply: (facts, command) => (facts.report ? again(facts, facts.report, command) : first(facts, command)),
};

function first(facts: Facts, { receivedOn, calendar }: SubmitReport): Consequences {
  const due = correctionDeadline({ receivedOn, zone: calendar.zone, periods: calendar.periods });
  const agreed = facts.planning?.reportDue ?? receivedOn;
  return {
    facts: { ...facts, report: { receivedOn, deposits: 1, due }, calendarVersion: calendar.version },
    lines: [
      {
        type: 'report.received',
        text: `Rapport reçu le ${inFrench(receivedOn)}${lateSuffix(receivedOn, agreed)}{note}.`,
      },
    ],
    mails: [
      ...mailTo(['tutor', 'auditeur'], 'report_received', { receivedOn, due, again: false, late: receivedOn > agreed }),
      ...(due.provisional ? mailTo(['staff'], 'deadline_provisional', { due }) : []),
    ],
    accepted: { on: receivedOn },
  };
}

function again(facts: Facts, report: NonNullable<Facts['report']>, { receivedOn }: SubmitReport): Consequences {
  return {
    facts: { ...facts, report: { ...report, deposits: report.deposits + 1 } },
    lines: [
      {
        type: 'report.deposited_again',
        text: `Nouvelle version du rapport déposée le ${inFrench(receivedOn)}{note}\u00a0; l’échéance de la correction reste le ${inFrench(report.due.date)}.`,
      },
    ],
    mails: mailTo(['tutor', 'auditeur'], 'report_received', { receivedOn, due: report.due, again: true, late: false }),
    accepted: { on: receivedOn },
  };
}
