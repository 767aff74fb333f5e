import { inFrench, inFrenchWithWeekday } from '../../domain/dates.ts';
import { de } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { REPORT_RULES } from './planning.ts';

/** Step 3 ends: the annotated correction is in the auditeur's hands. The remarks stay on the page. */
export const correctionReturned: Template<'correction_returned'> = {
  auditeur: ({ returnedOn, revisionDue, late }, { tutor }) => ({
    subject: `La correction de votre rapport est disponible : révision attendue le ${inFrench(revisionDue)}`,
    told: [
      paragraph(
        `${tutor} a rendu la correction annotée de votre rapport le ${inFrench(returnedOn)}. Vous la trouverez sur la page de votre dossier.`,
      ),
      ...(late
        ? [paragraph('Cette correction vous parvient après la date prévue ; nous vous prions de nous en excuser.')]
        : []),
    ],
    expected: todo(
      `Prenez connaissance des remarques, modifiez votre rapport si vous le jugez utile, puis déposez le rapport révisé sur la page de votre dossier (${REPORT_RULES}), ou indiquez-y que votre rapport reste inchangé.`,
      revisionDue,
    ),
  }),
  tutor: ({ returnedOn, revisionDue, late }, { auditeur }) => ({
    subject: `Correction transmise : ${auditeur}`,
    told: [
      paragraph(
        `Votre correction annotée du rapport ${de(auditeur)}, rendue le ${inFrench(returnedOn)}${late ? ' (après l’échéance)' : ''}, est transmise. Le rapport révisé est attendu au plus tard le ${inFrenchWithWeekday(revisionDue)} ; un message vous préviendra de son dépôt.`,
      ),
    ],
  }),
  others: ({ returnedOn, revisionDue, late }, { auditeur, tutor }) => ({
    subject: `Correction rendue${late ? ' en retard' : ''} : ${auditeur}`,
    told: [
      paragraph(
        `${tutor} a rendu la correction annotée du rapport ${de(auditeur)} le ${inFrench(returnedOn)}${late ? ', après l’échéance' : ''}. Le rapport révisé est attendu au plus tard le ${inFrenchWithWeekday(revisionDue)}.`,
      ),
    ],
  }),
};
