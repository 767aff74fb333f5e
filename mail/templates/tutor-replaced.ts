import { inFrench } from '../../domain/dates.ts';
import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { contactOf, resources } from '../people.ts';
import { dueFacts } from './due.ts';

/** R31: what was due from the old tutor is due from the new one; the old one no longer sees the enrolment. */
export const tutorReplaced: Template<'tutor_replaced'> = {
  auditeur: (_, { tutor, context }) => ({
    subject: 'Votre tuteur change : prenez contact avec la personne qui prend le relais',
    told: [
      paragraph(
        `${tutor} vous accompagne désormais dans la validation de votre unité d’activité (UA). Ce que vous avez déjà fait reste acquis, et les dates convenues sont maintenues.`,
      ),
      contactOf('Votre tuteur', context.tutor),
      paragraph('Si un premier rendez-vous était fixé, il est annulé : un autre message vous le confirme.'),
      ...resources(context),
    ],
    expected: todo(
      `Prenez contact avec ${tutor} dès maintenant, pour vous présenter et, si le premier rendez-vous n’a pas encore eu lieu, pour en fixer la date.`,
    ),
  }),
  tutor: ({ due }, { auditeur, context }) => ({
    subject: `Un accompagnement en cours vous est confié : ${auditeur}`,
    told: [
      paragraph(
        `Vous prenez le relais de l’accompagnement ${de(auditeur)} à la validation de son unité d’activité (UA). Ce qui était attendu de la personne qui vous précédait l’est désormais de vous, aux mêmes dates.`,
      ),
      ...(due ? [dueFacts('Échéance en cours', due)] : []),
      contactOf('À accompagner', context.auditeur),
      ...resources(context),
    ],
    expected: todo(
      `Consultez dès maintenant la page du dossier : elle dit où en est l’accompagnement, ce qui vous est demandé et pour quelle date. ${auditeur} a vos coordonnées et doit vous contacter.`,
    ),
  }),
  former_tutor: (_, { auditeur, today }) => ({
    subject: `Fin de votre accompagnement : ${auditeur}`,
    told: [
      paragraph(
        `Depuis le ${inFrench(today)}, une autre personne assure l’accompagnement ${de(auditeur)}. Vous n’avez plus accès à ce dossier, et plus rien ne vous y est demandé. Nous vous remercions de votre concours.`,
      ),
    ],
  }),
  others: (_, { auditeur, tutor, formerTutor }) => ({
    subject: `Changement de tuteur : ${auditeur}`,
    told: [
      paragraph(
        `${tutor} assure désormais l’accompagnement ${de(auditeur)}, à la place ${de(formerTutor)}. Les échéances en cours sont maintenues.`,
      ),
    ],
  }),
};
