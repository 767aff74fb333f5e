import type { Transition } from '../domain/record.ts';
import { type ActivityLog, withDatabase } from './failures.ts';
import { type PlanWait, planWait, type WaitPlan } from './plan-wait.ts';
import type { CivilTime, Clock, EnrolmentStore, MailTransport, MailWriter, Outbox } from './ports.ts';
import { type SendMails, sendMails } from './send-mails.ts';

export interface ActivityDependencies {
  store: EnrolmentStore;
  outbox: Outbox;
  transport: MailTransport;
  writeMail: MailWriter;
  civilTime: CivilTime;
  /** The system's clock when absent. */
  clock?: Clock;
  log: ActivityLog;
}

const SYSTEM_CLOCK: Clock = { now: async () => new Date().toISOString() };

/** What enrolments do outside their workflow. Each may be done again without doing anything twice. */
export function createActivities(dependencies: ActivityDependencies) {
  const { store, outbox, transport, writeMail, civilTime, clock = SYSTEM_CLOCK, log } = dependencies;
  const guarded = <T>(work: () => Promise<T>): Promise<T> => withDatabase(store, log, work);
  return {
    /** Writes a transition: read model, journal, mails to send. A local activity. */
    record: (transition: Transition): Promise<void> => guarded(() => store.record(transition, writeMail)),

    /** Delivers the mails of a transition. A regular activity: one that fails shows in the Temporal UI. */
    sendMails: (mails: SendMails): Promise<void> =>
      guarded(() => sendMails(mails, { outbox, transport, civilTime, clock, log })),

    /** Plans the reminders of a wait. A local activity. */
    planWait: (wait: PlanWait): Promise<WaitPlan> => guarded(() => planWait(wait, { store, civilTime })),
  };
}

export type Activities = ReturnType<typeof createActivities>;
