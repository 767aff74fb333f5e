import { TUTORING_MINUTES } from '../../domain/tutoring.ts';
import { de, duration } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';

/** R30: accepted and flagged; staff are told. */
export const tutoringExceeded: Template<'tutoring_exceeded'> = {
  others: ({ totalMinutes }, { auditeur, tutor }) => ({
    subject: `Temps de tutorat dépassé : ${auditeur}`,
    told: [
      paragraph(
        `Le temps de tutorat enregistré pour l’accompagnement ${de(auditeur)} atteint ${duration(totalMinutes)}, au-delà des ${duration(TUTORING_MINUTES)} prévues par la prestation.`,
      ),
    ],
    expected: todo(
      `Vérifiez le relevé d’accompagnement sur la page du dossier et, s’il y a lieu, faites le point avec ${tutor}. Rien n’est bloqué.`,
    ),
  }),
};
