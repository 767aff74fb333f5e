import { setTimeout as pause } from 'node:timers/promises';
import { defaultPayloadConverter } from '@temporalio/common';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { World } from '../journeys/world.ts';

/** What a manager sees of an enrolment in the Temporal UI, and asks it. */
export interface Eyes {
  /** The search attributes of an enrolment, by name; absent ones are absent. */
  attributes(id: string): Promise<Record<string, unknown>>;
  /** The ids of the enrolments that a query finds, once it finds what is expected (visibility lags a little). */
  found(query: string, expected: readonly string[]): Promise<string[]>;
  summary(id: string): Promise<string | undefined>;
  details(id: string): Promise<string>;
  /** The summaries of the timers and of the activities begun so far, in order. */
  summaries(id: string, of: 'timers' | 'activities'): Promise<string[]>;
}

const PATIENCE_MS = 10_000;

/** Looks until what is seen satisfies, or for ten seconds; answers what was seen last. */
export async function eventually<T>(look: () => Promise<T>, satisfies: (seen: T) => boolean): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    const seen = await look();
    if (satisfies(seen) || Date.now() > end) return seen;
    await pause(100);
  }
}

export function eyesOn({ env }: World): Eyes {
  const { workflow } = env.client;
  const handle = (id: string) => workflow.getHandle(workflowIdOf(id));
  return {
    async attributes(id) {
      const { typedSearchAttributes } = await handle(id).describe();
      const ours = typedSearchAttributes.getAll().filter(({ key }) => key.name !== 'BuildIds');
      return Object.fromEntries(ours.map(({ key, value }) => [key.name, value]));
    },
    found(query, expected) {
      const wanted = [...expected].sort().join();
      const look = async () => {
        const ids: string[] = [];
        for await (const { workflowId } of workflow.list({ query })) ids.push(workflowId.replace('enrolment-', ''));
        return ids.sort();
      };
      return eventually(look, (ids) => ids.join() === wanted);
    },
    summary: async (id) => (await handle(id).describe()).staticSummary(),
    details: async (id) =>
      (await handle(id).query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails,
    async summaries(id, of) {
      const { events } = await handle(id).fetchHistory();
      const begun = events?.filter((event) =>
        of === 'timers' ? event.timerStartedEventAttributes : event.activityTaskScheduledEventAttributes,
      );
      return (begun ?? []).map(({ userMetadata }) =>
        userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : '',
      );
    },
  };
}
