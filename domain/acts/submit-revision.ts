import type { SubmitRevision } from '../commands.ts';
import { inFrench } from '../dates.ts';
import { avisDue } from '../evaluation.ts';
import { mailTo } from '../mails.ts';
import { requireRealDate } from '../real-date.ts';
import { judgeFile, missingFile } from '../report.ts';
import { type Act, lateSuffix, requireMayDate, requireSituation } from './act.ts';

/** Step 4: the revised report, or the statement that it stays unchanged. */
export const submitRevision: Act<SubmitRevision> = {
  judge(facts, command) {
    requireMayDate(command.role, command.receivedOn, command.today);
    requireSituation(facts, 'submitRevision', command);
    const notBefore = facts.correction?.returnedOn ?? facts.registeredOn;
    requireRealDate(command.receivedOn, { today: command.today, notBefore, path: 'receivedOn' });
    if (command.file) judgeFile(command.file);
    else if (!command.unchanged) throw missingFile('revision');
  },
  apply(facts, { file, receivedOn, unchanged: saidUnchanged, avisDays }) {
    // A file that comes with the statement is a revision all the same: what was sent says more than what was ticked.
    const unchanged = saidUnchanged && !file;
    const agreed = facts.planning?.revisionDue ?? receivedOn;
    const due = avisDue(receivedOn, avisDays);
    const what = unchanged ? 'Rapport déclaré inchangé' : 'Rapport révisé reçu';
    return {
      facts: { ...facts, revision: { receivedOn, unchanged }, avisDue: due },
      lines: [
        {
          type: 'revision.received',
          text: `${what} le ${inFrench(receivedOn)}${lateSuffix(receivedOn, agreed)}{note}.`,
        },
      ],
      mails: mailTo(['tutor', 'auditeur'], 'revision_received', {
        receivedOn,
        unchanged,
        due,
        late: receivedOn > agreed,
      }),
      accepted: { on: receivedOn },
    };
  },
};
