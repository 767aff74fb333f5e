import { condition } from '@temporalio/workflow';
import type { Instant, PlainDate } from '../domain/dates.ts';
import { inFrench } from '../domain/dates.ts';
import { mailTo } from '../domain/mails.ts';
import type { NoticeRule, Recipient, WaitKind } from '../domain/reminders.ts';
import { describeWait, dueInWords, dueOf, waitStart } from '../domain/waits.ts';
import { local } from './activities.ts';
import { msBetween, workflowNow } from './clock.ts';
import { type Dossier, note } from './dossier.ts';
import { publish, record } from './record.ts';

/** A human ended the enrolment (R33, R34): the story leaves its steps. */
export class Ended extends Error {}

/** Something to do at an instant while waiting. */
interface Occasion {
  at: Instant;
  summary: string;
  /** Told to somebody: not in the night, whatever delayed it. */
  atCivilHours?: boolean;
  happen: () => void;
}

/** A reminder this late (the worker or the database was down) is planned anew, at a civil hour. */
const LATE_MS = 15 * 60_000;

/**
 * The only way to wait. Tells whose turn it is, reminds and escalates by the centre's policy, marks lateness, follows a
 * due date that moves, and answers with what was awaited. It never decides for a human. Throws `Ended` when the
 * enrolment ends first.
 */
export async function waitFor<T>(dossier: Dossier, kind: WaitKind, present: () => T | undefined): Promise<T> {
  const isOver = () => present() !== undefined || dossier.facts.ended !== undefined;
  dossier.awaited = isOver;
  dossier.passedDue = undefined;
  dossier.planned = false;
  dossier.dueAt = undefined;
  announceDue(dossier, kind);
  void record(dossier);
  await remindUntil(dossier, kind, isOver);
  dossier.awaited = undefined;
  const value = present();
  if (value === undefined) throw new Ended();
  return value;
}

/** R34: runs beside the steps, and warns before the limit and at it; after the avis nothing can expire any more. */
export const watchLimit = (dossier: Dossier): Promise<void> =>
  remindUntil(dossier, 'limit', () => dossier.facts.avis !== undefined || dossier.facts.ended !== undefined);

/** Plans the wait, and plans it anew when its due date moves or its occasions are used up. */
async function remindUntil(dossier: Dossier, kind: WaitKind, isOver: () => boolean): Promise<void> {
  const told: string[] = [];
  let rules: NoticeRule[] | undefined;
  let begun = { key: '', at: workflowNow(), number: 0 };
  while (!isOver()) {
    const base = baseOf(dossier, kind);
    // A date that moves begins the wait anew: what would have been reminded before is not caught up with.
    if (base.key !== begun.key) begun = { key: base.key, at: workflowNow(), number: nextWait(dossier) };
    const moved = () => baseOf(dossier, kind).key !== base.key;
    const plan = await local.planWait.executeWithOptions({ summary: `Relances\u00a0: ${describeWait(kind)}` }, [
      {
        enrolmentId: dossier.facts.enrolmentId,
        kind,
        start: base.start,
        due: base.due?.date,
        meetingStartsAt: base.meetingStartsAt,
        begunAt: begun.at,
        now: workflowNow(),
        told,
        rules,
      },
    ]);
    rules = plan.rules;
    if (kind !== 'limit') plannedAt(dossier, plan.dueAt);
    const occasions = occasionsOf(dossier, kind, plan, told, begun.number);
    await liveThrough(dossier, occasions, () => isOver() || moved());
  }
}

/** Waits are numbered, so that a reminder told again in a story told again is the same reminder. */
function nextWait(dossier: Dossier): number {
  dossier.waits += 1;
  return dossier.waits;
}

/** What a plan is made from: when one of these moves, so does the plan. */
function baseOf({ facts }: Dossier, kind: WaitKind) {
  const start = waitStart(kind, facts);
  const due = dueOf(kind, facts);
  const meetingStartsAt = kind === 'meeting' || kind === 'outcome' ? facts.meeting?.startsAt : undefined;
  return { start, due, meetingStartsAt, key: [start, due?.date, meetingStartsAt].join('/') };
}

