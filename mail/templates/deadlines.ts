import { inFrench, inFrenchWithWeekday } from '../../domain/dates.ts';
import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { dueFacts, PROVISIONAL } from './due.ts';

/** R14: the calendar does not reach far enough; staff are told. */
export const deadlineProvisional: Template<'deadline_provisional'> = {
  staff: ({ due }, { auditeur }) => ({
    subject: `Échéance provisoire : correction du rapport ${de(auditeur)}`,
    told: [
      paragraph(
        `L’échéance de correction du rapport ${de(auditeur)} est provisoire : le calendrier scolaire enregistré ne couvre pas toute la période.`,
      ),
      dueFacts('Échéance', due),
    ],
    expected: todo(
      'Importez le calendrier scolaire dès qu’il est publié. L’échéance sera recalculée, jamais raccourcie, et les personnes concernées en seront averties.',
      due.date,
    ),
  }),
  others: ({ due }, { auditeur }) => ({
    subject: `Échéance provisoire : correction du rapport ${de(auditeur)}`,
    told: [dueFacts('Échéance', due), paragraph(PROVISIONAL)],
  }),
};

/** R14: an imported calendar moved the deadline of a running correction: never silently. */
export const deadlineMoved: Template<'deadline_moved'> = {
  auditeur: ({ due, previous }) => ({
    subject: `La date de votre correction change : ${inFrench(due.date)}`,
    told: [
      paragraph(
        `Le calendrier scolaire a été mis à jour. La correction de votre rapport, attendue jusqu’ici au plus tard le ${inFrench(previous)}, l’est désormais à la date suivante.`,
      ),
      dueFacts('Correction attendue au plus tard le', due),
    ],
  }),
  tutor: ({ due, previous }, { auditeur }) => ({
    subject: `Nouvelle échéance : correction du rapport ${de(auditeur)}, le ${inFrench(due.date)}`,
    told: [
      paragraph(
        `Le calendrier scolaire a été mis à jour. Votre correction du rapport ${de(auditeur)}, attendue jusqu’ici au plus tard le ${inFrench(previous)}, l’est désormais à la date suivante.`,
      ),
      dueFacts('Échéance', due),
    ],
    expected: todo('Rendez votre correction annotée sur la page du dossier.', due.date),
  }),
  others: ({ due, previous }, { auditeur }) => ({
    subject: `Échéance déplacée : correction du rapport ${de(auditeur)}`,
    told: [
      paragraph(
        `À la suite d’un import du calendrier scolaire, l’échéance de correction du rapport ${de(auditeur)} passe du ${inFrenchWithWeekday(previous)} au ${inFrenchWithWeekday(due.date)}.`,
      ),
      dueFacts('Échéance', due),
    ],
  }),
};

/** R14: an imported calendar made a provisional deadline certain. */
export const deadlineConfirmed: Template<'deadline_confirmed'> = {
  auditeur: ({ due }) => ({
    subject: `La date de votre correction est confirmée : ${inFrench(due.date)}`,
    told: [
      paragraph(
        'Le calendrier scolaire a été mis à jour : la date de correction de votre rapport n’est plus provisoire.',
      ),
      dueFacts('Correction attendue au plus tard le', due),
    ],
  }),
  tutor: ({ due }, { auditeur }) => ({
    subject: `Échéance confirmée : correction du rapport ${de(auditeur)}, le ${inFrench(due.date)}`,
    told: [
      paragraph(
        `Le calendrier scolaire a été mis à jour : l’échéance de votre correction du rapport ${de(auditeur)} n’est plus provisoire.`,
      ),
      dueFacts('Échéance', due),
    ],
    expected: todo('Rendez votre correction annotée sur la page du dossier.', due.date),
  }),
  others: ({ due }, { auditeur }) => ({
    subject: `Échéance confirmée : correction du rapport ${de(auditeur)}`,
    told: [
      paragraph(
        `À la suite d’un import du calendrier scolaire, l’échéance de correction du rapport ${de(auditeur)} n’est plus provisoire.`,
      ),
      dueFacts('Échéance', due),
    ],
  }),
};
