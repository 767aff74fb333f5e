import { inFrenchWithWeekday } from '../domain/dates.ts';
import { PERSONAL_LINK_DAYS } from '../domain/personal-links.ts';
import type { Block, Expectation, Fact, Message, Scene } from './message.ts';
import { mailto, nameOf, phone } from './people.ts';
import { personal } from './personal-links.ts';

/** A whole mail before it is text or HTML: both are rendered from it, and so say the same. */
export interface Layout {
  subject: string;
  greeting: string;
  told: readonly Block[];
  expected: { title: string; body: readonly Block[]; by?: string } | { nothing: string };
  link: { label: string; url: string };
  /** Empty in a mail that is about none. */
  enrolment: readonly Fact[];
  signature: readonly Fact[];
  /** Small print. */
  notes: readonly string[];
}

/** Sets a message in what every mail has: greeting, link, enrolment, signature, small print. */
export const layOut = (message: Message, scene: Scene, publicUrl: string): Layout => ({
  subject: `${message.subject} (dossier ${scene.context.reference})`,
  greeting: greeting(scene),
  told: message.told,
  expected: message.expected ? expectation(message.expected, scene) : { nothing: NOTHING_EXPECTED },
  link: link(scene, publicUrl),
  enrolment: enrolment(scene),
  signature: signature(scene),
  notes: notes(scene),
});

function greeting({ to, context }: Scene): string {
  const person = {
    auditeur: context.auditeur,
    tutor: context.tutor,
    former_tutor: context.formerTutor,
    staff: undefined,
    manager: undefined,
  }[to];
  return person ? `Bonjour ${nameOf(person)},` : 'Bonjour,';
}

function expectation({ what, by }: Expectation, { today }: Scene): Layout['expected'] {
  if (!by) return { title: 'Ce qui est attendu de vous', body: what };
  const date = inFrenchWithWeekday(by);
  return {
    title: 'Ce qui est attendu de vous',
    body: what,
    by:
      by < today
        ? `En retard : l’échéance était le ${date}.`
        : `Échéance : ${date}${by === today ? ', aujourd’hui' : ''}.`,
  };
}

const NOTHING_EXPECTED = 'Aucune action n’est attendue de vous.';

/**
 * The page of the enrolment, which lets its auditeur and its tutor in; a replaced tutor no longer sees it (R31), and is led to
 * those that remain.
 */
function link({ to, context }: Scene, publicUrl: string): Layout['link'] {
  const home = publicUrl.replace(/\/+$/, '');
  if (to === 'former_tutor') return { label: 'Voir vos autres dossiers', url: `${home}/` };
  const page = `${home}/dossiers/${context.enrolmentId}`;
  if (to === 'auditeur') return { label: 'Ouvrir votre dossier', url: personal(page) };
  return { label: 'Ouvrir le dossier', url: to === 'tutor' ? personal(page) : page };
}

const enrolment = ({ to, context, auditeur, tutor }: Scene): Fact[] => [
  { label: 'Dossier', value: context.reference },
  ...(to === 'auditeur' ? [] : [{ label: 'Auditeur', value: auditeur }]),
  ...((to === 'staff' || to === 'manager') && context.tutor ? [{ label: 'Tuteur', value: tutor }] : []),
  { label: 'Certification', value: context.certificationTitle },
  { label: 'Unité d’activité', value: context.activityUnitTitle },
];

const signature = ({ context: { centre } }: Scene): Fact[] => [
  { label: 'Adresse électronique', value: centre.staffEmail, href: mailto(centre.staffEmail) },
  ...(centre.contactPhone ? [phone('Téléphone', centre.contactPhone)] : []),
];

const notes = ({ to, context: { centre } }: Scene): string[] => [
  ...(to === 'auditeur' || to === 'tutor'
    ? [
        `${THE_LINK} ${to === 'auditeur' ? 'votre' : 'ce'} dossier pendant ${PERSONAL_LINK_DAYS} jours au plus, sans autre connexion. Ne transférez pas ce message.`,
      ]
    : []),
  ...(to === 'auditeur'
    ? [
        `Nos formations sont accessibles aux personnes en situation de handicap. Pour vos questions spécifiques, un référent Cnam est dédié à l’accompagnement : ${centre.handicapEmail}`,
      ]
    : []),
  'Ce message est envoyé automatiquement dans le cadre de la prestation d’accompagnement à la validation de l’unité d’activité (UA).',
];

const THE_LINK = 'Le lien de ce message vous est personnel : il ouvre';
