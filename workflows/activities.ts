import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';

/**
 * The record and the plan of a wait are short and local: they cost one event, and are tried until the database answers.
 * Beyond ten seconds the next try waits on a timer of the server: a database down for hours leaves short histories.
 */
const FOREVER = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

export const local = proxyLocalActivities<Pick<Activities, 'record' | 'planWait'>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '10s',
  retry: FOREVER,
});

/**
 * Mails are regular activities, so that one that fails shows in the Temporal UI. They ask for their own next try. By their
 * heartbeat a worker that died with mails under way is noticed at once: the next one goes on with them.
 */
export const regular = proxyActivities<Pick<Activities, 'sendMails'>>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '50s' },
});
