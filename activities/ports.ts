import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Policy } from '../domain/policy.ts';
import type { Transition } from '../domain/record.ts';

/** What activities need of the database. Implemented in db/. */
export interface EnrolmentStore {
  /**
   * Writes a transition in one transaction: enrolment row, what its commands wrote, journal lines, mails written and
   * queued. Each line, mail and command is written once, by its key; the row, unless it tells of a longer history.
   */
  record(transition: Transition, write: MailWriter): Promise<void>;
  /** The policy of the enrolment's centre. */
  policyOf(enrolmentId: string): Promise<Policy>;
  /** Whether an error of the store, or of the outbox, means that the database does not answer for now. */
  isUnavailable?(error: unknown): boolean;
}

/** A person or service that writes or is written to. */
export interface Correspondent {
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
}

/** What a mail may say of an enrolment: read within the transaction that queues it. */
export interface MailContext {
  enrolmentId: string;
  reference: string;
  certificationTitle: string;
  activityUnitTitle: string;
  resourcesUrl?: string;
  centre: { name: string; staffEmail: string; managerEmail: string; handicapEmail: string; contactPhone?: string };
  auditeur: Correspondent;
  tutor?: Correspondent;
  formerTutor?: Correspondent;
  /** The link of the booked meeting, when one was given. */
  videoUrl?: string;
}

/** A mail ready to be sent, identical however often it is sent again. */
export interface WrittenMail {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** An iCalendar part. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
}

/** Writes one mail; pure. Implemented in mail/. */
export type MailWriter = (
  request: import('../domain/mails.ts').MailRequest,
  context: MailContext,
  on: { at: Instant; publicUrl: string },
) => WrittenMail;

/** A mail of the outbox. */
export interface QueuedMail extends WrittenMail {
  key: string;
  /** Stable: derived from the key. */
  messageId: string;
  queuedAt: Instant;
  /** The id of the personal link that the mail has a place for. */
  personalLink?: string;
}

/** A mail that has not gone yet. */
export interface WaitingMail {
  key: string;
  /** The day it waits for. */
  notBefore?: PlainDate;
}

/** The queue of mails. Implemented in db/. */
export interface Outbox {
  /** Those of the keys whose mails are still to be sent, in the order given. */
  waiting(keys: readonly string[]): Promise<WaitingMail[]>;
  /**
   * Sends the mail under a lock that dies with the process, so that no two send it at once, and marks it sent. A mail
   * that was handed over earlier without our knowing the end is sent again and counted. Passes over a mail already sent.
   * An error of `send` is kept in the journal (once a mail) and thrown on; its `code` alone is kept, and its `endUnknown`
   * says that the mail may have gone all the same.
   */
  deliver(key: string, send: (mail: QueuedMail) => Promise<void>): Promise<void>;
}

/** The mail server; its errors have the `code` `mail.refused` or `mail.unreachable`. Implemented in mail/. */
export interface MailTransport {
  send(mail: QueuedMail): Promise<void>;
}

/** Civil time in Paris, and French public holidays. Implemented in calendar/. */
export interface CivilTime {
  parisDate(instant: Instant): PlainDate;
  parisTime(instant: Instant): string;
  atParis(date: PlainDate, time: string): Instant;
  endOfDayInParis(date: PlainDate): Instant;
  publicHolidays(fromYear: number, toYear: number): PlainDate[];
}

/** The time, by the system's clock or by the Temporal server's (CLOCK=temporal). */
export interface Clock {
  now(): Promise<Instant>;
}
