import { type CommandName, mayEver, type Role } from '../../domain/actions.ts';
import type { Situation } from '../../domain/enrolment.ts';
import { SITUATIONS } from '../../domain/enrolment.ts';
import type { Dossier } from '../../services/dossier.ts';
import { isStaff } from '../../services/principal.ts';

/** How somebody reads an enrolment: as who is coached, as who coaches, or as who runs it. */
export type Reader = 'auditeur' | 'tutor' | 'staff';

export const readerOf = (role: Role): Reader => (isStaff(role) ? 'staff' : (role as Reader));

/** What an enrolment waits for, for somebody who reads it. */
export interface Turn {
  isMine: boolean;
  /** Whose turn it is, as a title. */
  title: string;
  /** What is expected, or what will follow. */
  sentence: string;
  /** The command that is expected of the reader, when they may give it. */
  command?: CommandName;
}

/** What moves an enrolment on in each situation. */
const AWAITED: Partial<Record<Situation, CommandName>> = {
  no_tutor: 'assignTutor',
  no_meeting: 'bookMeeting',
  meeting_booked: 'recordMeeting',
  meeting_to_record: 'recordMeeting',
  report_awaited: 'submitReport',
  report_received: 'returnCorrection',
  revision_awaited: 'submitRevision',
  avis_awaited: 'giveAvis',
  follow_up_awaited: 'recordFollowUp',
};

/** The words of a turn: for who must act, and for each of the others. */
type Words = { mine: string; others: Partial<Record<Reader, string>> & { default: string } };

interface Names {
  auditeur: string;
  tutor: string;
}

const MEETING_RULES = '30\u00a0minutes en visioconférence, du lundi au vendredi, entre 8\u00a0h et 19\u00a0h';
const FILE_RULES = 'un fichier PDF, DOCX ou ODT de moins de huit pages';

const words = ({ auditeur, tutor }: Names): Record<Exclude<Situation, 'closed'>, Words> => ({
  no_tutor: {
    mine: 'Affectez un tuteur\u00a0: la page suivante en propose, du moins chargé au plus chargé.',
    others: {
      auditeur: 'Votre centre choisit votre tuteur. Ses coordonnées vous parviendront par courriel.',
      default: 'Le centre choisit le tuteur.',
    },
  },
  no_meeting: {
    mine: `Prenez contact avec ${tutor} et fixez ensemble le premier rendez-vous\u00a0: ${MEETING_RULES}. Enregistrez-le ensuite ici\u00a0: une invitation vous parviendra à tous les deux.`,
    others: {
      tutor: `${auditeur} doit prendre contact avec vous pour fixer le premier rendez-vous. Vous pouvez aussi le proposer, et l’enregistrer ici.`,
      default: `${auditeur} et ${tutor} conviennent du premier rendez-vous.`,
    },
  },
  meeting_booked: {
    mine: '',
    others: {
      tutor:
        'Le premier rendez-vous est fixé. Sa date, son lien et le fichier pour votre agenda sont plus bas. S’il s’est tenu autrement ou plus tôt, rendez-en compte dès maintenant.',
      default: 'Le premier rendez-vous est fixé. Sa date, son lien et le fichier pour votre agenda sont plus bas.',
    },
  },
  meeting_to_record: {
    mine: `Dites si le rendez-vous avec ${auditeur} a eu lieu. Si oui, confirmez ses quatre objectifs et donnez le planning convenu\u00a0; sinon, une nouvelle date sera fixée.`,
    others: {
      auditeur: `${tutor} enregistre le compte rendu du rendez-vous et le planning dont vous êtes convenus.`,
      default: `${tutor} rend compte du premier rendez-vous.`,
    },
  },
  report_awaited: {
    mine: `Déposez votre rapport d’activité\u00a0: ${FILE_RULES}. Vous pourrez le remplacer tant que la correction n’est pas rendue.`,
    others: { default: `${auditeur} rédige et dépose son rapport d’activité.` },
  },
  report_received: {
    mine: `Lisez le rapport de ${auditeur} et rendez votre correction\u00a0: un fichier annoté, des remarques, ou les deux.`,
    others: {
      auditeur: `Votre rapport est bien arrivé. ${tutor} le lit et vous rendra une correction annotée. Jusque-là, vous pouvez encore le remplacer.`,
      default: `${tutor} lit le rapport et rend une correction annotée.`,
    },
  },
  revision_awaited: {
    mine: `Tenez compte des remarques de ${tutor}, puis déposez votre rapport révisé (${FILE_RULES}), ou dites qu’il reste inchangé.`,
    others: { default: `${auditeur} révise son rapport d’après la correction.` },
  },
  avis_awaited: {
    mine: `Rendez votre avis motivé sur le rapport de ${auditeur}\u00a0: la mention, la motivation et tous les critères de l’évaluation.`,
    others: {
      auditeur: `Votre rapport révisé est bien arrivé. ${tutor} rend son avis motivé, dont un courriel vous avertira.`,
      default: `${tutor} rend son avis motivé.`,
    },
  },
  follow_up_awaited: {
    mine: `Contactez ${auditeur} pour construire la suite du parcours, puis enregistrez l’échange.`,
    others: {
      auditeur:
        'L’avis est rendu. Un conseiller de votre centre vous contacte pour construire avec vous la suite de votre parcours.',
      default: `Le centre contacte ${auditeur} pour construire la suite de son parcours.`,
    },
  },
});

