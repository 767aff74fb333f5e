import { TestWorkflowEnvironment } from '@temporalio/testing';
import { type LogLevel, Runtime } from '@temporalio/worker';
import { ground } from './ground.ts';

function program(path: string): { type: 'existing-path'; path: string } {
  if (!path) throw new Error(`Temporal's programs could not be had: ${ground().failures.join('; ')}`);
  return { type: 'existing-path', path };
}

/** The SDK says little unless asked: expected failures are what many tests are about. Once a process, before any server. */
let quiet = false;
function quieten(level: LogLevel = 'ERROR'): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({
    logger: {
      log: () => undefined,
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    telemetryOptions: { logging: { filter: level } },
  });
}

/** A time-skipping server: logic and timers, no visibility. The caller tears it down. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  quieten();
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: program(ground().testServer) } });
}

/** A dev server in memory: real time, visibility, search attributes. The caller tears it down. */
export async function devServer(): Promise<TestWorkflowEnvironment> {
  quieten();
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
