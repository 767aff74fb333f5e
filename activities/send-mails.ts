import { Context } from '@temporalio/activity';
import { type Instant, yearOf } from '../domain/dates.ts';
import { nextCivilMoment } from '../domain/wait-plan.ts';
import { type ActivityLog, codedFailure, describe, type FailureCode } from './failures.ts';
import type { CivilTime, Clock, MailTransport, Outbox, QueuedMail, WaitingMail } from './ports.ts';

export interface SendMails {
  enrolmentId: string;
  /** Of its mails: those of one transition. */
  keys: string[];
}

export interface MailSending {
  outbox: Outbox;
  transport: MailTransport;
  civilTime: CivilTime;
  clock: Clock;
  log: ActivityLog;
}

interface Failed {
  code: FailureCode;
  queuedAt: Instant;
}

/**
 * Delivers mails of an enrolment. One that fails does not keep the others from being tried; then the activity fails as a
 * whole, with a code, and says when to try again. A reminder that is late waits for civil hours.
 */
export async function sendMails({ keys }: SendMails, sending: MailSending): Promise<void> {
  const { failed, postponedTo } = await alive(() => deliverAll(keys, sending));
  const newest = failed.toSorted((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1))[0];
  const now = await sending.clock.now();
  if (newest) throw codedFailure(newest.code, retryDelay(newest.queuedAt, now, attempt()));
  if (postponedTo) throw codedFailure('mail.postponed', Math.max(Date.parse(postponedTo) - Date.parse(now), SECOND));
}

const HEARTBEAT_MS = 5_000;

/** Tells Temporal, while `work` lasts, that this worker lives. */
async function alive<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const heart = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  return work().finally(() => clearInterval(heart));
}

interface Delivery {
  failed: Failed[];
  /** When to try again what could not go yet. */
  postponedTo?: Instant;
}

async function deliverAll(keys: string[], sending: MailSending): Promise<Delivery> {
  const failed: Failed[] = [];
  const postponements: Instant[] = [];
  for (const mail of await sending.outbox.waiting(keys)) {
    const later = postponement(mail, await sending.clock.now(), sending.civilTime);
    if (later) {
      postponements.push(later);
      continue;
    }
    const failure = await deliver(mail.key, sending);
    if (failure) failed.push(failure);
  }
  return { failed, postponedTo: postponements.sort()[0] };
}

/** Tries one mail. An error of the mail server is answered; one of the database is thrown. */
async function deliver(key: string, { outbox, transport, log }: MailSending): Promise<Failed | undefined> {
  let tried: QueuedMail | undefined;
  let error: unknown;
  try {
    await outbox.deliver(key, async (mail) => {
      tried = mail;
      try {
        await transport.send(mail);
      } catch (refusal) {
        error = refusal;
        throw refusal;
      }
    });
    return undefined;
  } catch (thrown) {
    if (!tried || thrown !== error) throw thrown;
    const code = codeOf(error);
    log.warn({ ...describe(error), mail: tried.messageId }, `A mail was not taken (${code}); it will be tried again.`);
    return { code, queuedAt: tried.queuedAt };
  }
}

/** Whether the mail server answered no, or did not answer. */
const codeOf = (error: unknown): FailureCode =>
  (error as { code?: unknown }).code === 'mail.refused' ? 'mail.refused' : 'mail.unreachable';

const SECOND = 1_000;
const FIRST_HOUR = [5, 10, 20, 40, 55];
const HOUR_MS = 3_600 * SECOND;
const LATER = 9 * 60;

/** Within 60 s while the mail has waited less than an hour, quickly at first; within 10 minutes after. Milliseconds. */
export function retryDelay(queuedAt: Instant, now: Instant, attempt: number): number {
  if (Date.parse(now) - Date.parse(queuedAt) >= HOUR_MS) return LATER * SECOND;
  return (FIRST_HOUR[attempt - 1] ?? FIRST_HOUR.at(-1)!) * SECOND;
}

const attempt = (): number => Context.current().info.attempt;

/** By its key (`mailKey`), which ends with its name and its reader. */
const isReminder = (key: string): boolean => REMINDERS.includes(key.split('/').at(-2) ?? '');
const REMINDERS = ['reminder', 'meeting_reminder', 'survey_reminder'];

const OPENS = '08:00';

/**
 * When to look again at a mail that may not go now, undefined when it may. One that waits for its day goes at 8:00 of it or of
 * the working day that follows; a reminder that is late, at civil hours, and is looked at within 10 minutes, so that one that
 * is dropped meanwhile does not hold up for long.
 */
function postponement({ key, notBefore }: WaitingMail, now: Instant, civilTime: CivilTime): Instant | undefined {
  if (notBefore && civilTime.parisDate(now) < notBefore) {
    return civilMoment(civilTime.atParis(notBefore, OPENS), civilTime);
  }
  if (!isReminder(key) || civilMoment(now, civilTime) === now) return undefined;
  const soon = new Date(Date.parse(now) + LATER * SECOND).toISOString();
  return [civilMoment(now, civilTime), soon].sort()[0];
}

function civilMoment(now: Instant, civilTime: CivilTime): Instant {
  const year = yearOf(civilTime.parisDate(now));
  return nextCivilMoment(now, civilTime.publicHolidays(year, year + 1), civilTime);
}
