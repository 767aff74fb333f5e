import { Connection, type ConnectionOptions } from '@temporalio/client';
import { InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import type { Clock } from '../activities/ports.ts';
import { systemClock, temporalClock } from './clock.ts';

/** Connects to Temporal; with CLOCK=temporal, to the test service of a time-skipping server too. */
export async function connectTemporal(
  options: Readonly<ConnectionOptions>,
  clock: 'system' | 'temporal',
): Promise<{ connection: Connection; clock: Clock }> {
  if (clock === 'system') return { connection: await Connection.connect(options), clock: systemClock };
  const connection = await Connection.connect({ ...options, ...WITH_TEST_SERVICE });
  return { connection, clock: temporalClock(connection) };
}

/** The SDK shows the test service to its own test environment only; a program outside has to ask for it by this name. */
const WITH_TEST_SERVICE = { [InternalConnectionOptionsSymbol]: { supportsTestService: true } } as object;
