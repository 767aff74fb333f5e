import type { Connection } from '@temporalio/client';
import type { Clock } from '../activities/ports.ts';

/** The system's clock (CLOCK=system). */
export const systemClock: Clock = { now: async () => new Date().toISOString() };

/** The clock of a time-skipping Temporal server (CLOCK=temporal), asked each time. */
export function temporalClock(connection: Pick<Connection, 'testService'>): Clock {
  const { testService } = connection;
  if (!testService)
    throw new Error('This connection has no test service: CLOCK=temporal needs a time-skipping server.');
  return {
    async now() {
      const { time } = await testService.getCurrentTime({});
      return new Date(Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1e6)).toISOString();
    },
  };
}
