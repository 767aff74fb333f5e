import { type Config, readConfig } from '../config.ts';
import { Launcher } from './launcher.ts';
import { runMain } from './role-config.ts';

const PARENT_GLANCE_MS = 1_000;

/** Some shells end at SIGTERM without passing it on: the end of the npm that started us is then the sign. */
function followNpm(config: Config, stop: () => void): void {
  if (!config.underNpm) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_GLANCE_MS).unref();
}

await runMain(async () => {
  const begin = Date.now();
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const config = readConfig();
  const launcher = new Launcher(config);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= launcher.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  followNpm(config, stop);
  try {
    await launcher.start(begin);
  } catch (error) {
    if (stopping) return stopping;
    await launcher.stop();
    throw error;
  }
});
