import type { Instant, PlainDate } from '../domain/dates.ts';
import { isMeetingSlot, MEETING_MINUTES, MEETING_STARTS, meetingDays, type Slot } from '../domain/meeting.ts';
import { latenessOf, type MeetingHorizon, type MeetingLateness } from '../domain/meeting-horizon.ts';
import { type Backend, present } from './backend.ts';
import { visibleEnrolment } from './enrolments.ts';
import { publicHolidaysAround } from './gather.ts';
import { meetingHorizon } from './meeting-horizon.ts';
import type { Principal } from './principal.ts';

export interface OfferedSlot extends Slot {
  /** The tutor has another first meeting then. */
  taken: boolean;
  /** It can be booked, and leads to no planning before the limit. */
  late?: MeetingLateness;
}

const DAYS = 10;
const MINUTE_MS = 60_000;

/**
 * The half hours that R10 allows for the first meeting, over `days` working days from `from` (today when absent or past).
 * Those when the tutor has another first meeting are told as taken: nothing is known of the rest of their diary. Those that
 * come too late for a planning are told as well, with the last day that does not.
 */
export async function meetingSlots(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { from, days = DAYS }: { from?: PlainDate; days?: number } = {},
): Promise<{ slots: OfferedSlot[]; horizon: MeetingHorizon }> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const { at, today } = await present(backend);
  const first = from && from > today ? from : today;
  const publicHolidays = publicHolidaysAround(backend, first);
  const [busy, horizon] = await Promise.all([
    enrolment.tutor ? backend.stores.enrolments.meetingsOf(enrolment.tutor.id, enrolment.id) : [],
    meetingHorizon(backend, enrolment),
  ]);
  const slots = meetingDays(first, days, publicHolidays)
    .flatMap((date) => MEETING_STARTS.map((time) => slotAt(backend, date, time)))
    .filter((slot) => isMeetingSlot(slot, at, publicHolidays))
    .map((slot) => ({
      ...slot,
      taken: busy.some((startsAt) => overlap(startsAt, slot.startsAt)),
      ...late(slot, horizon),
    }));
  return { slots, horizon };
}

const late = ({ date }: Slot, horizon: MeetingHorizon): Pick<OfferedSlot, 'late'> => {
  const lateness = latenessOf(date, horizon);
  return lateness ? { late: lateness } : {};
};

const slotAt = ({ civilTime }: Backend, date: PlainDate, time: string): Slot => ({
  date,
  time,
  startsAt: civilTime.atParis(date, time),
});

const overlap = (one: Instant, other: Instant): boolean =>
  Math.abs(Date.parse(one) - Date.parse(other)) < MEETING_MINUTES * MINUTE_MS;
