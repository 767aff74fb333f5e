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
  /** `…At` are instants of the record; `…On` are dates in Paris, the real ones of what was recorded after the fact (R35). */
  startedAt?: Instant;
  startedOn?: PlainDate;
  completedAt?: Instant;
  completedOn?: PlainDate;
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

/**
 * One transition, written whole in one transaction or not at all. A worker may die between this transaction and the
 * history's own commit, and the next one then tells the same story, perhaps with a command more: so each line, mail and
 * command is written once by its own key, and the read model follows the longest history.
 */
export interface Transition {
  enrolmentId: string;
  /** How many things have been recorded in all; it only grows. */
  version: number;
  /** How many events the history had: a read model of a longer one is never overwritten by a shorter one's. */
  historyLength: number;
  at: Instant;
  snapshot: Snapshot;
  /** The commands accepted in it: what their authors wrote becomes visible with it. */
  accepted: AcceptedCommand[];
  lines: Keyed<JournalLine>[];
  mails: Keyed<MailRequest>[];
}

/** Something to write once: the key is the same each time the same story is told. */
export type Keyed<T> = T & { key: string };

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
