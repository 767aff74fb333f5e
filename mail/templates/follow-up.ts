import { inFrench } from '../../domain/dates.ts';
import { PATH_NAMES } from '../../domain/words.ts';
import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { contactOf } from '../people.ts';
import { dueFacts } from './due.ts';

/** R21: a permanent contacts the auditeur. */
export const followUpToMake: Template<'follow_up_to_make'> = {
  others: ({ due }, { auditeur, context }) => ({
    subject: `Avis défavorable : contacter ${auditeur} au plus tard le ${inFrench(due.date)}`,
    told: [
      paragraph(
        `L’avis rendu sur le rapport ${de(auditeur)} porte la mention « non validé ». Un permanent doit prendre contact pour co-construire la suite du parcours.`,
      ),
      contactOf('À contacter', context.auditeur),
      dueFacts('Échéance', due),
    ],
    expected: todo(
      `Contactez ${auditeur}, puis enregistrez l’échange sur la page du dossier : sa date, son compte rendu et la voie retenue.`,
      due.date,
    ),
  }),
};

/** R21: the step ends; what people said stays on the page. */
export const followUpRecorded: Template<'follow_up_recorded'> = {
  auditeur: ({ contactedOn, path }) => ({
    subject: 'La suite de votre parcours',
    told: [
      paragraph(
        `À la suite de l’échange du ${inFrench(contactedOn)}, la voie retenue pour la suite de votre parcours est : ${PATH_NAMES[path]}. Vous la retrouverez sur la page de votre dossier.`,
      ),
      paragraph('La prestation est désormais close. Nous vous remercions de votre confiance.'),
    ],
  }),
  others: ({ contactedOn, path }, { auditeur }) => ({
    subject: `Suite du parcours enregistrée : ${auditeur}`,
    told: [
      paragraph(
        `L’échange avec ${auditeur} a eu lieu le ${inFrench(contactedOn)}. La voie retenue est : ${PATH_NAMES[path]}. La prestation est close.`,
      ),
    ],
  }),
};
