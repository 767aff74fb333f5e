import { Context } from '@temporalio/activity';
import type { Instant } from '../domain/dates.ts';
import { type ActivityLog, codedFailure, describe, type FailureCode } from './failures.ts';
import type { Clock, MailTransport, Outbox, QueuedMail } from './ports.ts';

export interface SendMails {
  enrolmentId: string;
  version: number;
}

export interface MailSending {
  outbox: Outbox;
  transport: MailTransport;
  clock: Clock;
  log: ActivityLog;
}

interface Failed {
  code: FailureCode;
  queuedAt: Instant;
}

/**
 * Delivers every mail queued up to a version of an enrolment. One that fails does not keep the others from being tried;
 * then the activity fails as a whole, with a code, and says when to try again.
 */
export async function sendMails({ enrolmentId, version }: SendMails, sending: MailSending): Promise<void> {
  const failed = await alive(() => deliverAll({ enrolmentId, version }, sending));
  const newest = failed.toSorted((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1))[0];
  if (!newest) return;
  throw codedFailure(newest.code, retryDelay(newest.queuedAt, await sending.clock.now(), attempt()));
}

const HEARTBEAT_MS = 5_000;

/** Tells Temporal, while `work` lasts, that this worker lives. */
async function alive<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const heart = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  return work().finally(() => clearInterval(heart));
}

async function deliverAll({ enrolmentId, version }: SendMails, sending: MailSending): Promise<Failed[]> {
  const failed: Failed[] = [];
  for (const key of await sending.outbox.waiting(enrolmentId, version)) {
    const failure = await deliver(key, sending);
    if (failure) failed.push(failure);
  }
  return failed;
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
