import { createHash } from 'node:crypto';
import type { MailTransport, QueuedMail } from '../activities/ports.ts';
import { dayAndHour, typeset } from './french.ts';
import type { Layout } from './layout.ts';
import { type Block, list, paragraph } from './message.ts';
import { mailto, phone } from './people.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

/** What the server mails by itself, to somebody who asks to be let in (services/backend.ts says what each field is). */
export interface AccessMail {
  id: string;
  to: { name: string; address: string };
  link: string;
  enrolment?: { reference: string; certificationTitle: string; activityUnitTitle: string };
  centre: { name: string; staffEmail: string; contactPhone?: string };
  askedAt: string;
  expiresAt: string;
}

/** Writes and hands over such mails. One written twice is the same to the byte. */
export const createAccessMailer = (transport: MailTransport) => ({
  send: (mail: AccessMail): Promise<void> => transport.send(writeAccessMail(mail)),
});

/** A sign-in link, or a personal link to an enrolment, in a mail like those of the process. */
export function writeAccessMail(mail: AccessMail): QueuedMail {
  const { id, to, link, centre, askedAt } = mail;
  const layout = layOut(mail);
  return {
    key: `access/${id}`,
    messageId: `<${createHash('sha256').update(`access ${id}`).digest('hex').slice(0, 32)}@${new URL(link).hostname}>`,
    queuedAt: askedAt,
    to,
    subject: typeset(layout.subject),
    text: renderText(layout, centre.name),
    html: renderHtml(layout, centre.name),
  };
}

function layOut({ to, link, enrolment, centre, expiresAt }: AccessMail): Layout {
  const until = dayAndHour(expiresAt);
  return {
    subject: enrolment ? `Votre lien personnel (dossier ${enrolment.reference})` : 'Votre lien de connexion à Jalons',
    greeting: `Bonjour ${to.name},`,
    told: enrolment ? ofEnrolment(until) : ofSignIn(until),
    expected: {
      nothing: 'Si vous n’avez rien demandé, ignorez ce message : sans ce lien, personne n’entre à votre place.',
    },
    link: { label: enrolment ? 'Ouvrir le dossier' : 'Se connecter à Jalons', url: link },
    enrolment: enrolment
      ? [
          { label: 'Dossier', value: enrolment.reference },
          { label: 'Certification', value: enrolment.certificationTitle },
          { label: 'Unité d’activité', value: enrolment.activityUnitTitle },
        ]
      : [],
    signature: [
      { label: 'Adresse électronique', value: centre.staffEmail, href: mailto(centre.staffEmail) },
      ...(centre.contactPhone ? [phone('Téléphone', centre.contactPhone)] : []),
    ],
    notes: ['Ce message est envoyé automatiquement à la suite d’une demande faite sur le site de Jalons.'],
  };
}

const ofSignIn = (until: string): Block[] => [
  paragraph('Voici le lien de connexion que vous avez demandé.'),
  list(
    `il est valable jusqu’au ${until} ;`,
    'il ne sert qu’une fois ;',
    'il est à vous seul : ne le transmettez à personne.',
  ),
];

const ofEnrolment = (until: string): Block[] => [
  paragraph('Voici le lien personnel que vous avez demandé pour ouvrir ce dossier.'),
  list(
    `il est valable jusqu’au ${until} et sert autant de fois qu’il faut ;`,
    'il n’ouvre que ce dossier ;',
    'il est à vous seul : ne le transmettez à personne.',
  ),
];
