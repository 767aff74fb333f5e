import type { PlainDate } from './dates.ts';
import { inFrench, laterOf } from './dates.ts';
import type { Due, Facts } from './enrolment.ts';
import { dueIn } from './progress.ts';
import type { WaitKind } from './reminders.ts';

/** The civil date from which a wait's reminders count. */
export function waitStart(kind: WaitKind, facts: Facts): PlainDate {
  switch (kind) {
    case 'tutor':
      return facts.enteredOn;
    case 'booking':
      return laterOf(facts.bookingReopenedOn ?? facts.enteredOn, facts.tutor?.assignedOn ?? facts.enteredOn);
    case 'meeting':
    case 'outcome':
      return facts.meeting?.date ?? facts.enteredOn;
    case 'report':
      return facts.heldOn ?? facts.enteredOn;
    case 'correction':
      return facts.report?.receivedOn ?? facts.enteredOn;
    case 'revision':
      return facts.correction?.returnedOn ?? facts.enteredOn;
    case 'avis':
      return facts.revision?.receivedOn ?? facts.enteredOn;
    case 'follow_up':
      return facts.followUpReopenedOn ?? facts.avis?.givenOn ?? facts.enteredOn;
    case 'limit':
      return facts.registeredOn;
  }
}

/** The date by which what is waited for is due, if there is one. */
export function dueOf(kind: WaitKind, facts: Facts): Due | undefined {
  switch (kind) {
    case 'report':
      return dueIn(facts, 'report_awaited');
    case 'correction':
      return dueIn(facts, 'report_received');
    case 'revision':
      return dueIn(facts, 'revision_awaited');
    case 'avis':
      return dueIn(facts, 'avis_awaited');
    case 'follow_up':
      return dueIn(facts, 'follow_up_awaited');
    case 'limit':
      return { date: facts.limit, explanation: `${inFrench(facts.limit)}\u00a0: limite de deux semestres (R7).` };
    default:
      return undefined;
  }
}

/** « 5 novembre 2026. 6 semaines (R13) : … »: a due date, then why that one; an explanation may begin with its date. */
export const dueInWords = ({ date, explanation }: Due): string =>
  explanation.startsWith(inFrench(date)) ? explanation : `${inFrench(date)}. ${explanation}`;

const AWAITED: Record<WaitKind, string> = {
  tutor: 'un tuteur est à affecter',
  booking: 'le premier rendez-vous est à fixer',
  meeting: 'le premier rendez-vous approche',
  outcome: 'le compte rendu du premier rendez-vous est attendu',
  report: 'le rapport est attendu',
  correction: 'la correction annotée est attendue',
  revision: 'le rapport révisé est attendu',
  avis: 'l’avis est attendu',
  follow_up: 'l’échange sur la suite du parcours est attendu',
  limit: 'la limite de la prestation approche ou est atteinte',
};

/** What a wait is for, as the end of a French sentence. */
export const describeWait = (kind: WaitKind): string => AWAITED[kind];
