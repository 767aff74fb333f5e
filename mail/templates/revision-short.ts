import { inFrenchWithWeekday } from '../../domain/dates.ts';
import type { MailFacts } from '../../domain/mails.ts';
import { days, de, que } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';

type Facts = MailFacts['revision_short'];

/** Step 4: a late correction leaves too few days; all are asked to amend the planning. */
export const revisionShort: Template<'revision_short'> = {
  auditeur: (short, { tutor }) => ({
    subject: 'Votre rapport révisé : convenez d’une nouvelle date',
    told: [paragraph(`La correction de votre rapport vous est parvenue tard. ${left(short)}`)],
    expected: todo(
      `Convenez dès maintenant avec ${tutor} d’une nouvelle date pour votre rapport révisé : ${tutor} ou votre conseiller l’enregistrera. Sans nouvelle date, celle du planning reste valable.`,
      short.revisionDue,
    ),
  }),
  tutor: (short, { auditeur }) => ({
    subject: `Planning à revoir avec ${auditeur}`,
    told: [paragraph(`La correction du rapport ${de(auditeur)} a été rendue tard. ${left(short)}`)],
    expected: todo(
      `Convenez dès maintenant avec ${auditeur} d’une nouvelle date pour le rapport révisé, et enregistrez-la sur la page du dossier.`,
      short.revisionDue,
    ),
  }),
  others: (short, { auditeur, tutor }) => ({
    subject: `Planning à revoir : ${auditeur}`,
    told: [paragraph(`La correction du rapport ${de(auditeur)} a été rendue tard. ${left(short)}`)],
    expected: todo(
      `Assurez-vous ${que(auditeur)} et ${tutor} conviennent d’une nouvelle date pour le rapport révisé, et enregistrez-la au besoin sur la page du dossier.`,
      short.revisionDue,
    ),
  }),
};

function left({ daysLeft, revisionDue }: Facts): string {
  const date = inFrenchWithWeekday(revisionDue);
  if (daysLeft < 0) return `La date convenue pour le rapport révisé, le ${date}, est déjà passée.`;
  if (daysLeft === 0) return `Le rapport révisé est attendu aujourd’hui même, le ${date}.`;
  return `Il ne reste ${daysLeft === 1 ? 'qu’un jour' : `que ${days(daysLeft)}`} avant la date convenue pour le rapport révisé, le ${date}.`;
}
