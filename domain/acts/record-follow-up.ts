import type { RecordFollowUp } from '../commands.ts';
import { inFrench } from '../dates.ts';
import { RuleViolation } from '../errors.ts';
import { mailTo } from '../mails.ts';
import { requireRealDate } from '../real-date.ts';
import { PATH_NAMES } from '../words.ts';
import { type Act, requireSituation } from './act.ts';

/** R21: a permanent has contacted the auditeur and built with them what follows. */
export const recordFollowUp: Act<RecordFollowUp> = {
  judge(facts, command) {
    requireSituation(facts, 'recordFollowUp', command);
    const { contactedOn, path, hasSummary, today } = command;
    const missing = [
      ...(contactedOn ? [] : [incomplete('contactedOn', 'Indiquez la date de l’échange.')]),
      ...(path ? [] : [incomplete('path', 'Indiquez la suite retenue.')]),
      ...(hasSummary ? [] : [incomplete('summary', 'Résumez l’échange.')]),
    ];
    if (missing.length > 0 || !contactedOn) {
      throw new RuleViolation('follow_up.incomplete', missing.map((error) => error.message).join(' '), missing);
    }
    requireRealDate(contactedOn, { today, notBefore: facts.avis?.givenOn ?? facts.registeredOn, path: 'contactedOn' });
  },
  apply(facts, command) {
    const followUp = { contactedOn: command.contactedOn ?? command.today, path: command.path ?? 'other' };
    return {
      facts: { ...facts, followUp },
      lines: [
        {
          type: 'follow_up.recorded',
          text: `Échange sur la suite du parcours le ${inFrench(followUp.contactedOn)}\u00a0: ${PATH_NAMES[followUp.path]}.`,
        },
      ],
      mails: mailTo(['auditeur'], 'follow_up_recorded', followUp),
      accepted: { on: followUp.contactedOn },
    };
  },
};

const incomplete = (path: string, message: string) => ({ path, code: 'follow_up.incomplete', message });
