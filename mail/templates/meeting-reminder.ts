import { dayAndHour } from '../french.ts';
import { paragraph, type Template, todo } from '../message.ts';
import { slot } from './meeting-booked.ts';

/** Step 2: the working day before the meeting. */
export const meetingReminder: Template<'meeting_reminder'> = {
  auditeur: (recalled, scene) => ({
    subject: `Rappel : premier rendez-vous le ${dayAndHour(recalled.meeting.startsAt)}`,
    told: [paragraph(`Votre premier rendez-vous avec ${scene.tutor} approche.`), slot(recalled, scene)],
    expected: todo(
      `Préparez vos questions et rejoignez la visioconférence le ${dayAndHour(recalled.meeting.startsAt)}. En cas d’empêchement, prévenez ${scene.tutor} sans attendre et déplacez le rendez-vous sur la page de votre dossier.`,
    ),
  }),
  tutor: (recalled, scene) => ({
    subject: `Rappel : premier rendez-vous le ${dayAndHour(recalled.meeting.startsAt)}`,
    told: [paragraph(`Votre premier rendez-vous avec ${scene.auditeur} approche.`), slot(recalled, scene)],
    expected: todo(
      `Animez la visioconférence le ${dayAndHour(recalled.meeting.startsAt)}, puis enregistrez-en le compte rendu (objectifs, planning) sur la page du dossier. En cas d’empêchement, prévenez ${scene.auditeur} sans attendre et déplacez le rendez-vous.`,
    ),
  }),
  others: (recalled, scene) => ({
    subject: `Rappel : premier rendez-vous ${scene.auditeur}, le ${dayAndHour(recalled.meeting.startsAt)}`,
    told: [
      paragraph(`Le premier rendez-vous entre ${scene.auditeur} et ${scene.tutor} approche.`),
      slot(recalled, scene),
    ],
  }),
};
