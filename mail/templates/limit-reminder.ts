import { daysBetween, inFrench, inFrenchWithWeekday } from '../../domain/dates.ts';
import type { MailFacts } from '../../domain/mails.ts';
import { days, de } from '../french.ts';
import { type Block, facts, type Message, paragraph, type Scene, todo } from '../message.ts';
import { contactOf } from '../people.ts';

type Facts = MailFacts['reminder'];

/** R34: before the limit, whom it concerns is warned; at the limit, a manager must decide. Nothing closes by itself. */
export function limitReminder(recalled: Facts, scene: Scene): Message {
  if (scene.to === 'auditeur') return toAuditeur(recalled, scene);
  return scene.to === 'manager' ? toManager(recalled, scene) : toStaff(recalled, scene);
}

const toAuditeur = (recalled: Facts, scene: Scene): Message => ({
  subject: `Votre prestation d’accompagnement ${term(recalled, scene)}`,
  told: [
    paragraph(`Votre prestation d’accompagnement, qui ne peut excéder deux semestres, ${term(recalled, scene)}.`),
    ...limit(recalled, scene),
  ],
  expected: {
    what: [
      paragraph(
        `Terminez d’ici là ce qui vous est demandé sur la page de votre dossier, en lien avec ${scene.tutor}. Si vous craignez de ne pas y parvenir, contactez dès maintenant votre conseiller.`,
      ),
    ],
    by: recalled.due?.date,
  },
});

const toStaff = (recalled: Facts, scene: Scene): Message => ({
  subject: `${recalled.escalation ? 'À suivre' : 'Rappel'} : la prestation ${de(scene.auditeur)} ${term(recalled, scene)}`,
  told: [
    paragraph(`La prestation ${de(scene.auditeur)}, qui ne peut excéder deux semestres, ${term(recalled, scene)}.`),
    ...limit(recalled, scene),
    contactOf('Auditeur', scene.context.auditeur),
  ],
  expected: todo(
    `Faites le point avec ${scene.auditeur} et ${scene.tutor}. Si la prestation ne peut pas s’achever à temps, demandez à un responsable de prolonger la limite.`,
  ),
});

const toManager = (recalled: Facts, scene: Scene): Message => ({
  subject: `Décision attendue : la prestation ${de(scene.auditeur)} ${term(recalled, scene)}`,
  told: [
    paragraph(`La prestation ${de(scene.auditeur)}, qui ne peut excéder deux semestres, ${term(recalled, scene)}.`),
    ...limit(recalled, scene),
  ],
  expected: {
    what: [
      paragraph(
        'Décidez de la suite sur la page du dossier : prolongez la limite, avec un motif, ou clôturez le dossier comme arrivé à son terme. Sans décision, il reste ouvert : aucun dossier n’est clos automatiquement.',
      ),
    ],
    by: recalled.due?.date,
  },
});

function term({ due }: Facts, { today }: Scene): string {
  if (!due) return 'arrive à son terme';
  if (due.date === today) return 'arrive aujourd’hui à son terme';
  return `${due.date < today ? 'a atteint son terme' : 'arrive à son terme'} le ${inFrench(due.date)}`;
}

function limit({ due }: Facts, { today }: Scene): Block[] {
  if (!due) return [];
  const left = daysBetween(today, due.date);
  const distance = left < 0 ? `dépassée de ${days(-left)}` : left === 0 ? 'aujourd’hui' : `dans ${days(left)}`;
  return [facts({ label: 'Limite de la prestation', value: `${inFrenchWithWeekday(due.date)}, ${distance}` })];
}
