import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { NativeConnection, type NativeConnectionOptions, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import type { Clock } from '../activities/ports.ts';
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
import { registerSearchAttributes } from '../services/search-attributes.ts';
import { connectTemporal } from '../services/temporal-connection.ts';
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
  const { connection: client, clock } = await connectTemporal(config.temporal.connectionOptions, config.clock);
  await registerSearchAttributes(client, config.temporal.namespace);
  const connection = await NativeConnection.connect(nativeOptions(config));
  const worker = await createWorker(config, connection, activitiesOf(config, database, transport, clock, log));

  const instance = randomUUID();
  const heart = every(HEARTBEAT_MS, () => beat(database, 'worker', instance), log);
  const running = worker.run();
  onShutdown(async () => {
    heart.stop();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
    await transport.close();
    await connection.close();
    await client.close();
    await database.destroy();
  });
  log.info({ address: config.temporal.address, taskQueue: TASK_QUEUE }, 'The worker is ready.');
  await running;
}

/** The SDK's two kinds of connections take the same address, key and TLS. */
const nativeOptions = ({ temporal }: RoleConfig): NativeConnectionOptions => {
  const { address, apiKey, tls, metadata } = temporal.connectionOptions;
  return { address, apiKey, tls, metadata } as NativeConnectionOptions;
};

function activitiesOf(
  { publicUrl }: RoleConfig,
  database: ReturnType<typeof connect>,
  transport: ReturnType<typeof createTransport>,
  clock: Clock,
  log: Logger,
) {
  const store = createEnrolmentStore(database, { publicUrl });
  const outbox = createOutbox(database, { clock });
  return createActivities({ store, outbox, transport, writeMail, civilTime, clock, log });
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
