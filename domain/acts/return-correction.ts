import type { ReturnCorrection } from '../commands.ts';
import { daysBetween, inFrench } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import { RuleViolation } from '../errors.ts';
import { type MailRequest, mailTo } from '../mails.ts';
import { requireRealDate } from '../real-date.ts';
import { judgeFile } from '../report.ts';
import { type Act, lateSuffix, requireMayDate, requireSituation } from './act.ts';

/** Step 3: an annotated file, remarks, or both. */
export const returnCorrection: Act<ReturnCorrection> = {
  judge(facts, command) {
    requireMayDate(command.role, command.returnedOn, command.today);
    requireSituation(facts, 'returnCorrection', command);
    const notBefore = facts.report?.receivedOn ?? facts.registeredOn;
    requireRealDate(command.returnedOn, { today: command.today, notBefore, path: 'returnedOn' });
    if (command.file) judgeFile(command.file);
    else if (!command.hasRemarks) {
      const message = 'Une correction comporte un fichier annoté, des remarques, ou les deux.';
      throw new RuleViolation('correction.empty', message, [{ path: 'file', code: 'correction.empty', message }]);
    }
  },
  apply(facts, command) {
    const { returnedOn, today } = command;
    const due = facts.report?.due.date ?? returnedOn;
    const revisionDue = facts.planning?.revisionDue ?? today;
    const late = returnedOn > due;
    return {
      facts: { ...facts, correction: { returnedOn } },
      lines: [
        {
          type: 'correction.returned',
          text: `Correction annotée transmise le ${inFrench(returnedOn)}${lateSuffix(returnedOn, due)}{note}.`,
        },
      ],
      mails: [
        ...mailTo(['auditeur'], 'correction_returned', { returnedOn, revisionDue, late }),
        ...shortRevision(facts, command, late),
      ],
      accepted: { on: returnedOn },
    };
  },
};

/** Step 4: a late correction that leaves few days has all told, and asked to amend the planning. */
function shortRevision(facts: Facts, { today, minRevisionDays }: ReturnCorrection, late: boolean): MailRequest[] {
  const revisionDue = facts.planning?.revisionDue;
  if (!late || !revisionDue) return [];
  const daysLeft = daysBetween(today, revisionDue);
  return daysLeft < minRevisionDays
    ? mailTo(['auditeur', 'tutor', 'staff'], 'revision_short', { revisionDue, daysLeft })
    : [];
}
