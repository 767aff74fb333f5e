import type { MailName, MailRecipient, MailRequest } from './mails.ts';
import type { WaitKind } from './reminders.ts';

const KIND: Record<Exclude<MailName, 'reminder'>, string> = {
  tutor_assigned: 'affectation du tuteur',
  tutor_replaced: 'changement de tuteur',
  meeting_booked: 'invitation au premier rendez-vous',
  meeting_called_off: 'annulation du premier rendez-vous',
  meeting_reminder: 'rappel du premier rendez-vous',
  meeting_not_held: 'premier rendez-vous non tenu',
  planning_agreed: 'planning de la prestation',
  planning_amended: 'planning modifié',
  report_received: 'réception du rapport',
  deadline_provisional: 'échéance de correction provisoire',
  deadline_moved: 'échéance de correction modifiée',
  deadline_confirmed: 'échéance de correction confirmée',
  correction_returned: 'correction annotée',
  revision_short: 'délai de révision court',
  revision_received: 'réception du rapport révisé',
  avis_given: 'avis motivé',
  avis_corrected: 'avis corrigé',
  follow_up_to_make: 'suite du parcours à construire',
  follow_up_recorded: 'suite du parcours',
  survey: 'enquête de satisfaction',
  survey_reminder: 'rappel de l’enquête de satisfaction',
  withdrawn: 'abandon de la prestation',
  expired: 'clôture à la limite de la prestation',
  limit_extended: 'limite de la prestation reportée',
  tutoring_exceeded: 'durée d’accompagnement dépassée',
};

const AWAITED: Record<WaitKind, string> = {
  tutor: 'affectation d’un tuteur',
  booking: 'prise du premier rendez-vous',
  meeting: 'premier rendez-vous',
  outcome: 'compte rendu du premier rendez-vous',
  report: 'dépôt du rapport',
  correction: 'correction annotée',
  revision: 'rapport révisé',
  avis: 'avis motivé',
  follow_up: 'échange sur la suite du parcours',
  limit: 'limite de la prestation',
};

const ADDRESSEE: Record<MailRecipient, string> = {
  auditeur: 'à l’auditeur',
  tutor: 'au tuteur',
  former_tutor: 'au précédent tuteur',
  staff: 'au service gestionnaire',
  manager: 'au responsable',
};

/** What a mail is about and whom it is for, in French and without a name: « invitation au premier rendez-vous, au tuteur ». */
export const describeMail = (request: MailRequest): string => `${kindOf(request)}, ${ADDRESSEE[request.to]}`;

function kindOf(request: MailRequest): string {
  if (request.name !== 'reminder') return KIND[request.name];
  return `${request.facts.escalation ? 'alerte' : 'relance'} (${AWAITED[request.facts.wait]})`;
}
