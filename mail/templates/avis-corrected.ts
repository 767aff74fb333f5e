import type { MailFacts } from '../../domain/mails.ts';
import { MENTION_NAMES } from '../../domain/words.ts';
import { de } from '../french.ts';
import { type Block, paragraph, type Template } from '../message.ts';
import { FOLLOW_UP, willContact } from './avis-given.ts';

type Facts = MailFacts['avis_corrected'];

/** R20: a new version of the avis; a change of mention changes what follows. Favourable still, it has another attestation. */
export const avisCorrected: Template<'avis_corrected'> = {
  auditeur: (corrected, { context }) => ({
    subject: 'L’avis sur votre rapport est corrigé',
    told: [
      paragraph(
        `L’avis rendu sur votre rapport d’activité a été corrigé par un responsable. ${change(corrected)} Vous pouvez lire cette nouvelle version sur la page de votre dossier.`,
      ),
      ...consequence(corrected, context.centre.name),
    ],
  }),
  others: (corrected, { to, auditeur }) => ({
    subject: `Avis corrigé : ${auditeur}`,
    told: [
      paragraph(
        `L’avis sur le rapport ${de(auditeur)} a été corrigé par un responsable (version ${corrected.version}). ${change(corrected)} La version précédente est conservée au dossier.`,
      ),
    ],
    expected: turnedDown(corrected) && (to === 'staff' || to === 'manager') ? FOLLOW_UP : undefined,
  }),
};

const turnedDown = ({ mention, previous }: Facts): boolean => mention === 'not_validated' && previous === 'validated';

const change = ({ mention, previous }: Facts): string =>
  mention === previous
    ? `La mention reste « ${MENTION_NAMES[mention]} ».`
    : `La mention passe de « ${MENTION_NAMES[previous]} » à « ${MENTION_NAMES[mention]} ».`;

function consequence({ mention, previous, followUpDue }: Facts, centre: string): Block[] {
  if (mention === previous) return mention === 'validated' ? [paragraph(REPLACED)] : [];
  if (mention === 'validated') {
    return [
      paragraph(
        'L’attestation de validation de l’unité d’activité (UA) vous attend sur la page de votre dossier : téléchargez-la et conservez-la. Toutes nos félicitations.',
      ),
    ];
  }
  return [
    paragraph(
      'L’attestation délivrée sur la foi de l’avis précédent n’est plus valable. Nous mesurons ce que cette nouvelle a de décevant, et vous prions de nous excuser de cette erreur.',
    ),
    willContact(centre, followUpDue),
  ];
}

const REPLACED =
  'Une nouvelle attestation de validation de l’unité d’activité (UA) vous attend sur cette page : téléchargez-la et conservez-la. Elle remplace la précédente, qui n’est plus en vigueur.';
