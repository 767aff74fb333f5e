import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, type ProcessMark } from './processes.ts';

const GLANCE_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** Something with a process that we started, and can start again. */
export interface Revivable {
  readonly mark: ProcessMark;
}

/**
 * Watches an embedded server, and starts it again when its process ends by itself.
 * Returns a function that stops watching, after any start that is under way.
 */
export function revive<T extends Revivable>(
  first: T,
  start: () => Promise<T>,
  told: { died(): void; back(server: T): void; failed(error: unknown): void },
): () => Promise<void> {
  let watching = true;
  let server = first;

  const again = async () => {
    told.died();
    for (let delay = GLANCE_MS; watching; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      try {
        server = await start();
        return told.back(server);
      } catch (error) {
        told.failed(error);
        await pause(watching ? delay : 0);
      }
    }
  };

  const watch = async () => {
    while (watching) {
      await pause(GLANCE_MS, undefined, { ref: false });
      if (watching && !isRunning(server.mark)) await again();
    }
  };

  const ended = watch();
  return async () => {
    watching = false;
    await Promise.race([ended, pause(3_000, undefined, { ref: false })]);
  };
}
