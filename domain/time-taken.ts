import { daysBetween, laterOf, type PlainDate } from './dates.ts';
import type { Facts, Situation } from './enrolment.ts';

/**
 * The civil date on which a situation began: the real one of an act that was recorded after the fact (R35), and `today`, the
 * day of the record, where nothing else tells.
 */
export function situationSince(facts: Facts, situation: Situation, today: PlainDate): PlainDate {
  switch (situation) {
    case 'no_tutor':
      return facts.registeredOn;
    case 'no_meeting':
      return laterOf(facts.bookingReopenedOn ?? facts.registeredOn, facts.tutor?.assignedOn ?? facts.registeredOn);
    case 'meeting_booked':
      return today;
    case 'meeting_to_record':
      return facts.meeting?.date ?? today;
    case 'report_awaited':
      return facts.heldOn ?? today;
    case 'report_received':
      return facts.report?.receivedOn ?? today;
    case 'revision_awaited':
      return facts.correction?.returnedOn ?? today;
    case 'avis_awaited':
      return facts.revision?.receivedOn ?? today;
    case 'follow_up_awaited':
      return facts.followUpReopenedOn ?? facts.avis?.givenOn ?? today;
    case 'closed':
      return facts.ended?.on ?? facts.followUp?.contactedOn ?? facts.avis?.givenOn ?? today;
  }
}

/** How long things took in an enrolment, in days between civil dates; absent as long as it is not known. */
export interface Delays {
  correctionDays?: number;
  correctionLate?: boolean;
  /** Those of the first avis: a corrected one (R20) changes nothing of them. */
  avisDays?: number;
  avisLate?: boolean;
}

/** From the report (its first reception) to the correction, from the revision to the first avis; each against its deadline. */
export function delaysIn({ report, correction, revision, avis, avisDue }: Facts): Delays {
  return {
    ...(report && correction
      ? {
          correctionDays: daysBetween(report.receivedOn, correction.returnedOn),
          correctionLate: correction.returnedOn > report.due.date,
        }
      : {}),
    ...(revision && avis?.version === 1
      ? {
          avisDays: daysBetween(revision.receivedOn, avis.givenOn),
          avisLate: avisDue !== undefined && avis.givenOn > avisDue.date,
        }
      : {}),
  };
}
