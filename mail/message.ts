import type { MailContext } from '../activities/ports.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { MailFacts, MailName, MailRecipient } from '../domain/mails.ts';

/** A value of a table of facts, with where it leads when it can be followed (http, https, mailto or tel). */
export interface Fact {
  label: string;
  value: string;
  href?: string;
}

/** What the body of a mail is made of. Texts are plain French; the renderers escape them and set their spaces. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'facts'; rows: readonly Fact[] };

/** What the reader has to do, and by when if there is a date. */
export interface Expectation {
  what: readonly Block[];
  by?: PlainDate;
}

/** What a template says: what happened, then what is expected of the reader. Without `expected`, nothing is. */
export interface Message {
  /** Without the reference of the enrolment, which every subject ends with. */
  subject: string;
  told: readonly Block[];
  expected?: Expectation;
}

/** What every template knows besides the facts of its mail. */
export interface Scene {
  to: MailRecipient;
  context: MailContext;
  /** « Prénom Nom ». */
  auditeur: string;
  tutor: string;
  formerTutor: string;
  /** The civil date in Paris when the mail is written. */
  today: PlainDate;
  at: Instant;
}

export type Wording<Facts> = (facts: Facts, scene: Scene) => Message;

/** One message of the process: a wording of its own for whom it matters most, and one that suits any other reader. */
export type Template<Name extends MailName> = { [To in MailRecipient]?: Wording<MailFacts[Name]> } & {
  others: Wording<MailFacts[Name]>;
};

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

export const list = (...items: string[]): Block => ({ kind: 'list', items });

export const facts = (...rows: (Fact | undefined)[]): Block => ({
  kind: 'facts',
  rows: rows.filter((row) => row !== undefined),
});

export const todo = (text: string, by?: PlainDate): Expectation => ({ what: [paragraph(text)], by });
