import type { MailFacts } from '../../domain/mails.ts';
import { dayAndHour, de } from '../french.ts';
import { type Expectation, type Message, paragraph, type Template, todo } from '../message.ts';

type Facts = MailFacts['meeting_called_off'];

const RULES = '30 minutes en visioconférence, du lundi au vendredi, entre 8 h et 19 h, hors jours fériés';

/** The calendar part cancels the invitation. What led to it is told, never the reason that somebody wrote. */
export const meetingCalledOff: Template<'meeting_called_off'> = {
  auditeur: (off, { tutor }) =>
    toParty(
      off,
      'Votre premier rendez-vous',
      off.why === 'called_off' || off.why === 'tutor_replaced'
        ? todo(
            `Convenez avec ${tutor} d’un nouveau rendez-vous dès que possible (${RULES}), et enregistrez-le sur la page de votre dossier.`,
          )
        : undefined,
    ),
  tutor: (off, { auditeur }) =>
    toParty(
      off,
      `Votre premier rendez-vous avec ${auditeur}`,
      off.why === 'called_off'
        ? todo(
            `Convenez avec ${auditeur} d’un nouveau rendez-vous dès que possible (${RULES}), et enregistrez-le sur la page du dossier.`,
          )
        : undefined,
    ),
  former_tutor: (off, { auditeur }) => toParty(off, `Votre premier rendez-vous avec ${auditeur}`),
  others: (off, { auditeur }) => ({
    subject: `${headline(off)} : ${auditeur}`,
    told: [paragraph(happened(off, `Le premier rendez-vous ${de(auditeur)}`))],
  }),
};

const BECAUSE: Record<Facts['why'], string> = {
  called_off: 'est annulé.',
  tutor_replaced: 'est annulé : une autre personne assure désormais l’accompagnement.',
  held_otherwise: 'n’a plus lieu d’être : le compte rendu a été enregistré sans attendre cette date.',
  enrolment_ended: 'est annulé : la prestation a pris fin.',
};

const headline = ({ meeting }: Facts): string => `Premier rendez-vous du ${dayAndHour(meeting.startsAt)} annulé`;

const happened = ({ meeting, why }: Facts, which: string): string =>
  `${which}, prévu le ${dayAndHour(meeting.startsAt)}, ${BECAUSE[why]}`;

const toParty = (off: Facts, which: string, expected?: Expectation): Message => ({
  subject: headline(off),
  told: [paragraph(happened(off, which)), paragraph('L’annulation jointe le retire de votre agenda.')],
  expected,
});
