import { launcherEar, onShutdown } from '../launch/lifeline.ts';
import { readRoleConfig, runMain } from '../launch/role-config.ts';
import { createLog } from '../log.ts';
import { serve } from './serve.ts';

/** The server's process: serves until it is told to stop. */
await runMain(async () => {
  const config = readRoleConfig();
  const log = createLog('server', config.logLevel);
  const server = await serve(config, log, launcherEar());
  onShutdown(() => server.stop());
});