function plannedAt(dossier: Dossier, dueAt: Instant | undefined): void {
  dossier.dueAt = dueAt;
  dossier.planned = true;
  publish(dossier);
}

type Plan = Awaited<ReturnType<typeof local.planWait>>;

function occasionsOf(dossier: Dossier, kind: WaitKind, plan: Plan, told: string[], wait: number): Occasion[] {
  const notices = plan.notices.map((notice) => ({
    at: notice.at,
    summary: `${notice.escalation ? 'Alerte' : 'Relance'} (${RECIPIENT_IN_FRENCH[notice.to]})\u00a0: ${describeWait(kind)}`,
    atCivilHours: true,
    happen: () => {
      told.push(...notice.keys);
      remind(dossier, kind, notice, `reminder/${kind}/${wait}/${notice.keys[0]}`);
    },
  }));
  const others = [...lateness(dossier, kind, plan.dueAt), ...hourOfMeeting(dossier, kind)];
  return [...notices, ...others].sort((a, b) => msBetween(b.at, a.at));
}

/** The hour of a booked meeting is what ends its wait: there is nothing to tell at it. */
function hourOfMeeting({ facts }: Dossier, kind: WaitKind): Occasion[] {
  if (kind !== 'meeting' || !facts.meeting) return [];
  return [{ at: facts.meeting.startsAt, summary: 'Heure du premier rendez-vous', happen: () => {} }];
}

function remind(dossier: Dossier, kind: WaitKind, { to, escalation }: Plan['notices'][number], key: string): void {
  const { facts } = dossier;
  const what = escalation ? 'Alerte envoyée' : 'Relance envoyée';
  const text = `${what} (${RECIPIENT_IN_FRENCH[to]})\u00a0: ${describeWait(kind)}.`;
  const mails =
    kind === 'meeting' && facts.meeting
      ? mailTo([to], 'meeting_reminder', { meeting: facts.meeting })
      : mailTo([to], 'reminder', { wait: kind, since: waitStart(kind, facts), due: dueOf(kind, facts), escalation });
  note(dossier, escalation ? 'escalation' : 'reminder', text, { mails, key });
}

const RECIPIENT_IN_FRENCH: Record<Recipient, string> = {
  auditeur: 'auditeur',
  tutor: 'tuteur',
  staff: 'gestionnaires',
  manager: 'responsables',
};

/** The due date passes: nothing is decided, but it shows. */
function lateness(dossier: Dossier, kind: WaitKind, dueAt: Instant | undefined): Occasion[] {
  const due: PlainDate | undefined = dueOf(kind, dossier.facts)?.date;
  if (!due || !dueAt || kind === 'limit' || dossier.passedDue === due) return [];
  const happen = () => {
    dossier.passedDue = due;
    note(dossier, 'deadline.passed', `Échéance du ${inFrench(due)} dépassée\u00a0: ${describeWait(kind)}.`);
  };
  return [
    { at: new Date(Date.parse(dueAt) + 1_000).toISOString(), summary: `Échéance\u00a0: ${describeWait(kind)}`, happen },
  ];
}

/**
 * Lives through the occasions in order, until `over`, or until one comes too late to be told as it stands. What happens at
 * the same instant is recorded at once.
 */
async function liveThrough(dossier: Dossier, occasions: Occasion[], over: () => boolean): Promise<void> {
  for (const [index, { at, summary, atCivilHours, happen }] of occasions.entries()) {
    const ms = msBetween(workflowNow(), at);
    if (ms > 0 && (await condition(over, ms, { summary }))) return;
    if (over()) return;
    if (atCivilHours && msBetween(at, workflowNow()) > LATE_MS) return;
    happen();
    if (occasions[index + 1]?.at !== at) await record(dossier);
  }
  if (occasions.length === 0) await condition(over);
}

function announceDue(dossier: Dossier, kind: WaitKind): void {
  const due = dueOf(kind, dossier.facts);
  if (due) note(dossier, 'deadline.set', `Échéance\u00a0: ${dueInWords(due)}`);
}
