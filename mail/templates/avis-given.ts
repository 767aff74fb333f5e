import { inFrench } from '../../domain/dates.ts';
import type { Due } from '../../domain/enrolment.ts';
import { MENTION_NAMES } from '../../domain/words.ts';
import { de } from '../french.ts';
import { type Block, paragraph, type Template, todo } from '../message.ts';

/** Step 5: the mention is told; the motivation stays on the page. The subject does not give the mention away. */
export const avisGiven: Template<'avis_given'> = {
  auditeur: ({ mention, givenOn, followUpDue }, { tutor, context }) => ({
    subject: 'L’avis sur votre rapport est rendu',
    told: [
      paragraph(
        `${tutor} a rendu, le ${inFrench(givenOn)}, l’avis motivé sur votre rapport d’activité. Il porte la mention « ${MENTION_NAMES[mention]} ».`,
      ),
      ...(mention === 'validated' ? VALIDATED : notValidated(context.centre.name, followUpDue)),
    ],
  }),
  tutor: ({ mention, givenOn }, { auditeur }) => ({
    subject: `Avis enregistré : ${auditeur}`,
    told: [
      paragraph(
        `Votre avis sur le rapport ${de(auditeur)}, rendu le ${inFrench(givenOn)} avec la mention « ${MENTION_NAMES[mention]} », est enregistré et transmis. Nous vous remercions de cet accompagnement.`,
      ),
    ],
  }),
  others: ({ mention, givenOn }, { to, auditeur, tutor }) => ({
    subject: `Avis rendu (${MENTION_NAMES[mention]}) : ${auditeur}`,
    told: [
      paragraph(
        `${tutor} a rendu, le ${inFrench(givenOn)}, l’avis sur le rapport ${de(auditeur)}, avec la mention « ${MENTION_NAMES[mention]} ».`,
      ),
    ],
    expected: mention === 'not_validated' && (to === 'staff' || to === 'manager') ? FOLLOW_UP : undefined,
  }),
};

/** R21: for staff, to whom the deadline is told by a mail of its own. */
export const FOLLOW_UP = todo(
  'Un permanent doit prendre contact avec l’auditeur pour co-construire la suite du parcours, puis enregistrer l’échange sur la page du dossier.',
);

const VALIDATED: readonly Block[] = [
  paragraph('Toutes nos félicitations pour ce travail mené à bien.'),
  paragraph(
    'L’attestation de validation de l’unité d’activité (UA) vous attend sur la page de votre dossier, avec l’avis motivé et l’évaluation. Téléchargez-la et conservez-la : elle est indispensable pour demander votre diplôme ou votre certificat.',
  ),
];

const notValidated = (centre: string, due: Due | undefined): readonly Block[] => [
  paragraph(
    'Nous savons le travail que ce rapport vous a demandé, et que cette nouvelle peut décevoir. Votre parcours ne s’arrête pas là : l’avis motivé, que vous pouvez lire sur la page de votre dossier, dit ce qui reste à construire.',
  ),
  willContact(centre, due),
];

/** R21: who makes contact, and by when. */
export const willContact = (centre: string, due: Due | undefined): Block =>
  paragraph(
    `Un permanent du centre (${centre}) vous contactera ${due ? `au plus tard le ${inFrench(due.date)}` : 'prochainement'} pour bâtir avec vous la suite de votre parcours.`,
  );
