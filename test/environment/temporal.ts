import { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Logger, Runtime } from '@temporalio/worker';
import { ground } from './ground.ts';

function program(path: string): { type: 'existing-path'; path: string } {
  if (!path) throw new Error(`Temporal's programs could not be had: ${ground().failures.join('; ')}`);
  return { type: 'existing-path', path };
}

const nothing = () => undefined;
const SILENT: Logger = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

let installed = false;

/**
 * The SDK says nothing, expected failures being what many tests are about; or everything, to a logger that is given. Once a
 * process, before any server or worker.
 */
export function installSdk(logger?: Logger): void {
  if (installed) return;
  installed = true;
  const logging = logger ? { filter: 'DEBUG', forward: {} } : { filter: 'ERROR' };
  Runtime.install({ logger: logger ?? SILENT, telemetryOptions: { logging } });
}

/** A time-skipping server: logic and timers, no visibility. The caller tears it down. */
export async function timeSkipping(logger?: Logger): Promise<TestWorkflowEnvironment> {
  installSdk(logger);
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: program(ground().testServer) } });
}

/** A dev server in memory: real time, visibility, search attributes. The caller tears it down. */
export async function devServer(logger?: Logger): Promise<TestWorkflowEnvironment> {
  installSdk(logger);
  return TestWorkflowEnvironment.createLocal({
    server: { executable: program(ground().temporalCli), ip: '127.0.0.1', log: { format: 'json', level: 'error' } },
  });
}

/** The workflows as the global setup bundled them, for `Worker.create`. */
export function testBundle(): { codePath: string } {
  const { bundle, failures } = ground();
  if (!bundle) throw new Error(`The workflows could not be bundled: ${failures.join('; ')}`);
  return { codePath: bundle };
}
