import type { AssignTutor } from '../commands.ts';
import type { Facts } from '../enrolment.ts';
import { RuleViolation } from '../errors.ts';
import { type MailRequest, mailTo } from '../mails.ts';
import { dueIn, situationOf } from '../progress.ts';
import { requireReason } from '../real-date.ts';
import type { Consequences } from '../record.ts';
import { requireAssignable } from '../tutor.ts';
import { type Act, callOff, requireSituation } from './act.ts';

/** Step 1, R9; and R31, when a tutor is already there. */
export const assignTutor: Act<AssignTutor> = {
  judge(facts, command) {
    requireSituation(facts, 'assignTutor', command);
    if (facts.tutor?.id === command.tutor.id) {
      throw new RuleViolation('tutor.already_assigned', 'Ce tuteur suit déjà ce dossier.');
    }
    if (facts.tutor) requireReason(command.hasReason, 'remplacer le tuteur');
    requireAssignable(command.tutor, { forced: command.forced, hasReason: command.hasReason });
  },
  apply: (facts, command) => (facts.tutor ? replace(facts, facts.tutor.id, command) : assign(facts, command)),
};

const withTutor = (facts: Facts, { tutor, today }: AssignTutor): Facts => ({
  ...facts,
  tutor: { id: tutor.id, code: tutor.code, assignedOn: today },
});

const isOverloaded = ({ tutor }: AssignTutor): boolean => tutor.load >= tutor.capacity;

function assign(facts: Facts, command: AssignTutor): Consequences {
  const forced = isOverloaded(command) ? ' au-delà de sa capacité{reason}' : '';
  return {
    facts: withTutor(facts, command),
    lines: [{ type: 'tutor.assigned', text: `Tuteur affecté${forced}\u00a0: {tutor:${command.tutor.id}}.` }],
    mails: mailTo(['auditeur', 'tutor'], 'tutor_assigned', {}),
    accepted: { on: command.today },
  };
}

function replace(facts: Facts, formerId: string, command: AssignTutor): Consequences {
  const beyond = isOverloaded(command) ? ', au-delà de sa capacité' : '';
  const meetingAhead = situationOf(facts, command.at) === 'meeting_booked';
  const freed = meetingAhead ? callOff(facts, 'tutor_replaced') : { facts, mails: [] };
  const reopened = meetingAhead ? { bookingReopenedOn: command.today } : {};
  return {
    facts: { ...withTutor(freed.facts, command), ...reopened },
    lines: [
      {
        type: 'tutor.replaced',
        text: `{tutor:${formerId}} est remplacé(e) par {tutor:${command.tutor.id}}${beyond}{reason}.`,
      },
      ...(meetingAhead
        ? [{ type: 'meeting.called_off', text: 'Le rendez-vous fixé avec le précédent tuteur est annulé.' }]
        : []),
    ],
    mails: [
      ...freed.mails.map((mail) => toFormerTutor(mail, formerId)),
      ...mailTo(['auditeur', 'tutor'], 'tutor_replaced', { due: dueIn(facts, situationOf(facts, command.at)) }),
      ...mailTo(['former_tutor'], 'tutor_replaced', {}).map((mail) => toFormerTutor(mail, formerId)),
    ],
    accepted: { on: command.today },
  };
}

/** The invitation was the former tutor's: so is its cancellation. */
const toFormerTutor = (mail: MailRequest, tutorId: string): MailRequest =>
  mail.to === 'auditeur' ? { ...mail, tutorId } : { ...mail, to: 'former_tutor', tutorId };
