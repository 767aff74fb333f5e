import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CommandName } from '../domain/actions.ts';
import type { CalendarFacts, Commands } from '../domain/commands.ts';
import type { Snapshot } from '../domain/record.ts';

/** The names programs outside rely on. */
export const TASK_QUEUE = 'enrolments';
export const WORKFLOW_TYPE = 'enrolment';
export const workflowIdOf = (enrolmentId: string): string => `enrolment-${enrolmentId}`;

/** An accepted command: the version of the record in which it can be read. */
export interface Accepted {
  version: number;
}

const command = <Name extends CommandName>(name: Name) => defineUpdate<Accepted, [Commands[Name]], Name>(name);

/** Every command is an Update of its own name: a refusal has to reach the person who asked. */
export const updates = {
  assignTutor: command('assignTutor'),
  bookMeeting: command('bookMeeting'),
  callOffMeeting: command('callOffMeeting'),
  recordMeeting: command('recordMeeting'),
  amendPlanning: command('amendPlanning'),
  submitReport: command('submitReport'),
  returnCorrection: command('returnCorrection'),
  submitRevision: command('submitRevision'),
  giveAvis: command('giveAvis'),
  correctAvis: command('correctAvis'),
  recordFollowUp: command('recordFollowUp'),
  logTime: command('logTime'),
  withdraw: command('withdraw'),
  extendLimit: command('extendLimit'),
  expire: command('expire'),
} as const;

/** R14: a calendar was imported. */
export const calendarChanged = defineSignal<[CalendarFacts]>('calendarChanged');

/** Where the enrolment stands, as ids, codes and dates. */
export const stateQuery = defineQuery<Snapshot & { version: number }>('state');
