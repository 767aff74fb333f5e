import type { StoredEnrolment } from '../db/enrolment-row.ts';
import { isAllowed } from '../domain/actions.ts';
import type { Instant } from '../domain/dates.ts';
import { isMeetingSlot } from '../domain/meeting.ts';
import { horizonOf, latenessInFrench, latenessOf, type MeetingHorizon } from '../domain/meeting-horizon.ts';
import { type Backend, present } from './backend.ts';
import { visibleEnrolment } from './enrolments.ts';
import { ServiceRefusal } from './errors.ts';
import { calendarFacts, policyOf, publicHolidaysAround } from './gather.ts';
import type { Principal } from './principal.ts';

/** Until when a first meeting leads on to a planning (R11), by the calendar and the policy of today. */
export async function meetingHorizon(
  backend: Backend,
  { centre, holidayZone, limit }: StoredEnrolment,
): Promise<MeetingHorizon> {
  const { today } = await present(backend);
  const { avisDays } = await policyOf(backend, centre);
  const { zone, periods } = await calendarFacts(backend, holidayZone, today, limit);
  return horizonOf({ today, limit, zone, periods, avisDays });
}

/** What is to be told of the meeting that is booked, when it comes too late for a planning; as French sentences. */
export async function lateMeeting(backend: Backend, principal: Principal, id: string): Promise<string | undefined> {
  const enrolment = await visibleEnrolment(backend, principal, id);
  const { meeting, heldOn } = enrolment.snapshot?.facts ?? {};
  // A dossier that is closed keeps the meeting that was never held: there is nothing left to do about it.
  if (!meeting || heldOn || enrolment.step === 'closed') return undefined;
  const horizon = await meetingHorizon(backend, enrolment);
  const lateness = latenessOf(meeting.date, horizon);
  return lateness && latenessInFrench(lateness, horizon);
}

/**
 * Stops who is about to book a meeting that comes too late for a planning, so that they know before invitations leave. No rule
 * refuses such a meeting (R34): who has read it may go on. What a rule refuses is left to the command.
 *
 * @throws ServiceRefusal `meeting.late`.
 */
export async function warnOfLateMeeting(
  backend: Backend,
  principal: Principal,
  id: string,
  startsAt: Instant,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, id);
  const { at } = await present(backend);
  const slot = {
    startsAt,
    date: backend.civilTime.parisDate(startsAt),
    time: backend.civilTime.parisTime(startsAt),
  };
  const isBookable =
    isAllowed(enrolment.situation, principal.role, 'bookMeeting') &&
    isMeetingSlot(slot, at, publicHolidaysAround(backend, slot.date));
  if (!isBookable) return;
  const horizon = await meetingHorizon(backend, enrolment);
  const lateness = latenessOf(slot.date, horizon);
  if (!lateness) return;
  const message = latenessInFrench(lateness, horizon);
  throw new ServiceRefusal('rule', 'meeting.late', message, [{ path: 'startsAt', code: 'meeting.late', message }]);
}
