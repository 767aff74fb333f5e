import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';

/** The record and the plan of a wait are short and local: they cost one event, and are retried until the database answers. */
const FOREVER = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' } as const;

export const local = proxyLocalActivities<Pick<Activities, 'record' | 'planWait'>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '30s',
  retry: FOREVER,
});

/** Mails are regular activities, so that one that fails shows in the Temporal UI. They ask for their own next try. */
export const regular = proxyActivities<Pick<Activities, 'sendMails'>>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '50s' },
});
