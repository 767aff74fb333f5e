import type { Situation } from './enrolment.ts';
import { RuleViolation } from './errors.ts';

export const ROLES = ['auditeur', 'tutor', 'staff', 'manager', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const COMMANDS = [
  'assignTutor',
  'bookMeeting',
  'callOffMeeting',
  'recordMeeting',
  'amendPlanning',
  'submitReport',
  'returnCorrection',
  'submitRevision',
  'giveAvis',
  'correctAvis',
  'recordFollowUp',
  'logTime',
  'withdraw',
  'extendLimit',
  'expire',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** A manager is staff with more rights; an administrator is a manager with more rights. */
export const STAFF: readonly Role[] = ['staff', 'manager', 'administrator'];
export const MANAGERS: readonly Role[] = ['manager', 'administrator'];

/** Whom each command is for. */
const WHO: Record<CommandName, readonly Role[]> = {
  assignTutor: STAFF,
  bookMeeting: ['auditeur', 'tutor', ...STAFF],
  callOffMeeting: ['auditeur', 'tutor', ...STAFF],
  recordMeeting: ['tutor', ...STAFF],
  amendPlanning: ['tutor', ...STAFF],
  submitReport: ['auditeur', ...STAFF],
  returnCorrection: ['tutor', ...STAFF],
  submitRevision: ['auditeur', ...STAFF],
  giveAvis: ['tutor', ...STAFF],
  correctAvis: MANAGERS,
  recordFollowUp: STAFF,
  logTime: ['tutor', ...STAFF],
  withdraw: ['auditeur', ...STAFF],
  extendLimit: MANAGERS,
  expire: MANAGERS,
};

/** What can be done in each situation, whoever does it. */
const ANY_OPEN: readonly CommandName[] = ['assignTutor', 'withdraw', 'extendLimit', 'expire'];
const WHEN: Record<Situation, readonly CommandName[]> = {
  no_tutor: ANY_OPEN,
  no_meeting: [...ANY_OPEN, 'bookMeeting', 'recordMeeting', 'logTime'],
  meeting_booked: [...ANY_OPEN, 'bookMeeting', 'callOffMeeting', 'recordMeeting', 'logTime'],
  meeting_to_record: [...ANY_OPEN, 'bookMeeting', 'callOffMeeting', 'recordMeeting', 'logTime'],
  report_awaited: [...ANY_OPEN, 'amendPlanning', 'submitReport', 'logTime'],
  report_received: [...ANY_OPEN, 'amendPlanning', 'submitReport', 'returnCorrection', 'logTime'],
  revision_awaited: [...ANY_OPEN, 'amendPlanning', 'submitRevision', 'logTime'],
  avis_awaited: [...ANY_OPEN, 'giveAvis', 'logTime'],
  follow_up_awaited: ['correctAvis', 'recordFollowUp', 'extendLimit', 'logTime'],
  closed: ['correctAvis'],
};

/** Whether a role can ever issue a command: if not, the answer is 403 whatever the situation. */
export const mayEver = (role: Role, command: CommandName): boolean => WHO[command].includes(role);

/** Whether the table (situation × role) has the command. The one place that API, workflow and pages ask. */
export const isAllowed = (situation: Situation, role: Role, command: CommandName): boolean =>
  mayEver(role, command) && WHEN[situation].includes(command);

/** The commands a role may issue in a situation, in the order of the process. */
export const actionsFor = (situation: Situation, role: Role): CommandName[] =>
  COMMANDS.filter((command) => isAllowed(situation, role, command));

const SITUATION_IN_FRENCH: Record<Situation, string> = {
  no_tutor: 'aucun tuteur n’est encore affecté',
  no_meeting: 'aucun rendez-vous n’est fixé',
  meeting_booked: 'le premier rendez-vous est fixé et n’a pas encore eu lieu',
  meeting_to_record: 'le compte rendu du premier rendez-vous est attendu',
  report_awaited: 'le rapport est attendu',
  report_received: 'le rapport est reçu et sa correction est attendue',
  revision_awaited: 'le rapport révisé est attendu',
  avis_awaited: 'l’avis est attendu',
  follow_up_awaited: 'l’avis est rendu et l’échange sur la suite du parcours est attendu',
  closed: 'le dossier est clos',
};

/** Where an enrolment stands, as the end of a French sentence. */
export const describeSituation = (situation: Situation): string => SITUATION_IN_FRENCH[situation];

/** Refuses (`enrolment.state`) a command that the table does not have in this situation. */
export function requireAllowed(situation: Situation, command: CommandName): void {
  if (WHEN[situation].includes(command)) return;
  throw new RuleViolation(
    'enrolment.state',
    `Cette action n’est pas possible en l’état\u00a0: ${describeSituation(situation)}.`,
  );
}
