import { condition } from '@temporalio/workflow';
import type { CommandName } from '../domain/actions.ts';
import { apply } from '../domain/acts/acts.ts';
import type { Commands } from '../domain/commands.ts';
import { type Instant, inFrench, type PlainDate } from '../domain/dates.ts';
import { type EnrolmentStart, type Facts, openFacts, STEPS } from '../domain/enrolment.ts';
import type { MailRequest } from '../domain/mails.ts';
import { dueIn, outcomeOf, situationOf, stepOf, waitingForIn } from '../domain/progress.ts';
import type { AcceptedCommand, JournalLine, Keyed, Snapshot, StepProgress } from '../domain/record.ts';
import { workflowNow } from './clock.ts';

export interface Draft {
  accepted: AcceptedCommand[];
  lines: Keyed<JournalLine>[];
  mails: Keyed<MailRequest>[];
  /** Facts changed, though there is nothing to tell. */
  touched?: boolean;
}

/** One enrolment as its workflow holds it: the facts, and what has happened since the last record. */
export interface Dossier {
  facts: Facts;
  /** When each step was entered and left; which one it is follows from the facts. */
  steps: StepProgress[];
  archived: boolean;
  surveyed: boolean;
  version: number;
  /** How many lines nobody wrote have been noted so far. */
  noted: number;
  /** How many waits have begun so far. */
  waits: number;
  /** What the next record will write. */
  draft: Draft;
  /** The last civil date we were told of, and the due date that was seen to pass. */
  today: PlainDate;
  passedDue?: PlainDate;
  /** The instant of what is due, once the wait is planned. */
  dueAt?: Instant;
  planned: boolean;
  /** Set while the story waits: whether what it waits for has come. */
  awaited?: () => boolean;
  writing: Promise<void>;
  mailsUnderWay: number;
  published: string;
}

export const open = (start: EnrolmentStart): Dossier => ({
  facts: openFacts(start),
  steps: STEPS.map((name) => ({ name, status: 'todo' })),
  archived: false,
  surveyed: false,
  version: 0,
  noted: 0,
  waits: 0,
  draft: { accepted: [], lines: [], mails: [] },
  today: start.enteredOn,
  planned: false,
  writing: Promise.resolve(),
  mailsUnderWay: 0,
  published: '',
});

/** Where the enrolment stands now, all of it derived from the facts. */
export function snapshotOf(dossier: Dossier): Snapshot {
  const { facts, steps, archived } = dossier;
  const situation = situationOf(facts, workflowNow());
  const due = dueIn(facts, situation);
  const overdue = due !== undefined && (due.date === dossier.passedDue || due.date < dossier.today);
  const outcome = outcomeOf(facts);
  const step = stepOf(facts, situation);
  return { step, situation, waitingFor: waitingForIn(situation), due, overdue, outcome, steps, facts, archived };
}

/** An accepted command changes the facts at once, so that the next one is judged by them. */
export function take<Name extends CommandName>(dossier: Dossier, name: Name, command: Commands[Name]): void {
  const { commandId, today } = command;
  const { facts, lines, mails, accepted } = apply(name, dossier.facts, command);
  if (today > dossier.today) dossier.today = today;
  dossier.facts = facts;
  dossier.draft.accepted.push({ commandId, name, ...accepted });
  dossier.draft.lines.push(...keyed(lines, commandId).map((line) => ({ ...line, commandId })));
  dossier.draft.mails.push(...keyed(mails.map(toTutorOf(facts)), commandId));
}

/** A mail to the tutor goes to the one there was when the act was taken, though another take over in the same breath. */
const toTutorOf =
  ({ tutor }: Facts) =>
  (mail: MailRequest): MailRequest =>
    mail.to === 'tutor' && !mail.tutorId ? { ...mail, tutorId: tutor?.id } : mail;

const keyed = <T extends object>(things: T[], by: string): Keyed<T>[] =>
  things.map((thing, index) => ({ ...thing, key: `${by}/${index}` }));

/** Until the story has drawn its conclusions from the facts and waits again. */
export const settled = (dossier: Dossier): Promise<void> =>
  condition(() => dossier.awaited !== undefined && !dossier.awaited());

/** A line of the journal that nobody wrote (time passed, a step began), and the mails that go with it. */
export function note(dossier: Dossier, type: string, text: string, told: { mails?: MailRequest[]; key?: string } = {}) {
  dossier.noted += 1;
  const { mails = [], key = `${dossier.noted}/${type}` } = told;
  dossier.draft.lines.push({ key, type, text });
  dossier.draft.mails.push(...keyed(mails.map(toTutorOf(dossier.facts)), key));
}

/** The first line of the journal: its author is the command of the registration, which has the enrolment's own id. */
export function register({ facts, draft }: Dossier): void {
  draft.lines.push({
    key: 'registration',
    type: 'enrolment.registered',
    text: `Inscription à la prestation le ${inFrench(facts.registeredOn)}\u00a0; limite de deux semestres\u00a0: ${inFrench(facts.limit)}.`,
    commandId: facts.enrolmentId,
  });
}
