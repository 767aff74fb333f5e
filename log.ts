import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/**
 * A role's log, JSON lines on standard output unless elsewhere is given. What could hold a secret or a person is never logged whole: callers log
 * ids, codes and durations.
 */
export const createLog = (role: string, level: string, elsewhere: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
      level,
      base: { role, pid: process.pid },
      redact: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["idempotency-key"]'],
    },
    elsewhere,
  );
