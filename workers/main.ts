import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import { civilTime } from '../calendar/civil-time.ts';
import { connect } from '../db/connection.ts';
import { createEnrolmentStore } from '../db/enrolment-store.ts';
import { beat } from '../db/heartbeats.ts';
import { createOutbox } from '../db/outbox.ts';
import { onShutdown } from '../launch/lifeline.ts';
import { type RoleConfig, readRoleConfig, runMain } from '../launch/role-config.ts';
import { createLog, type Logger } from '../log.ts';
import { createTransport } from '../mail/transport.ts';
import { writeMail } from '../mail/write-mail.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workflowBundle } from './bundle.ts';
import { every } from './every.ts';
import { logTemporal } from './temporal-log.ts';

const HEARTBEAT_MS = 5_000;
const GRACE_MS = 8_000;

/** The worker: runs the enrolments' workflows and their activities until it is told to stop. */
export async function main(): Promise<void> {
  const config = readRoleConfig();
  const log = createLog('worker', config.logLevel);
  logTemporal(log);
  const database = connect(config.databaseUrl, { poolMax: 20 });
  const transport = createTransport({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  const connection = await NativeConnection.connect(config.temporal.connectionOptions);
  const worker = await createWorker(config, connection, activitiesOf(config, database, transport, log));

  const instance = randomUUID();
  const heart = every(HEARTBEAT_MS, () => beat(database, 'worker', instance), log);
  const running = worker.run();
  onShutdown(async () => {
    heart.stop();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
    await transport.close();
    await connection.close();
    await database.destroy();
  });
  log.info({ address: config.temporal.address, taskQueue: TASK_QUEUE }, 'The worker is ready.');
  await running;
}

function activitiesOf(
  config: RoleConfig,
  database: ReturnType<typeof connect>,
  transport: ReturnType<typeof createTransport>,
  log: Logger,
) {
  const { publicUrl } = config;
  const store = createEnrolmentStore(database, { publicUrl });
  return createActivities({ store, outbox: createOutbox(database), transport, writeMail, civilTime, publicUrl, log });
}

/** Pollers as measured: with the defaults, new enrolments starve behind those already running. */
const createWorker = async (
  config: RoleConfig,
  connection: NativeConnection,
  activities: ReturnType<typeof createActivities>,
): Promise<Worker> =>
  Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: await workflowBundle(join(config.dataDir, 'bundle')) },
    activities,
    maxConcurrentWorkflowTaskPolls: 20,
    nonStickyToStickyPollRatio: 0.5,
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: GRACE_MS,
  });

await runMain(main);
