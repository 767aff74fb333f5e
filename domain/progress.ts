import type { Instant, PlainDate } from './dates.ts';
import { inFrench } from './dates.ts';
import {
  type Due,
  type Facts,
  type Outcome,
  SITUATIONS,
  type Situation,
  type Step,
  type WaitingFor,
} from './enrolment.ts';

/** Which of the ten situations the facts amount to at `now` (only a booked meeting depends on the hour). */
export function situationOf(facts: Facts, now: Instant): Situation {
  if (facts.ended) return 'closed';
  if (facts.avis) return followUpMissing(facts) ? 'follow_up_awaited' : 'closed';
  if (facts.revision) return 'avis_awaited';
  if (facts.correction) return 'revision_awaited';
  if (facts.report) return 'report_received';
  if (facts.planning) return 'report_awaited';
  if (facts.meeting) return now < facts.meeting.startsAt ? 'meeting_booked' : 'meeting_to_record';
  return facts.tutor ? 'no_meeting' : 'no_tutor';
}

/** R21: an unfavourable avis leads a permanent to contact the auditeur before the enrolment closes. */
const followUpMissing = (facts: Facts): boolean => facts.avis?.mention === 'not_validated' && !facts.followUp;

/** The step that a situation belongs to. Once a meeting has been booked, steps never go back to `tutor_assignment`. */
export function stepOf(facts: Facts, situation: Situation): Step {
  switch (situation) {
    case 'no_tutor':
      return 'tutor_assignment';
    case 'no_meeting':
      return facts.invitations > 0 ? 'first_meeting' : 'tutor_assignment';
    case 'meeting_booked':
    case 'meeting_to_record':
      return 'first_meeting';
    case 'report_awaited':
    case 'report_received':
      return 'annotated_correction';
    case 'revision_awaited':
      return 'revision';
    case 'avis_awaited':
    case 'follow_up_awaited':
      return 'final_avis';
    case 'closed':
      return 'closed';
  }
}

export const waitingForIn = (situation: Situation): WaitingFor => SITUATIONS[situation];

/** How the enrolment ended, once it is closed. */
export function outcomeOf(facts: Facts): Outcome | undefined {
  if (facts.ended) return facts.ended.outcome;
  if (!facts.avis || followUpMissing(facts)) return undefined;
  return facts.avis.mention;
}

/** What is due in a situation, if it has a date: the date butoir, the correction, the revision, the avis, the follow-up. */
export function dueIn(facts: Facts, situation: Situation): Due | undefined {
  switch (situation) {
    case 'report_awaited':
      return facts.planning && agreed(facts.planning.reportDue, 'date butoir du rapport');
    case 'report_received':
      return facts.report?.due;
    case 'revision_awaited':
      return facts.planning && agreed(facts.planning.revisionDue, 'date de remise du rapport révisé');
    case 'avis_awaited':
      return facts.avisDue;
    case 'follow_up_awaited':
      return facts.followUpDue;
    default:
      return undefined;
  }
}

const agreed = (date: PlainDate, what: string): Due => ({
  date,
  explanation: `${inFrench(date)}\u00a0: ${what} convenue dans le planning de la prestation.`,
});
