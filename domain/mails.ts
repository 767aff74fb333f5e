import type { PlainDate } from './dates.ts';
import type { Due, Facts, FollowUpPath, Meeting, Mention, Planning } from './enrolment.ts';
import type { WaitKind } from './reminders.ts';

/** To whom a mail goes; addresses are looked up when it is written. */
export type MailRecipient = 'auditeur' | 'tutor' | 'former_tutor' | 'staff' | 'manager';

/** Every mail of the process, by name, with the facts it tells. Names, links and what people wrote come from the database. */
export interface MailFacts {
  tutor_assigned: Record<never, never>;
  tutor_replaced: { due?: Due };
  meeting_booked: { meeting: Meeting; moved: boolean };
  /** `meeting.sequence` is that of the cancellation. */
  meeting_called_off: { meeting: Meeting; why: 'called_off' | 'tutor_replaced' | 'held_otherwise' | 'enrolment_ended' };
  meeting_reminder: { meeting: Meeting };
  meeting_not_held: Record<never, never>;
  planning_agreed: { planning: Planning };
  planning_amended: { planning: Planning };
  report_received: { receivedOn: PlainDate; due: Due; again: boolean; late: boolean };
  /** R14: to staff, the calendar does not reach far enough. */
  deadline_provisional: { due: Due };
  /** R14: a calendar was imported. */
  deadline_moved: { due: Due; previous: PlainDate };
  /** R14: a provisional date is now certain. */
  deadline_confirmed: { due: Due };
  correction_returned: { returnedOn: PlainDate; revisionDue: PlainDate; late: boolean };
  /** A late correction leaves few days for the revision: all are asked to amend the planning. */
  revision_short: { revisionDue: PlainDate; daysLeft: number };
  revision_received: { receivedOn: PlainDate; unchanged: boolean; due: Due; late: boolean };
  avis_given: { mention: Mention; givenOn: PlainDate; followUpDue?: Due };
  avis_corrected: { mention: Mention; previous: Mention; version: number; followUpDue?: Due };
  /** R21: to staff. */
  follow_up_to_make: { due: Due };
  follow_up_recorded: { contactedOn: PlainDate; path: FollowUpPath };
  survey: Record<never, never>;
  /** To who has not answered, some days after the closing: it waits in the queue for its day. */
  survey_reminder: { closedOn: PlainDate };
  withdrawn: { on: PlainDate };
  expired: { on: PlainDate; limit: PlainDate };
  limit_extended: { limit: PlainDate; previous: PlainDate };
  /** R30: to staff. */
  tutoring_exceeded: { totalMinutes: number };
  /** A reminder, or an escalation, of what is awaited. `limit` waits included (R34). */
  reminder: { wait: WaitKind; since: PlainDate; due?: Due; escalation: boolean };
}

export type MailName = keyof MailFacts;

/** A mail to write and send, asked for by the process. */
export type MailRequest = {
  [Name in MailName]: {
    name: Name;
    to: MailRecipient;
    facts: MailFacts[Name];
    /** The tutor replaced, for `former_tutor`; for `tutor`, the one there was when the act was taken. */
    tutorId?: string;
  };
}[MailName];

/** Auditeur, tutor (once there is one) and staff. */
export const everyone = ({ tutor }: Pick<Facts, 'tutor'>): MailRecipient[] =>
  tutor ? ['auditeur', 'tutor', 'staff'] : ['auditeur', 'staff'];

/** The same mail to several recipients. */
export const mailTo = <Name extends MailName>(
  recipients: readonly MailRecipient[],
  name: Name,
  facts: MailFacts[Name],
): MailRequest[] => recipients.map((to) => ({ name, to, facts }) as MailRequest);

/** What makes a mail one and the same, however often its story is told: it is written and sent once by this key. */
export const mailKey = (enrolmentId: string, mail: { key: string; name: MailName; to: MailRecipient }): string =>
  `${enrolmentId}/${mail.key}/${mail.name}/${mail.to}`;