/** What an enrolment waits for now, as its reader sees it. */
export function turnOf({ view, situation }: Dossier, role: Role): Turn {
  const reader = readerOf(role);
  if (situation === 'closed')
    return { isMine: false, title: 'Ce dossier est clos', sentence: closing(view.outcome, reader) };
  const waitingFor = SITUATIONS[situation];
  const isMine = waitingFor === reader;
  const { mine, others } = words(namesIn(view))[situation];
  const command = AWAITED[situation];
  const isForMe =
    command !== undefined && mayEver(role, command) && view.actions.includes(command) && reader !== 'staff';
  return {
    isMine,
    title: isMine ? 'C’est à vous' : titleFor(waitingFor, reader, namesIn(view)),
    sentence: isMine ? mine : (others[reader] ?? others.default),
    command: command && view.actions.includes(command) && (isMine || isForMe) ? command : undefined,
  };
}

const namesIn = ({ auditeur, tutor }: Dossier['view']): Names => ({
  auditeur: `${auditeur.firstName} ${auditeur.lastName}`,
  tutor: tutor ? `${tutor.firstName} ${tutor.lastName}` : 'le tuteur',
});

function titleFor(waitingFor: 'auditeur' | 'tutor' | 'staff' | 'nobody', reader: Reader, { auditeur, tutor }: Names) {
  if (waitingFor === 'nobody') return 'Rien à faire pour l’instant';
  const whose = { auditeur, tutor, staff: reader === 'auditeur' ? 'votre centre' : 'le centre' }[waitingFor];
  return `En attente\u00a0: ${whose}`;
}

const CLOSINGS: Record<NonNullable<Dossier['view']['outcome']>, [forAuditeur: string, forOthers: string]> = {
  validated: [
    'Votre unité d’activité est validée. Félicitations\u00a0! Votre attestation est dans ce dossier.',
    'L’unité d’activité est validée.',
  ],
  not_validated: [
    'L’unité d’activité n’est pas validée. La suite convenue avec votre centre est plus bas.',
    'L’unité d’activité n’est pas validée\u00a0; la suite du parcours est convenue.',
  ],
  withdrawn: ['Vous avez abandonné cet accompagnement.', 'L’accompagnement a été abandonné.'],
  expired: ['La limite de deux semestres est passée.', 'Clos à la limite de deux semestres.'],
};

function closing(outcome: Dossier['view']['outcome'], reader: Reader): string {
  if (!outcome) return '';
  const [forAuditeur, forOthers] = CLOSINGS[outcome];
  return reader === 'auditeur' ? forAuditeur : forOthers;
}
