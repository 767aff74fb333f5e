import { inFrenchWithWeekday } from '../../domain/dates.ts';
import type { Planning } from '../../domain/enrolment.ts';
import { de } from '../french.ts';
import { type Block, facts, paragraph, type Template, todo } from '../message.ts';

/** What a report may be (R12), for whoever has to deposit one. */
export const REPORT_RULES = 'un fichier PDF, DOCX ou ODT de moins de 8 pages et de 20 Mio au plus';

const dates = ({ reportDue, revisionDue }: Planning): Block =>
  facts(
    { label: 'Rapport (date butoir)', value: inFrenchWithWeekday(reportDue) },
    { label: 'Rapport révisé', value: inFrenchWithWeekday(revisionDue) },
  );

/** Step 2 ends: the meeting was held and the dates are agreed. */
export const planningAgreed: Template<'planning_agreed'> = {
  auditeur: ({ planning }, { tutor }) => ({
    subject: `Planning convenu : votre rapport est attendu le ${inFrenchWithWeekday(planning.reportDue)}`,
    told: [
      paragraph(`Votre premier rendez-vous avec ${tutor} a eu lieu. Voici les dates dont vous avez convenu :`),
      dates(planning),
      paragraph(
        'À réception de votre rapport, une correction annotée vous parviendra sous 4 semaines, ou 6 semaines si des vacances scolaires tombent dans cette période.',
      ),
    ],
    expected: todo(
      `Rédigez votre rapport d’activité et déposez-le sur la page de votre dossier : ${REPORT_RULES}.`,
      planning.reportDue,
    ),
  }),
  tutor: ({ planning }, { auditeur }) => ({
    subject: `Planning convenu : rapport ${de(auditeur)} attendu le ${inFrenchWithWeekday(planning.reportDue)}`,
    told: [
      paragraph(`Votre premier rendez-vous avec ${auditeur} a eu lieu. Voici les dates dont vous avez convenu :`),
      dates(planning),
      paragraph('Un message vous préviendra du dépôt du rapport et vous donnera la date limite de votre correction.'),
    ],
  }),
  others: ({ planning }, { auditeur, tutor }) => ({
    subject: `Planning convenu : ${auditeur}`,
    told: [
      paragraph(`Le premier rendez-vous entre ${auditeur} et ${tutor} a eu lieu. Le planning convenu est le suivant :`),
      dates(planning),
    ],
  }),
};

/** R32: the parties agreed on other dates. */
export const planningAmended: Template<'planning_amended'> = {
  auditeur: ({ planning }) => ({
    subject: 'Votre planning est modifié : de nouvelles dates sont à respecter',
    told: [
      paragraph('Le planning de votre prestation est modifié. Voici les dates désormais convenues :'),
      dates(planning),
    ],
    expected: todo(
      'Tenez compte de ces dates, qui remplacent les précédentes, pour ce qu’il vous reste à déposer sur la page de votre dossier. Si elles ne correspondent pas à ce dont vous avez convenu, signalez-le à votre conseiller.',
    ),
  }),
  tutor: ({ planning }, { auditeur }) => ({
    subject: `Planning modifié : ${auditeur}`,
    told: [
      paragraph(`Le planning de l’accompagnement ${de(auditeur)} est modifié. Voici les dates désormais convenues :`),
      dates(planning),
    ],
    expected: todo(
      'Tenez compte de ces dates, qui remplacent les précédentes. Si elles ne correspondent pas à ce dont vous avez convenu, corrigez-les sur la page du dossier.',
    ),
  }),
  others: ({ planning }, { auditeur }) => ({
    subject: `Planning modifié : ${auditeur}`,
    told: [paragraph(`Le planning de l’accompagnement ${de(auditeur)} est modifié :`), dates(planning)],
  }),
};
