import { ApplicationFailure } from '@temporalio/common';
import type { EnrolmentStore } from './ports.ts';

/** What activities write to: pino, or anything like it. */
export interface ActivityLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The codes that a failure may carry into Temporal: never a message, a cause or a stack, which could name people. */
export type FailureCode =
  | 'database.unavailable'
  | 'database.error'
  | 'mail.refused'
  | 'mail.unreachable'
  /** A reminder late, out of civil hours. */
  | 'mail.postponed';

/** A failure that will be tried again, in `nextRetryDelay` milliseconds when given. */
export function codedFailure(code: FailureCode, nextRetryDelay?: number): ApplicationFailure {
  const failure = ApplicationFailure.create({ message: code, type: code, nonRetryable: false, nextRetryDelay });
  failure.stack = '';
  return failure;
}

/** Does a piece of work with the database; its errors are logged here, and travel as a code. */
export async function withDatabase<T>(
  store: Pick<EnrolmentStore, 'isUnavailable'>,
  log: ActivityLog,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    const unavailable = store.isUnavailable?.(error) ?? false;
    const fields = describe(error);
    if (unavailable) log.warn(fields, 'The database does not answer; the activity will be tried again.');
    else log.error(fields, 'The database refused; the activity will be tried again.');
    throw codedFailure(unavailable ? 'database.unavailable' : 'database.error');
  }
}

/**
 * What a log may say of an error. PostgreSQL's `detail` and message may hold values of rows, and are left out; an error of
 * our own is told whole.
 */
export function describe(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { name: typeof error };
  const { name, code, constraint, stack = '' } = error as Error & { code?: unknown; constraint?: unknown };
  return { name, code, constraint, stack: code === undefined ? stack : stack.slice(stack.indexOf('\n    at ')) };
}
