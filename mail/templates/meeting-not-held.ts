import { paragraph, type Template, todo } from '../message.ts';
import { contactOf } from '../people.ts';

/** Step 2: a no-show or a postponement; the booking is awaited anew. */
export const meetingNotHeld: Template<'meeting_not_held'> = {
  auditeur: (_, { tutor, context }) => ({
    subject: 'Le premier rendez-vous n’a pas eu lieu : fixez une nouvelle date',
    told: [
      paragraph(
        'D’après le compte rendu enregistré, le premier rendez-vous n’a pas pu se tenir. Votre accompagnement se poursuit : il suffit de convenir d’une nouvelle date.',
      ),
      contactOf('Votre tuteur', context.tutor),
    ],
    expected: todo(
      `Prenez contact avec ${tutor} dès maintenant pour fixer un nouveau rendez-vous (30 minutes en visioconférence, du lundi au vendredi, entre 8 h et 19 h, hors jours fériés), et enregistrez-le sur la page de votre dossier.`,
    ),
  }),
  tutor: (_, { auditeur, context }) => ({
    subject: `Rendez-vous non tenu : nouvelle date à fixer avec ${auditeur}`,
    told: [
      paragraph(`Il est enregistré que le premier rendez-vous avec ${auditeur} n’a pas pu se tenir.`),
      contactOf('À contacter', context.auditeur),
    ],
    expected: todo(
      `Convenez avec ${auditeur} d’une nouvelle date dès que possible ; chacun de vous peut l’enregistrer sur la page du dossier.`,
    ),
  }),
  others: (_, { auditeur, tutor }) => ({
    subject: `Premier rendez-vous non tenu : ${auditeur}`,
    told: [
      paragraph(
        `Le premier rendez-vous entre ${auditeur} et ${tutor} n’a pas pu se tenir. Une nouvelle date est attendue ; une relance partira si elle tarde.`,
      ),
    ],
  }),
};
