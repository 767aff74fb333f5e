import type { MailRecipient } from '../../domain/mails.ts';
import type { WaitKind } from '../../domain/reminders.ts';
import { de } from '../french.ts';
import type { Scene } from '../message.ts';
import { REPORT_RULES } from './planning.ts';

/** One thing that an enrolment waits for, in words. */
export interface Awaited {
  /** Who can do it: they read `todo`, all others `chase`. */
  from: readonly MailRecipient[];
  what: string;
  whose: (scene: Scene) => string;
  /** The subject for whom it is awaited from, and for any other reader. */
  subject: (scene: Scene) => string;
  watched: (scene: Scene) => string;
  todo: (scene: Scene) => string;
  /** Whom the one awaited has to reach to do it. */
  contact?: MailRecipient;
  /** Without it, any other reader has nothing to do. */
  chase?: (scene: Scene) => string;
}

const RULES = '30 minutes en visioconférence, du lundi au vendredi, entre 8 h et 19 h, hors jours fériés';

const centre = ({ context }: Scene): string => context.centre.name;
const you = (role: MailRecipient, name: string, { to }: Scene): string => (to === role ? 'vous' : name);
const theAuditeur = (scene: Scene): string => you('auditeur', scene.auditeur, scene);
const theTutor = (scene: Scene): string => you('tutor', scene.tutor, scene);

