import { Context } from '@temporalio/activity';
import { type Instant, yearOf } from '../domain/dates.ts';
import { nextCivilMoment } from '../domain/wait-plan.ts';
import { type ActivityLog, codedFailure, describe, type FailureCode } from './failures.ts';
import type { CivilTime, Clock, MailTransport, Outbox, QueuedMail } from './ports.ts';

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
  const { failed, postponed } = await alive(() => deliverAll(keys, sending));
  const newest = failed.toSorted((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1))[0];
  const now = await sending.clock.now();
  if (newest) throw codedFailure(newest.code, retryDelay(newest.queuedAt, now, attempt()));
  if (postponed) throw codedFailure('mail.postponed', delayToCivilHours(now, sending.civilTime));
}

const HEARTBEAT_MS = 5_000;

/** Tells Temporal, while `work` lasts, that this worker lives. */
async function alive<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const heart = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  return work().finally(() => clearInterval(heart));
}

async function deliverAll(keys: string[], sending: MailSending): Promise<{ failed: Failed[]; postponed: boolean }> {
  const failed: Failed[] = [];
  let postponed = false;
  for (const key of await sending.outbox.waiting(keys)) {
    if (isReminder(key) && isUncivil(await sending.clock.now(), sending.civilTime)) {
      postponed = true;
      continue;
    }
    const failure = await deliver(key, sending);
    if (failure) failed.push(failure);
  }
  return { failed, postponed };
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
const isReminder = (key: string): boolean => ['reminder', 'meeting_reminder'].includes(key.split('/').at(-2) ?? '');

const isUncivil = (now: Instant, civilTime: CivilTime): boolean => civilMoment(now, civilTime) !== now;

function civilMoment(now: Instant, civilTime: CivilTime): Instant {
  const year = yearOf(civilTime.parisDate(now));
  return nextCivilMoment(now, civilTime.publicHolidays(year, year + 1), civilTime);
}

/** Until civil hours, and within 10 minutes, so that one that is dropped meanwhile does not hold up for long. Milliseconds. */
const delayToCivilHours = (now: Instant, civilTime: CivilTime): number =>
  Math.min(Math.max(Date.parse(civilMoment(now, civilTime)) - Date.parse(now), SECOND), LATER * SECOND);
