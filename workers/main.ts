import { join } from 'node:path';
import { onShutdown } from '../launch/lifeline.ts';
import { readRoleConfig, runMain } from '../launch/role-config.ts';
import { createLog } from '../log.ts';
import { workflowBundle } from './bundle.ts';
import { runWorker } from './run-worker.ts';
import { logTemporal } from './temporal-log.ts';

/** The worker's process: works until it is told to stop. */
await runMain(async () => {
  const config = readRoleConfig();
  const log = createLog('worker', config.logLevel);
  logTemporal(log);
  const worker = await runWorker(config, await workflowBundle(join(config.dataDir, 'bundle')), log);
  onShutdown(() => worker.stop());
  await worker.ended;
});
