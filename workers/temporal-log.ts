import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from '../log.ts';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** What the SDK has to say goes to our log, from warnings on. */
export function logTemporal(log: Logger): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) =>
    log[LEVELS[level]]({ temporal: meta }, message),
  );
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'WARN' } } });
}
