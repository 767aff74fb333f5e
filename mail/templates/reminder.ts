import { daysBetween, inFrench, inFrenchWithWeekday } from '../../domain/dates.ts';
import type { MailFacts, MailRecipient } from '../../domain/mails.ts';
import { days } from '../french.ts';
import { type Block, type Fact, facts, type Message, paragraph, type Scene, type Template } from '../message.ts';
import { contactOf } from '../people.ts';
import { AWAITED, type Awaited } from './awaited.ts';
import { limitReminder } from './limit-reminder.ts';

type Facts = MailFacts['reminder'];

/**
 * A reminder to whom is awaited, an escalation to whom can help: what is awaited, from whom, since when, by when, and
 * what the reader should do about it.
 */
export const reminder: Template<'reminder'> = {
  others: (recalled, scene) => {
    if (recalled.wait === 'limit') return limitReminder(recalled, scene);
    const awaited = AWAITED[recalled.wait];
    return awaited.from.includes(scene.to) ? toAwaited(awaited, recalled, scene) : toWatcher(awaited, recalled, scene);
  },
};

const toAwaited = (awaited: Awaited, recalled: Facts, scene: Scene): Message => ({
  subject: `${urgency(recalled, scene)} : ${awaited.subject(scene)}${dated(recalled, scene)}`,
  told: [paragraph(opening(recalled, scene)), table(awaited, recalled, scene)],
  expected: { what: [paragraph(awaited.todo(scene)), ...contacts(awaited.contact, scene)], by: recalled.due?.date },
});

const toWatcher = (awaited: Awaited, recalled: Facts, scene: Scene): Message => ({
  subject: `${recalled.escalation ? 'À suivre' : 'Rappel'} : ${awaited.watched(scene)}${lateness(recalled, scene)}`,
  told: [
    paragraph(
      recalled.escalation
        ? 'Cette attente se prolonge, et nous vous la signalons pour que vous puissiez aider à la lever.'
        : 'Ce rappel vous est adressé pour information.',
    ),
    table(awaited, recalled, scene),
  ],
  expected: awaited.chase && {
    what: [paragraph(awaited.chase(scene)), ...awaited.from.flatMap((whom) => contacts(whom, scene))],
  },
});

/** By how many days the due date is past; 0 when it is not. */
const daysLate = ({ due }: Facts, { today }: Scene): number => Math.max(0, due ? daysBetween(due.date, today) : 0);

function urgency(recalled: Facts, scene: Scene): string {
  if (daysLate(recalled, scene) > 0) return 'En retard';
  return recalled.due?.date === scene.today ? 'Aujourd’hui' : 'Rappel';
}

function dated(recalled: Facts, scene: Scene): string {
  if (!recalled.due) return '';
  return `, échéance ${daysLate(recalled, scene) > 0 ? 'dépassée depuis le' : 'le'} ${inFrench(recalled.due.date)}`;
}

const lateness = (recalled: Facts, scene: Scene): string =>
  daysLate(recalled, scene) > 0 ? `, en retard de ${days(daysLate(recalled, scene))}` : '';

function opening(recalled: Facts, scene: Scene): string {
  const late = daysLate(recalled, scene);
  if (late > 0) return `L’échéance est dépassée depuis ${days(late)}. Il est encore temps d’agir.`;
  if (!recalled.due) return `${scene.to === 'auditeur' ? 'Votre' : 'Ce'} dossier attend une action de votre part.`;
  const left = daysBetween(scene.today, recalled.due.date);
  return left === 0 ? 'L’échéance est aujourd’hui.' : `L’échéance est dans ${days(left)}.`;
}

function table(awaited: Awaited, recalled: Facts, scene: Scene): Block {
  const { since, due } = recalled;
  const late = daysLate(recalled, scene);
  const by: Fact | undefined = due && {
    label: 'Au plus tard',
    value: `${inFrenchWithWeekday(due.date)}${due.provisional ? ' (date provisoire)' : ''}${late > 0 ? `, en retard de ${days(late)}` : ''}`,
  };
  return facts(
    { label: 'Attendu', value: awaited.what },
    { label: 'De la part de', value: awaited.whose(scene) },
    { label: 'Depuis le', value: inFrench(since) },
    by,
  );
}

/** How to reach somebody, for whom it is not. */
function contacts(whom: MailRecipient | undefined, { to, context }: Scene): Block[] {
  if (whom === to) return [];
  if (whom === 'auditeur') return [contactOf('Auditeur', context.auditeur)];
  if (whom === 'tutor' && context.tutor) return [contactOf('Tuteur', context.tutor)];
  return [];
}
