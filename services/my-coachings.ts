import type { PlainDate } from '../domain/dates.ts';
import type { Backend } from './backend.ts';
import { present } from './backend.ts';
import type { EnrolmentView } from './enrolment-view.ts';
import { listEnrolments } from './enrolments.ts';
import type { Principal } from './principal.ts';

/** The enrolments that a tutor follows, by what they ask of them. */
export interface MyCoachings {
  today: string;
  /** They await the tutor, the soonest due first; the outcome of a meeting, since the day of the meeting. */
  mine: EnrolmentView[];
  /** They await somebody else, or the day of a meeting; the soonest due first. */
  others: EnrolmentView[];
  /** The last ones closed, newest first. */
  closed: EnrolmentView[];
}

const PAGE = 200;
const MOST = 1_000;

/** What a tutor follows; closed ones are the most recent only. */
export async function myCoachings(backend: Backend, principal: Principal): Promise<MyCoachings> {
  const { today } = await present(backend);
  const all: EnrolmentView[] = [];
  for (let before: number | undefined; ; ) {
    const { items, next } = await listEnrolments(backend, principal, {}, { limit: PAGE, before });
    all.push(...items);
    if (next === null || all.length >= MOST) break;
    before = next;
  }
  const open = all.filter(({ step }) => step !== 'closed').sort(bySoonest(backend));
  return {
    today,
    mine: open.filter(({ waitingFor }) => waitingFor === 'tutor'),
    others: open.filter(({ waitingFor }) => waitingFor !== 'tutor'),
    closed: all.filter(({ step }) => step === 'closed'),
  };
}

const NEVER = '9999-12-31';

/** By what is due; by the day of its meeting, where that or its outcome is what one waits for. */
const bySoonest =
  ({ civilTime }: Backend) =>
  (one: EnrolmentView, other: EnrolmentView): number => {
    const dateOf = ({ due, meeting }: EnrolmentView): PlainDate =>
      due?.date ?? (meeting?.startsAt ? civilTime.parisDate(meeting.startsAt) : NEVER);
    const [a, b] = [dateOf(one), dateOf(other)];
    return a === b ? one.reference.localeCompare(other.reference) : a < b ? -1 : 1;
  };
