import type { Connection } from '@temporalio/client';
import type { Clock } from '../activities/ports.ts';
import { Unavailable } from './errors.ts';

/** The system's clock (CLOCK=system). */
export const systemClock: Clock = { now: async () => new Date().toISOString() };

const PATIENCE_MS = 5_000;

/**
 * The clock of a time-skipping Temporal server (CLOCK=temporal), asked each time. `now` rejects with Unavailable when that
 * server does not answer.
 */
export function temporalClock(connection: Pick<Connection, 'testService' | 'withDeadline'>): Clock {
  const { testService } = connection;
  if (!testService)
    throw new Error('This connection has no test service: CLOCK=temporal needs a time-skipping server.');
  return {
    async now() {
      const asked = connection.withDeadline(Date.now() + PATIENCE_MS, () => testService.getCurrentTime({}));
      const { time } = await asked.catch((cause: unknown) => {
        throw new Unavailable('Temporal does not tell the time.', { cause });
      });
      return new Date(Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1e6)).toISOString();
    },
  };
}
