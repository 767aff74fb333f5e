import { SITUATIONS, type Situation } from './enrolment.ts';
import type { MailRequest } from './mails.ts';
import type { WaitKind } from './reminders.ts';

/** How long a personal link of a mail can be followed, in days. */
export const PERSONAL_LINK_DAYS = 31;
/** How long an expired one still gets its person another; then it is forgotten. Days. */
export const EXPIRED_LINK_DAYS = 90;

const all = Object.keys(SITUATIONS) as Situation[];

/** What each wait is over after. */
const AWAITED: Record<WaitKind, readonly Situation[]> = {
  tutor: ['no_tutor'],
  booking: ['no_meeting'],
  meeting: ['meeting_booked', 'meeting_to_record'],
  outcome: ['meeting_to_record'],
  report: ['report_awaited'],
  correction: ['report_received'],
  revision: ['revision_awaited'],
  avis: ['avis_awaited'],
  follow_up: ['follow_up_awaited'],
  limit: all.filter((situation) => situation !== 'follow_up_awaited' && situation !== 'closed'),
};

/**
 * The situations in which what a mail reminds of is still to be done: a reminder's link is of no use in any other. Undefined
 * for a mail that tells something, which stays true.
 */
export function awaitedBy(request: MailRequest): readonly Situation[] | undefined {
  if (request.name === 'reminder') return AWAITED[request.facts.wait];
  return request.name === 'meeting_reminder' ? AWAITED.meeting : undefined;
}

/** What a mail's link leads to: what a reminder awaits, else what the mail tells. */
export const subjectOf = (request: MailRequest): string =>
  request.name === 'reminder' ? request.facts.wait : request.name;
