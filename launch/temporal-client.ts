import type { Connection } from '@temporalio/client';
import type { Clock } from '../activities/ports.ts';
import { registerSearchAttributes } from '../services/search-attributes.ts';
import { connectTemporal } from '../services/temporal-connection.ts';
import { reach, TEMPORAL, TEST_CLOCK } from './reach.ts';
import type { RoleConfig } from './role-config.ts';

/**
 * Connects a role to Temporal, with the search attributes registered and the clock that CLOCK names.
 *
 * @throws LaunchRefusal in one line when the server, its namespace or its clock does not answer; SearchAttributesRefused.
 */
export async function openTemporal({
  temporal,
  clock: wanted,
}: Pick<RoleConfig, 'temporal' | 'clock'>): Promise<{ connection: Connection; clock: Clock }> {
  const { connection, clock } = await reach(TEMPORAL, () => connectTemporal(temporal.connectionOptions, wanted));
  await reach(TEMPORAL, () => registerSearchAttributes(connection, temporal.namespace));
  if (wanted === 'temporal') await reach(TEST_CLOCK, () => clock.now());
  return { connection, clock };
}
