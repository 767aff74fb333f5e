import { inFrench, inFrenchWithWeekday } from '../../domain/dates.ts';
import type { MailFacts } from '../../domain/mails.ts';
import { de } from '../french.ts';
import { type Block, paragraph, type Template, todo } from '../message.ts';
import { dueFacts, PROVISIONAL } from './due.ts';

type Facts = MailFacts['report_received'];

/** Step 3: the deadline of the correction runs from the first reception (R13), and keeps its explanation. */
export const reportReceived: Template<'report_received'> = {
  auditeur: (received, { tutor }) => ({
    subject: received.again ? 'Votre nouveau rapport est bien reçu' : 'Votre rapport est bien reçu',
    told: [
      paragraph(
        received.again
          ? `Votre nouveau dépôt du ${inFrench(received.receivedOn)} remplace le précédent et est transmis à ${tutor}. Le délai de correction court toujours de la première réception.`
          : `Votre rapport d’activité, reçu le ${inFrench(received.receivedOn)}, est transmis à ${tutor}, qui vous en remettra une correction annotée.`,
      ),
      ...late(received, 'Il est parvenu après la date butoir convenue ; il est bien pris en compte.'),
      dueFacts('Correction attendue au plus tard le', received.due),
      ...provisional(received),
      paragraph(
        'Vous pouvez remplacer votre rapport sur la page de votre dossier tant que la correction n’est pas rendue.',
      ),
    ],
  }),
  tutor: (received, { auditeur }) => ({
    subject: received.again
      ? `Rapport ${de(auditeur)} remplacé : correction attendue le ${inFrench(received.due.date)}`
      : `Rapport ${de(auditeur)} reçu : correction attendue le ${inFrench(received.due.date)}`,
    told: [
      paragraph(
        received.again
          ? `${auditeur} a déposé un nouveau rapport le ${inFrench(received.receivedOn)} : il remplace le précédent. Votre échéance ne change pas, car elle court de la première réception.`
          : `Le rapport d’activité ${de(auditeur)} a été reçu le ${inFrench(received.receivedOn)}.`,
      ),
      ...late(received, 'Il est parvenu après la date butoir convenue.'),
      dueFacts('Échéance', received.due),
      ...provisional(received),
    ],
    expected: todo(
      'Téléchargez le rapport sur la page du dossier, puis rendez-y votre correction : un fichier annoté, des remarques, ou les deux.',
      received.due.date,
    ),
  }),
  others: (received, { auditeur, tutor }) => ({
    subject: `Rapport ${received.again ? 'remplacé' : 'reçu'} : ${auditeur}`,
    told: [
      paragraph(
        `Le rapport ${de(auditeur)}, reçu le ${inFrenchWithWeekday(received.receivedOn)}, attend la correction ${de(tutor)}.`,
      ),
      ...late(received, 'Il est parvenu après la date butoir convenue.'),
      dueFacts('Échéance', received.due),
      ...provisional(received),
    ],
  }),
};

const late = ({ late }: Facts, text: string): Block[] => (late ? [paragraph(text)] : []);

const provisional = ({ due }: Facts): Block[] => (due.provisional ? [paragraph(PROVISIONAL)] : []);
