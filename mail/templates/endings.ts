import { inFrench, inFrenchWithWeekday } from '../../domain/dates.ts';
import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';

/** R33: the reason that was given stays on the page. */
export const withdrawn: Template<'withdrawn'> = {
  auditeur: ({ on }) => ({
    subject: 'Votre prestation d’accompagnement a pris fin',
    told: [
      paragraph(
        `L’abandon de votre prestation est enregistré à la date du ${inFrench(on)} : l’accompagnement prend fin et plus aucune échéance ne court.`,
      ),
      paragraph(
        'Si vous souhaitez reprendre cette démarche plus tard, votre conseiller vous renseignera sur une nouvelle inscription. Si ce message vous surprend, contactez-le sans attendre.',
      ),
    ],
  }),
  others: ({ on }, { auditeur }) => ({
    subject: `Abandon de la prestation : ${auditeur}`,
    told: [
      paragraph(
        `L’abandon de la prestation par ${auditeur} est enregistré à la date du ${inFrench(on)}. L’accompagnement prend fin : plus rien n’est attendu, et plus aucune relance ne partira.`,
      ),
    ],
  }),
};

/** R34: a manager closed the enrolment at its limit. */
export const expired: Template<'expired'> = {
  auditeur: ({ on, limit }) => ({
    subject: 'Votre prestation d’accompagnement est arrivée à son terme',
    told: [
      paragraph(
        `La prestation ne peut excéder deux semestres : sa limite était fixée au ${inFrench(limit)}. Votre dossier est clos depuis le ${inFrench(on)}, sans avis sur le rapport.`,
      ),
      paragraph(
        'Votre conseiller est à votre disposition pour faire le point avec vous et, si vous le souhaitez, préparer une nouvelle inscription.',
      ),
    ],
  }),
  others: ({ on, limit }, { auditeur }) => ({
    subject: `Dossier clos à la limite des deux semestres : ${auditeur}`,
    told: [
      paragraph(
        `Le dossier ${de(auditeur)}, dont la limite était fixée au ${inFrench(limit)}, est clos depuis le ${inFrench(on)} par décision d’un responsable. Plus rien n’est attendu.`,
      ),
    ],
  }),
};

/** R32: a manager gave more time. */
export const limitExtended: Template<'limit_extended'> = {
  auditeur: ({ limit, previous }) => ({
    subject: `Votre prestation est prolongée jusqu’au ${inFrench(limit)}`,
    told: [
      paragraph(
        `La limite de votre prestation, fixée jusqu’ici au ${inFrench(previous)}, est reportée au ${inFrenchWithWeekday(limit)}. Les dates de votre planning ne changent que si vous en convenez avec votre tuteur.`,
      ),
    ],
  }),
  others: ({ limit, previous }, { auditeur }) => ({
    subject: `Prestation prolongée jusqu’au ${inFrench(limit)} : ${auditeur}`,
    told: [
      paragraph(
        `La limite de la prestation ${de(auditeur)}, fixée jusqu’ici au ${inFrench(previous)}, est reportée au ${inFrenchWithWeekday(limit)}. Les dates du planning ne changent pas d’elles-mêmes.`,
      ),
    ],
  }),
};

const HOW_TO_ANSWER =
  'Sur la page de votre dossier, notez votre satisfaction de 1 à 5 et ajoutez un commentaire si vous le souhaitez. Vous ne pouvez répondre qu’une fois, et rien ne vous y oblige.';
const ANONYMOUS =
  'Votre réponse est anonyme : nous savons que vous avez répondu, pas ce que vous avez répondu. Ne vous nommez pas dans le commentaire.';

/** After the closing: the rate of satisfaction is made of these answers, and of nothing else. */
export const survey: Template<'survey'> = {
  others: (_, { tutor }) => ({
    subject: 'Votre avis sur l’accompagnement : une question, une minute',
    told: [
      paragraph(
        `Votre accompagnement avec ${tutor} est terminé. Bonne ou moins bonne, votre expérience nous aide à l’améliorer : dites-nous ce que vous en retenez.`,
      ),
      paragraph(ANONYMOUS),
    ],
    expected: todo(HOW_TO_ANSWER),
  }),
};

/** The only reminder of the survey. */
export const surveyReminder: Template<'survey_reminder'> = {
  others: ({ closedOn }, { tutor }) => ({
    subject: 'Rappel : votre avis sur l’accompagnement',
    told: [
      paragraph(
        `Votre accompagnement avec ${tutor} s’est terminé le ${inFrench(closedOn)}, et vous n’avez pas encore répondu à notre question. C’est le seul rappel que vous recevrez.`,
      ),
      paragraph(ANONYMOUS),
    ],
    expected: todo(HOW_TO_ANSWER),
  }),
};
