import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { contactOf, resources } from '../people.ts';

/** Step 1: each learns who the other is; the auditeur makes the first move. */
export const tutorAssigned: Template<'tutor_assigned'> = {
  auditeur: (_, { tutor, context }) => ({
    subject: 'Votre tuteur est désigné : prenez contact pour un premier rendez-vous',
    told: [
      paragraph(
        `${tutor} vous accompagnera tout au long de la prestation d’accompagnement à la validation de votre unité d’activité (UA).`,
      ),
      contactOf('Votre tuteur', context.tutor),
      paragraph(
        'Sur l’espace numérique de formation (ENF), vous trouverez les attendus du rapport d’activité et des outils pour le rédiger.',
      ),
      ...resources(context),
    ],
    expected: todo(
      `Prenez contact avec ${tutor} dès maintenant pour fixer ensemble le premier rendez-vous : 30 minutes en visioconférence, du lundi au vendredi, entre 8 h et 19 h, hors jours fériés. Enregistrez ensuite le créneau convenu sur la page de votre dossier.`,
    ),
  }),
  tutor: (_, { auditeur, context }) => ({
    subject: `Un nouvel accompagnement vous est confié : ${auditeur}`,
    told: [
      paragraph(
        `Nous vous confions l’accompagnement ${de(auditeur)} à la validation de son unité d’activité (UA) : deux heures de tutorat, du premier rendez-vous à l’avis motivé, dont vous êtes aussi l’évaluateur.`,
      ),
      contactOf('À accompagner', context.auditeur),
      ...resources(context),
    ],
    expected: todo(
      `${auditeur} a vos coordonnées et doit vous contacter pour fixer le premier rendez-vous : 30 minutes en visioconférence, du lundi au vendredi, entre 8 h et 19 h, hors jours fériés. Convenez d’un créneau dès ce premier échange ; chacun de vous peut l’enregistrer sur la page du dossier, avec le lien de visioconférence.`,
    ),
  }),
  others: (_, { auditeur, tutor }) => ({
    subject: `Tuteur affecté : ${auditeur}`,
    told: [paragraph(`L’accompagnement ${de(auditeur)} est confié à ${tutor}. Le premier rendez-vous reste à fixer.`)],
  }),
};
