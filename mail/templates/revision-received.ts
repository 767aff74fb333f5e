import { inFrench } from '../../domain/dates.ts';
import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { dueFacts } from './due.ts';

/** Step 5 begins: the avis is awaited (R20). */
export const revisionReceived: Template<'revision_received'> = {
  auditeur: ({ receivedOn, unchanged, due, late }, { tutor }) => ({
    subject: unchanged
      ? 'Votre rapport reste inchangé : l’avis est en préparation'
      : 'Votre rapport révisé est bien reçu',
    told: [
      paragraph(
        unchanged
          ? `Il est enregistré, le ${inFrench(receivedOn)}, que votre rapport reste inchangé. Il est transmis en l’état à ${tutor}, pour avis.`
          : `Votre rapport révisé, reçu le ${inFrench(receivedOn)}, est transmis à ${tutor}, pour avis.`,
      ),
      ...(late ? [paragraph(`${lateness(unchanged)} ; cela ne change rien pour la suite.`)] : []),
      dueFacts('Avis attendu au plus tard le', due),
      paragraph('Un message vous préviendra dès que l’avis sera rendu.'),
    ],
  }),
  tutor: ({ receivedOn, unchanged, due, late }, { auditeur }) => ({
    subject: `${unchanged ? 'Rapport maintenu' : 'Rapport révisé reçu'} : avis sur le rapport ${de(auditeur)} attendu le ${inFrench(due.date)}`,
    told: [
      paragraph(
        unchanged
          ? `${auditeur} a choisi, le ${inFrench(receivedOn)}, de ne pas modifier son rapport.`
          : `Le rapport révisé ${de(auditeur)} a été reçu le ${inFrench(receivedOn)}.`,
      ),
      ...(late ? [paragraph(`${lateness(unchanged)}.`)] : []),
      dueFacts('Échéance', due),
    ],
    expected: todo(
      'Rendez votre avis motivé sur la page du dossier : la mention (validé ou non validé), la motivation, et tous les critères de la grille d’évaluation ou de la fiche navette.',
      due.date,
    ),
  }),
  others: ({ receivedOn, unchanged, due, late }, { auditeur, tutor }) => ({
    subject: `${unchanged ? 'Rapport maintenu' : 'Rapport révisé reçu'} : ${auditeur}`,
    told: [
      paragraph(
        `${unchanged ? `Le rapport ${de(auditeur)} reste inchangé (${inFrench(receivedOn)})` : `Le rapport révisé ${de(auditeur)} a été reçu le ${inFrench(receivedOn)}`}${late ? ', après la date convenue' : ''}. L’avis ${de(tutor)} est attendu.`,
      ),
      dueFacts('Échéance', due),
    ],
  }),
};

const lateness = (unchanged: boolean): string =>
  unchanged ? 'Cette réponse est parvenue après la date convenue' : 'Il est parvenu après la date convenue';
