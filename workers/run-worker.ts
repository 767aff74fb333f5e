import { randomUUID } from 'node:crypto';
import { NativeConnection, type NativeConnectionOptions, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import type { Clock, MailTransport } from '../activities/ports.ts';
import { civilTime } from '../calendar/civil-time.ts';
import { connect } from '../db/connection.ts';
import { createEnrolmentStore } from '../db/enrolment-store.ts';
import { beat } from '../db/heartbeats.ts';
import { createOutbox } from '../db/outbox.ts';
import { DATABASE, reach, TEMPORAL } from '../launch/reach.ts';
import type { RoleConfig } from '../launch/role-config.ts';
import { openTemporal } from '../launch/temporal-client.ts';
import type { Logger } from '../log.ts';
import { withPersonalLinks } from '../mail/personal-links.ts';
import { createTransport } from '../mail/transport.ts';
import { writeMail } from '../mail/write-mail.ts';
import { personalToken } from '../services/personal-token.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { every } from './every.ts';

const HEARTBEAT_MS = 5_000;
const GRACE_MS = 8_000;

/** A worker that runs: `ended` settles when it does, by itself or by `stop`. */
export interface RunningWorker {
  readonly ended: Promise<void>;
  /** Lets what is under way end, for a grace time, and lets go of every connection. */
  stop(): Promise<void>;
}

/** Runs the enrolments' workflows and their activities. `codePath` is the workflows' bundle. */
export async function runWorker(config: RoleConfig, codePath: string, log: Logger): Promise<RunningWorker> {
  const database = connect(config.databaseUrl, { poolMax: 20 });
  const transport = createTransport({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  await reach(DATABASE, () => database.raw('select 1'));
  const { connection: client, clock } = await openTemporal(config);
  const connection = await reach(TEMPORAL, () => NativeConnection.connect(nativeOptions(config)));
  const worker = await createWorker(
    config,
    connection,
    codePath,
    activitiesOf(config, database, transport, clock, log),
  );

  const instance = randomUUID();
  const heart = every(HEARTBEAT_MS, () => beat(database, 'worker', instance), log);
  const ended = worker.run();
  log.info({ address: config.temporal.address, taskQueue: TASK_QUEUE }, 'The worker is ready.');
  return {
    ended,
    async stop() {
      heart.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
      transport.close();
      await connection.close();
      await client.close();
      await database.destroy();
    },
  };
}

/** The SDK's two kinds of connections take the same address, key and TLS. */
const nativeOptions = ({ temporal }: RoleConfig): NativeConnectionOptions => {
  const { address, apiKey, tls, metadata } = temporal.connectionOptions;
  return { address, apiKey, tls, metadata } as NativeConnectionOptions;
};

function activitiesOf(
  { publicUrl, secret }: RoleConfig,
  database: ReturnType<typeof connect>,
  mailServer: MailTransport,
  clock: Clock,
  log: Logger,
) {
  const store = createEnrolmentStore(database, { publicUrl });
  const outbox = createOutbox(database, { clock });
  const transport = withPersonalLinks(mailServer, (id) => personalToken(secret, id));
  return createActivities({ store, outbox, transport, writeMail, civilTime, clock, log });
}

/** Pollers as measured: with the defaults, new enrolments starve behind those already running. */
const createWorker = (
  config: RoleConfig,
  connection: NativeConnection,
  codePath: string,
  activities: ReturnType<typeof createActivities>,
): Promise<Worker> =>
  Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath },
    activities,
    maxConcurrentWorkflowTaskPolls: 20,
    nonStickyToStickyPollRatio: 0.5,
    // Less than the services' patience: a worker killed just now keeps nobody waiting until 503.
    stickyQueueScheduleToStartTimeout: 5_000,
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: GRACE_MS,
  });
