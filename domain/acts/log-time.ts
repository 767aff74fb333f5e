import type { LogTime } from '../commands.ts';
import { inFrench } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import { type MailRequest, mailTo } from '../mails.ts';
import { crossesTutoring, exceedsTutoring, requireTimeEntry, TUTORING_MINUTES } from '../tutoring.ts';
import { type Act, requireSituation } from './act.ts';

/** R30: what a line of the ledger makes of the total; beyond two hours it is flagged, and staff are told once. */
export function spent(
  facts: Facts,
  minutes: number,
): { total: number; lines: { type: string; text: string }[]; mails: MailRequest[] } {
  const total = facts.tutoringMinutes + minutes;
  const over = `Les ${TUTORING_MINUTES}\u00a0minutes d’accompagnement prévues sont dépassées\u00a0: ${total}\u00a0minutes au total.`;
  return {
    total,
    lines: exceedsTutoring(facts.tutoringMinutes, minutes) ? [{ type: 'tutoring.exceeded', text: over }] : [],
    mails: crossesTutoring(facts.tutoringMinutes, minutes)
      ? mailTo(['staff'], 'tutoring_exceeded', { totalMinutes: total })
      : [],
  };
}

/** R30: a dated line of the tutoring ledger. */
export const logTime: Act<LogTime> = {
  judge(facts, command) {
    requireSituation(facts, 'logTime', command);
    requireTimeEntry(command, command.today, facts.registeredOn);
  },
  apply(facts, { date, minutes }) {
    const time = spent(facts, minutes);
    return {
      facts: { ...facts, tutoringMinutes: time.total },
      lines: [
        {
          type: 'tutoring.logged',
          text: `${minutes}\u00a0minute${minutes > 1 ? 's' : ''} d’accompagnement le ${inFrench(date)}.`,
        },
        ...time.lines,
      ],
      mails: time.mails,
      accepted: { on: date, minutes },
    };
  },
};
