import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Planning } from '../domain/enrolment.ts';
import type { Objectives } from '../domain/meeting.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import { calendarFacts, policyOf, publicHolidaysAround } from './gather.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

/** R10: books the first meeting, or moves it. */
export async function bookMeeting(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { startsAt, videoUrl }: { startsAt: Instant; videoUrl?: string },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const { civilTime } = backend;
  const slot = { startsAt, date: civilTime.parisDate(startsAt), time: civilTime.parisTime(startsAt) };
  await issue(backend, {
    name: 'bookMeeting',
    enrolment,
    principal,
    scope,
    now: await present(backend),
    content: { videoUrl },
    facts: { slot, publicHolidays: publicHolidaysAround(backend, slot.date) },
  });
}

/** Calls off the booked meeting. */
export async function callOffMeeting(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { reason }: { reason?: string },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const facts = { hasReason: isWritten(reason) };
  await issue(backend, { name: 'callOffMeeting', enrolment, principal, scope, now, content: { reason }, facts });
}

export interface MeetingOutcome {
  held: boolean;
  heldOn?: PlainDate;
  objectives?: Objectives;
  planning?: Partial<Planning>;
  note?: string;
  reason?: string;
}

/** Step 2: what came of the meeting; a planning that lacks a date counts as none. */
export async function recordMeeting(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { held, heldOn, objectives, planning, note, reason }: MeetingOutcome,
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const { avisDays } = await policyOf(backend, enrolment.centre);
  const calendar = await calendarFacts(backend, enrolment.holidayZone, now.today, enrolment.limit);
  const agreed = planningIn(planning);
  await issue(backend, {
    name: 'recordMeeting',
    enrolment,
    principal,
    scope,
    now,
    content: { note, reason },
    facts: { held, heldOn, objectives, planning: agreed, hasReason: isWritten(reason), calendar, avisDays },
  });
}

/** The planning, when both of its dates are given. */
export const planningIn = (planning: Partial<Planning> | undefined): Planning | undefined =>
  planning?.reportDue && planning.revisionDue
    ? { reportDue: planning.reportDue, revisionDue: planning.revisionDue }
    : undefined;
