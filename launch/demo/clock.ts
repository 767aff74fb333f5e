import { Connection, InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import { atParis } from '../../calendar/paris-time.ts';
import type { PlainDate } from '../../domain/dates.ts';

/** The hand on the clock of a time-skipping Temporal server. */
export interface MovableClock {
  now(): Promise<Date>;
  /** Lives through everything until that Paris time. */
  goTo(date: PlainDate, time: string): Promise<void>;
  close(): Promise<void>;
}

export async function movableClock(address: string): Promise<MovableClock> {
  const connection = await Connection.connect({
    address,
    [InternalConnectionOptionsSymbol]: { supportsTestService: true },
  } as Parameters<typeof Connection.connect>[0]);
  const service = connection.testService;
  if (!service) throw new Error('This Temporal server does not skip time.');
  const now = async () => {
    const { time } = await service.getCurrentTime({});
    return new Date(Number(time?.seconds ?? 0) * 1_000 + Number(time?.nanos ?? 0) / 1e6);
  };
  return {
    now,
    async goTo(date, time) {
      const seconds = Math.ceil((Date.parse(atParis(date, time)) - (await now()).getTime()) / 1_000);
      if (seconds > 0) await service.unlockTimeSkippingWithSleep({ duration: { seconds: seconds as never } });
    },
    close: () => connection.close(),
  };
}
