import type { Connection } from '@temporalio/client';
import { temporalClock } from '../../services/clock.ts';
import { Unavailable } from '../../services/errors.ts';

describe('The clock of a time-skipping server', () => {
  const clockOf = (getCurrentTime: () => Promise<unknown>) =>
    temporalClock({
      testService: { getCurrentTime },
      withDeadline: (_deadline: number, act: () => Promise<unknown>) => act(),
    } as unknown as Pick<Connection, 'testService' | 'withDeadline'>);

  it('tells the time of the server to the millisecond', async () => {
    const clock = clockOf(async () => ({ time: { seconds: 1_790_000_000, nanos: 123_456_789 } }));
    expect(await clock.now()).toBe('2026-09-21T14:13:20.123Z');
  });

  it('is unavailable when the server does not answer, so that the API says 503', async () => {
    const clock = clockOf(() => Promise.reject(new Error('14 UNAVAILABLE')));
    await expect(clock.now()).rejects.toBeInstanceOf(Unavailable);
  });
});
