import type { Instant } from '../domain/dates.ts';

/** The workflow's own time: in Temporal's sandbox this is the time of the history, the same at each replay. */
export const workflowNow = (): Instant => new Date(Date.now()).toISOString();

export const msBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** The instant so many days after another, to the millisecond. */
export const daysAfter = (from: Instant, days: number): Instant =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString();
