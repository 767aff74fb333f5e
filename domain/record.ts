import type { CommandName } from './actions.ts';
import type { Instant, PlainDate } from './dates.ts';
import type { Due, Facts, Outcome, Situation, Step, WaitingFor } from './enrolment.ts';
import type { MailRequest } from './mails.ts';

/** A line of the journal. `{tutor}` and `{tutor:ID}` in the text stand for a name, put in when the line is written. */
export interface JournalLine {
  type: string;
  text: string;
  /** The command that led to it, whose author is the line's; without one, the system is. */
  commandId?: string;
}

/** What follows from an accepted command. `{reason}` and `{note}` in a line stand for what its author wrote. */
export interface Consequences {
  facts: Facts;
  lines: Omit<JournalLine, 'commandId'>[];
  mails: MailRequest[];
  accepted: Omit<AcceptedCommand, 'commandId' | 'name'>;
}

export interface StepProgress {
  name: Step;
  status: 'done' | 'current' | 'todo';
  /** Instants of the record; a step of something recorded after the fact begins on its real date. */
  startedAt?: Instant;
  startedOn?: PlainDate;
  completedAt?: Instant;
}

/** The read model of an enrolment, as lists and pages show it. */
export interface Snapshot {
  step: Step;
  situation: Situation;
  waitingFor: WaitingFor;
  due?: Due;
  overdue: boolean;
  outcome?: Outcome;
  steps: StepProgress[];
  facts: Facts;
  /** The workflow has ended: nothing can be commanded any more. */
  archived: boolean;
}

/** One transition: written whole in one transaction, or not at all, and never twice (its version only grows). */
export interface Transition {
  enrolmentId: string;
  version: number;
  at: Instant;
  snapshot: Snapshot;
  /** The commands accepted in it: what their authors wrote becomes visible with it. */
  accepted: AcceptedCommand[];
  lines: JournalLine[];
  mails: MailRequest[];
}

/** An accepted command, with what the database keeps of it besides what its author wrote. */
export interface AcceptedCommand {
  commandId: string;
  name: CommandName;
  /** The real date of the act (R35), else that of its recording. */
  on: PlainDate;
  /** `logTime`, and the 30 minutes of a meeting held. */
  minutes?: number;
  /** `giveAvis`, `correctAvis`. */
  avis?: { version: number };
}
