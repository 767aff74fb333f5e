import type { MailName } from '../../domain/mails.ts';
import type { Template } from '../message.ts';
import { avisCorrected } from './avis-corrected.ts';
import { avisGiven } from './avis-given.ts';
import { correctionReturned } from './correction-returned.ts';
import { deadlineConfirmed, deadlineMoved, deadlineProvisional } from './deadlines.ts';
import { expired, limitExtended, survey, surveyReminder, withdrawn } from './endings.ts';
import { followUpRecorded, followUpToMake } from './follow-up.ts';
import { meetingBooked } from './meeting-booked.ts';
import { meetingCalledOff } from './meeting-called-off.ts';
import { meetingNotHeld } from './meeting-not-held.ts';
import { meetingReminder } from './meeting-reminder.ts';
import { planningAgreed, planningAmended } from './planning.ts';
import { reminder } from './reminder.ts';
import { reportReceived } from './report-received.ts';
import { revisionReceived } from './revision-received.ts';
import { revisionShort } from './revision-short.ts';
import { tutorAssigned } from './tutor-assigned.ts';
import { tutorReplaced } from './tutor-replaced.ts';
import { tutoringExceeded } from './tutoring-exceeded.ts';

/** Every mail of the process, in its order: one that is missing does not compile. */
export const TEMPLATES: { [Name in MailName]: Template<Name> } = {
  tutor_assigned: tutorAssigned,
  tutor_replaced: tutorReplaced,
  meeting_booked: meetingBooked,
  meeting_called_off: meetingCalledOff,
  meeting_reminder: meetingReminder,
  meeting_not_held: meetingNotHeld,
  planning_agreed: planningAgreed,
  planning_amended: planningAmended,
  report_received: reportReceived,
  deadline_provisional: deadlineProvisional,
  deadline_moved: deadlineMoved,
  deadline_confirmed: deadlineConfirmed,
  correction_returned: correctionReturned,
  revision_short: revisionShort,
  revision_received: revisionReceived,
  avis_given: avisGiven,
  avis_corrected: avisCorrected,
  follow_up_to_make: followUpToMake,
  follow_up_recorded: followUpRecorded,
  survey,
  survey_reminder: surveyReminder,
  withdrawn,
  expired,
  limit_extended: limitExtended,
  tutoring_exceeded: tutoringExceeded,
  reminder,
};
