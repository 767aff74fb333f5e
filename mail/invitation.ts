import { TZDate } from '@date-fns/tz';
import ical, {
  type ICalAttendeeData,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { Correspondent, MailContext, WrittenMail } from '../activities/ports.ts';
import type { Instant } from '../domain/dates.ts';
import type { Meeting } from '../domain/enrolment.ts';
import type { MailRequest } from '../domain/mails.ts';
import { MEETING_MINUTES } from '../domain/meeting.ts';
import { typeset } from './french.ts';
import { nameOf } from './people.ts';

const PARIS = 'Europe/Paris';

/** `PUBLISH` is a copy for one's own calendar: nobody is asked to answer. */
type Method = 'REQUEST' | 'CANCEL' | 'PUBLISH';

/**
 * The calendar part of a mail that books, moves or calls off the first meeting, for the two who hold it (R10): one UID an
 * enrolment, the meeting's SEQUENCE. Nothing for other mails and other readers.
 */
export function invitationFor(
  request: MailRequest,
  context: MailContext,
  on: { at: Instant; publicUrl: string },
): WrittenMail['calendar'] {
  if (!['auditeur', 'tutor', 'former_tutor'].includes(request.to)) return undefined;
  if (request.name === 'meeting_booked') {
    return { method: 'REQUEST', content: event('REQUEST', request.facts.meeting, context, context.tutor, on) };
  }
  if (request.name !== 'meeting_called_off') return undefined;
  const replaced = request.to === 'former_tutor' || request.facts.why === 'tutor_replaced';
  const tutor = replaced ? context.formerTutor : context.tutor;
  return { method: 'CANCEL', content: event('CANCEL', request.facts.meeting, context, tutor, on) };
}

/** The booked meeting as a file for one's own calendar: the same event as that of the invitation, and not another one. */
export const meetingFile = (meeting: Meeting, context: MailContext, on: { at: Instant; publicUrl: string }): string =>
  event('PUBLISH', meeting, context, context.tutor, on);

/**
 * DTSTAMP is `at`, in UTC: the time zone is the event's and not the calendar's, which would put it in local time without
 * saying which.
 */
function event(
  method: Method,
  meeting: Meeting,
  context: MailContext,
  tutor: Correspondent | undefined,
  on: { at: Instant; publicUrl: string },
): string {
  const calendar = ical({ prodId: '//Cnam//Jalons//FR', scale: 'GREGORIAN', method: ICalCalendarMethod[method] });
  calendar.timezone({ name: null, generator: (zone) => tzlib_get_ical_block(zone)[0] ?? null });
  const start = Date.parse(meeting.startsAt);
  calendar.createEvent({
    id: `meeting-${context.enrolmentId}@jalons`,
    sequence: meeting.sequence,
    stamp: new Date(on.at),
    timezone: PARIS,
    start: new TZDate(start, PARIS),
    end: new TZDate(start + MEETING_MINUTES * 60_000, PARIS),
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: typeset(`Premier rendez-vous : ${nameOf(context.auditeur)}${tutor ? ` et ${nameOf(tutor)}` : ''}`),
    description: typeset(description(context, on.publicUrl)),
    location: context.videoUrl ?? 'Visioconférence',
    organizer: { name: quotable(context.centre.name), email: context.centre.staffEmail },
    attendees: [context.auditeur, ...(tutor ? [tutor] : [])].map((person) => attendee(person, method)),
  });
  return `${calendar.toString()}\r\n`;
}

const description = (context: MailContext, publicUrl: string): string =>
  [
    `Premier rendez-vous de l’accompagnement à la validation de l’unité d’activité « ${context.activityUnitTitle} » (dossier ${context.reference}), 30 minutes en visioconférence.`,
    ...(context.videoUrl ? [`Lien : ${context.videoUrl}`] : []),
    `Dossier : ${publicUrl.replace(/\/+$/, '')}/dossiers/${context.enrolmentId}`,
  ].join('\n');

const attendee = (person: Correspondent, method: Method): ICalAttendeeData => ({
  name: quotable(nameOf(person)),
  email: person.email,
  role: ICalAttendeeRole.REQ,
  type: ICalAttendeeType.INDIVIDUAL,
  status: ICalAttendeeStatus.NEEDSACTION,
  rsvp: method === 'REQUEST',
});

/** A parameter of iCalendar is quoted and knows no escape: it cannot hold a quotation mark. */
const quotable = (name: string): string => name.replaceAll('"', '’').replaceAll('\\', '/');
