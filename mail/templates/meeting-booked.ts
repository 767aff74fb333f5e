import type { MailFacts } from '../../domain/mails.ts';
import { MEETING_MINUTES } from '../../domain/meeting.ts';
import { dayAndHour, duration } from '../french.ts';
import { type Block, facts, list, type Message, paragraph, type Scene, type Template } from '../message.ts';
import { webAddress } from '../plain-context.ts';

type Facts = MailFacts['meeting_booked'];

/** Step 2: the invitation, joined as a calendar part, and what the thirty minutes are for. */
export const meetingBooked: Template<'meeting_booked'> = {
  auditeur: (booked, scene) =>
    invitation(booked, scene, [
      paragraph(
        `Rejoignez la visioconférence avec ${scene.tutor} le ${dayAndHour(booked.meeting.startsAt)}. L’invitation jointe place le rendez-vous dans votre agenda. En cas d’empêchement, prévenez ${scene.tutor} et déplacez ou annulez le rendez-vous sur la page de votre dossier.`,
      ),
    ]),
  tutor: (booked, scene) =>
    invitation(booked, scene, [
      paragraph(
        `Animez la visioconférence avec ${scene.auditeur} le ${dayAndHour(booked.meeting.startsAt)}, puis enregistrez-en le compte rendu (objectifs, planning) sur la page du dossier, le jour même si possible. L’invitation jointe place le rendez-vous dans votre agenda.`,
      ),
      ...(scene.context.videoUrl
        ? []
        : [paragraph('Aucun lien de visioconférence n’est encore indiqué : ajoutez-le sur la page du dossier.')]),
    ]),
  others: (booked, scene) => ({
    subject: `${headline(booked)} : ${scene.auditeur}`,
    told: [
      paragraph(
        `Le premier rendez-vous entre ${scene.auditeur} et ${scene.tutor} est ${booked.moved ? 'déplacé' : 'fixé'}.`,
      ),
      slot(booked, scene),
    ],
  }),
};

const headline = ({ meeting, moved }: Facts): string =>
  `Premier rendez-vous ${moved ? 'déplacé' : 'fixé'} au ${dayAndHour(meeting.startsAt)}`;

const invitation = (booked: Facts, scene: Scene, what: readonly Block[]): Message => ({
  subject: headline(booked),
  told: [
    paragraph(
      booked.moved
        ? 'Votre premier rendez-vous en visioconférence est déplacé. Voici son nouvel horaire, qui remplace le précédent.'
        : 'Votre premier rendez-vous en visioconférence est fixé.',
    ),
    slot(booked, scene),
    paragraph('Ce rendez-vous a quatre objectifs :'),
    list(
      'faire connaissance ;',
      'transmettre les consignes et les outils pour rédiger le rapport d’activité, et échanger sur les attendus ;',
      'répondre aux questions ;',
      'valider le planning de la prestation.',
    ),
  ],
  expected: { what },
});

/** When, how long, with whom and where, as rows of a table. */
export const slot = ({ meeting }: Pick<Facts, 'meeting'>, { to, auditeur, tutor, context }: Scene): Block =>
  facts(
    { label: 'Date', value: `${dayAndHour(meeting.startsAt)} (heure de Paris)` },
    { label: 'Durée', value: duration(MEETING_MINUTES) },
    { label: 'Avec', value: to === 'auditeur' ? tutor : to === 'tutor' ? auditeur : `${auditeur} et ${tutor}` },
    context.videoUrl
      ? { label: 'Visioconférence', value: context.videoUrl, href: webAddress(context.videoUrl) }
      : { label: 'Visioconférence', value: to === 'auditeur' ? 'lien à demander à votre tuteur' : 'lien à convenir' },
  );
