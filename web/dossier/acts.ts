import { COMMANDS, type CommandName } from '../../domain/actions.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import { paths } from '../paths.ts';
import type { Reader } from './turn.ts';

/** A command of the process as a link to its page. */
export interface ActLink {
  command: CommandName;
  label: string;
  href: string;
}

interface Words {
  path: (id: string) => string;
  label: string | ((view: EnrolmentView) => string);
  /** Said to staff, who act for somebody. */
  forStaff?: string | ((view: EnrolmentView) => string);
}

const isBooked = ({ meeting }: EnrolmentView): boolean => meeting?.startsAt !== undefined;
const hasReport = ({ documents }: EnrolmentView): boolean => documents.some(({ kind }) => kind === 'report');

const ACTS: Record<CommandName, Words> = {
  assignTutor: {
    path: paths.assignTutor,
    label: ({ tutor }) => (tutor ? 'Remplacer le tuteur' : 'Affecter un tuteur'),
  },
  bookMeeting: {
    path: paths.meeting,
    label: (view) => (isBooked(view) ? 'Déplacer le rendez-vous' : 'Fixer le rendez-vous'),
  },
  callOffMeeting: { path: paths.callOffMeeting, label: 'Annuler le rendez-vous' },
  recordMeeting: {
    path: paths.meetingOutcome,
    label: 'Rendre compte du rendez-vous',
    forStaff: 'Enregistrer le compte rendu du rendez-vous',
  },
  amendPlanning: { path: paths.planning, label: 'Modifier le planning' },
  submitReport: {
    path: paths.report,
    label: (view) => (hasReport(view) ? 'Remplacer mon rapport' : 'Déposer mon rapport'),
    forStaff: (view) => (hasReport(view) ? 'Remplacer le rapport' : 'Enregistrer le rapport reçu'),
  },
  returnCorrection: {
    path: paths.correction,
    label: 'Transmettre la correction',
    forStaff: 'Enregistrer la correction reçue',
  },
  submitRevision: {
    path: paths.revision,
    label: 'Déposer mon rapport révisé',
    forStaff: 'Enregistrer le rapport révisé reçu',
  },
  giveAvis: { path: paths.avis, label: 'Rendre l’avis motivé', forStaff: 'Enregistrer l’avis reçu' },
  correctAvis: { path: paths.correctAvis, label: 'Corriger l’avis' },
  recordFollowUp: { path: paths.followUp, label: 'Enregistrer l’échange sur la suite' },
  logTime: { path: paths.time, label: 'Noter un temps d’accompagnement' },
  withdraw: { path: paths.withdrawal, label: 'Abandonner l’accompagnement', forStaff: 'Enregistrer un abandon' },
  extendLimit: { path: paths.limit, label: 'Prolonger la limite' },
  expire: { path: paths.expiry, label: 'Clore comme expiré' },
};

/** The page of a command that the reader may give now. */
export function actLink(command: CommandName, view: EnrolmentView, reader: Reader): ActLink {
  const { path, label, forStaff } = ACTS[command];
  const words = reader === 'staff' ? (forStaff ?? label) : label;
  return { command, label: typeof words === 'string' ? words : words(view), href: path(view.id) };
}

/** The pages of all that the reader may do now, in the order of the process, but for `except`. */
export const actLinks = (view: EnrolmentView, reader: Reader, except?: CommandName): ActLink[] =>
  COMMANDS.filter((command) => view.actions.includes(command) && command !== except).map((command) =>
    actLink(command, view, reader),
  );
