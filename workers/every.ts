import type { Logger } from '../log.ts';

/** Does something at once and then again and again, never twice at a time; a failure is logged and the next turn tried. */
export function every(intervalMs: number, act: () => Promise<unknown>, log: Logger): { stop(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async () => {
    try {
      await act();
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.name : 'unknown' },
        'A periodic task failed; it will be tried again.',
      );
    }
    if (!stopped) timer = setTimeout(turn, intervalMs);
  };
  void turn();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