export const AWAITED: Record<Exclude<WaitKind, 'limit'>, Awaited> = {
  tutor: {
    from: ['staff'],
    what: 'l’affectation d’un tuteur',
    whose: centre,
    subject: ({ auditeur }) => `un tuteur est à affecter à ${auditeur}`,
    watched: ({ auditeur }) => `aucun tuteur affecté à ${auditeur}`,
    todo: () => 'Affectez un tuteur sur la page du dossier, qui en propose, du moins chargé au plus chargé.',
    chase: () => 'Assurez-vous qu’un tuteur soit affecté sans tarder : l’accompagnement n’a pas pu commencer.',
  },
  booking: {
    from: ['auditeur', 'tutor'],
    what: 'la prise du premier rendez-vous',
    whose: (scene) => (scene.to === 'tutor' ? `vous et ${scene.auditeur}` : `${theAuditeur(scene)} et ${scene.tutor}`),
    subject: ({ to, auditeur }) =>
      to === 'auditeur' ? 'votre premier rendez-vous est à fixer' : `premier rendez-vous à fixer avec ${auditeur}`,
    watched: ({ auditeur }) => `aucun rendez-vous fixé pour ${auditeur}`,
    todo: ({ to, auditeur, tutor }) =>
      to === 'auditeur'
        ? `Prenez contact avec ${tutor} pour fixer le premier rendez-vous (${RULES}), puis enregistrez-le sur la page de votre dossier. Si vous n’obtenez pas de réponse, prévenez votre conseiller.`
        : `Convenez avec ${auditeur} d’un premier rendez-vous (${RULES}), puis enregistrez-le sur la page du dossier.`,
    contact: 'tutor',
    chase: ({ auditeur, tutor }) =>
      `Prenez contact avec ${auditeur} et ${tutor} pour que le premier rendez-vous soit fixé ; vous pouvez l’enregistrer vous-même sur la page du dossier.`,
  },
  meeting: {
    from: ['auditeur', 'tutor'],
    what: 'le premier rendez-vous',
    whose: (scene) => (scene.to === 'tutor' ? `vous et ${scene.auditeur}` : `${theAuditeur(scene)} et ${scene.tutor}`),
    subject: () => 'le premier rendez-vous approche',
    watched: ({ auditeur }) => `premier rendez-vous ${de(auditeur)}`,
    todo: () => 'Retrouvez la date, l’heure et le lien de la visioconférence sur la page du dossier.',
  },
  outcome: {
    from: ['tutor'],
    what: 'le compte rendu du premier rendez-vous',
    whose: theTutor,
    subject: ({ auditeur }) => `compte rendu du rendez-vous avec ${auditeur} à enregistrer`,
    watched: ({ auditeur }) => `compte rendu du premier rendez-vous ${de(auditeur)}`,
    todo: ({ auditeur }) =>
      `Indiquez sur la page du dossier si le rendez-vous avec ${auditeur} a eu lieu. Si oui, confirmez les quatre objectifs et saisissez le planning convenu ; sinon, signalez-le : une nouvelle date pourra être fixée.`,
    chase: ({ tutor }) =>
      `Demandez à ${tutor} d’enregistrer le compte rendu ; vous pouvez aussi l’enregistrer vous-même sur la page du dossier.`,
  },
  report: {
    from: ['auditeur'],
    what: 'le rapport d’activité',
    whose: theAuditeur,
    subject: () => 'votre rapport d’activité',
    watched: ({ auditeur }) => `rapport ${de(auditeur)}`,
    todo: ({ tutor }) =>
      `Déposez votre rapport sur la page de votre dossier : ${REPORT_RULES}. S’il vous faut plus de temps, convenez d’une autre date avec ${tutor}.`,
    contact: 'tutor',
    chase: ({ auditeur }) =>
      `Prenez contact avec ${auditeur} pour savoir où en est son rapport et, s’il le faut, faites convenir d’une nouvelle date avec son tuteur.`,
  },
  correction: {
    from: ['tutor'],
    what: 'la correction annotée du rapport',
    whose: theTutor,
    subject: ({ auditeur }) => `correction du rapport ${de(auditeur)}`,
    watched: ({ auditeur }) => `correction du rapport ${de(auditeur)}`,
    todo: () =>
      'Rendez votre correction annotée sur la page du dossier : un fichier annoté, des remarques, ou les deux. En cas de difficulté, prévenez le centre sans attendre.',
    chase: ({ auditeur, tutor }) =>
      `Prenez contact avec ${tutor} pour obtenir la correction ou, à défaut, confiez le dossier à un autre tuteur. Le rapport révisé ${de(auditeur)} en dépend.`,
  },
  revision: {
    from: ['auditeur'],
    what: 'le rapport révisé',
    whose: theAuditeur,
    subject: () => 'votre rapport révisé',
    watched: ({ auditeur }) => `rapport révisé ${de(auditeur)}`,
    todo: ({ tutor }) =>
      `Déposez votre rapport révisé sur la page de votre dossier (${REPORT_RULES}), ou indiquez-y que votre rapport reste inchangé. S’il vous faut plus de temps, convenez d’une autre date avec ${tutor}.`,
    contact: 'tutor',
    chase: ({ auditeur }) =>
      `Prenez contact avec ${auditeur} pour savoir où en est son rapport révisé et, s’il le faut, faites convenir d’une nouvelle date avec son tuteur.`,
  },
  avis: {
    from: ['tutor'],
    what: 'l’avis motivé',
    whose: theTutor,
    subject: ({ auditeur }) => `avis sur le rapport ${de(auditeur)}`,
    watched: ({ auditeur }) => `avis sur le rapport ${de(auditeur)}`,
    todo: () =>
      'Rendez votre avis motivé sur la page du dossier : la mention (validé ou non validé), la motivation, et tous les critères de l’évaluation. En cas de difficulté, prévenez le centre sans attendre.',
    chase: ({ tutor }) =>
      `Prenez contact avec ${tutor} pour obtenir l’avis ou, à défaut, confiez le dossier à un autre tuteur.`,
  },
  follow_up: {
    from: ['staff'],
    what: 'l’échange sur la suite du parcours, après un avis défavorable',
    whose: centre,
    subject: ({ auditeur }) => `contacter ${auditeur} après l’avis défavorable`,
    watched: ({ auditeur }) => `${auditeur} attend notre appel après un avis défavorable`,
    todo: ({ auditeur }) =>
      `Contactez ${auditeur} pour co-construire la suite de son parcours, puis enregistrez l’échange sur la page du dossier : sa date, son compte rendu et la voie retenue.`,
    contact: 'auditeur',
    chase: ({ auditeur }) =>
      `Assurez-vous qu’un permanent contacte ${auditeur} sans tarder et enregistre l’échange sur la page du dossier.`,
  },
};
