import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { atParis, endOfDayInParis, parisDate } from '../../calendar/paris-time.ts';
import { shippedCalendar } from '../../calendar/shipped.ts';
import type { CommandName } from '../../domain/actions.ts';
import type { Command, Commands } from '../../domain/commands.ts';
import type { Instant, PlainDate } from '../../domain/dates.ts';
import type { Transition } from '../../domain/record.ts';
import { TASK_QUEUE, workflowIdOf } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { testBundle, timeSkipping } from '../environment/temporal.ts';

/** The workflow alone on a real time-skipping server; its activities only remember what they were asked (a mock). */
export interface Stage {
  env: TestWorkflowEnvironment;
  records: Transition[];
  mailed: { keys: string[] }[];
  /** Makes the next records fail so many times. */
  failRecords(times: number): void;
  enrol(): Promise<Enrolled>;
  close(): Promise<void>;
}

export interface Enrolled {
  id: string;
  handle: WorkflowHandle;
  /** Issues a command as staff, now; other fields as given. */
  command<Name extends CommandName>(
    name: Name,
    facts: Omit<Commands[Name], keyof Command> & Partial<Command>,
    updateId?: string,
  ): Promise<{ version: number }>;
  today(): Promise<PlainDate>;
  goTo(date: PlainDate, time: string): Promise<void>;
}

const KEYWORD = 2;
const BOOL = 5;
const DATETIME = 6;
const TYPES = { KEYWORD, BOOL, DATETIME } as const;

export async function openStage(): Promise<Stage> {
  const env = await timeSkipping();
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      Object.values(searchAttributes).map(({ name, type }) => [name, TYPES[type as keyof typeof TYPES]]),
    ),
  });
  const records: Transition[] = [];
  const mailed: { keys: string[] }[] = [];
  let failures = 0;
  const activities = {
    async record(transition: Transition) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('database.unavailable');
      }
      records.push(transition);
    },
    async sendMails(mails: { keys: string[] }) {
      mailed.push(mails);
    },
    async planWait({ due }: { due?: PlainDate }) {
      return { rules: [], notices: [], dueAt: due && endOfDayInParis(due) };
    },
  };
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: testBundle(),
    activities,
  });
  const running = worker.run();
  return {
    env,
    records,
    mailed,
    failRecords: (times) => {
      failures = times;
    },
    enrol: () => enrol(env),
    async close() {
      worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

async function enrol(env: TestWorkflowEnvironment): Promise<Enrolled> {
  const id = randomUUID();
  const now = async (): Promise<Instant> => new Date(await env.currentTimeMs()).toISOString();
  const today = async () => parisDate(await now());
  const handle = await env.client.workflow.start('enrolment', {
    workflowId: workflowIdOf(id),
    taskQueue: TASK_QUEUE,
    args: [
      {
        enrolmentId: id,
        reference: 'UA-0000-00001',
        certification: 'TEST',
        centre: 'pays-de-la-loire',
        semester: '2026-2027-S1',
        registeredOn: await today(),
        limit: '2028-09-30',
        enteredOn: await today(),
      },
    ],
  });
  return {
    id,
    handle,
    today,
    command: async (name, facts, updateId) =>
      handle.executeUpdate(name, {
        updateId: updateId ?? randomUUID(),
        args: [{ commandId: updateId ?? randomUUID(), role: 'staff', at: await now(), today: await today(), ...facts }],
      }),
    async goTo(date, time) {
      const ms = Date.parse(atParis(date, time)) - (await env.currentTimeMs());
      if (ms > 0) await env.sleep(ms);
    },
  };
}

export const aTutor = (code = 'T1') => ({
  id: randomUUID(),
  code,
  active: true,
  approved: true,
  coversCertification: true,
  load: 0,
  capacity: 10,
});

export const zoneB = () => ({
  zone: 'B',
  version: 1,
  periods: shippedCalendar().filter(({ zone }) => zone === 'B'),
});

/** The next working weekday (no public holiday is looked at) so many days from a date, with its slot at ten o'clock. */
export function slotOn(date: PlainDate) {
  return { startsAt: atParis(date, '10:00'), date, time: '10:00' };
}

export const ALL_MET = { acquainted: true, instructions: true, questions: true, planning: true };
