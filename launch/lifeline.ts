const GUARD_MS = 12_000;

/**
 * Calls `stop` once when this process must end: SIGTERM, SIGINT (twice is once: npm sends signals on), or the end of the
 * launcher that started it. Then exits with 0; with 1 when `stop` fails or takes more than twelve seconds.
 */
export function onShutdown(stop: () => Promise<void>): void {
  let stopping = false;
  const shutDown = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GUARD_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', shutDown);
  process.on('SIGINT', shutDown);
  if (process.connected) process.once('disconnect', shutDown);
}

/** What a role can tell the launcher, for the person who started it. */
export interface Notice {
  readonly notice: string;
}

/** How to tell the one who typed `npm start` a line, through the launcher; undefined when no launcher started us. */
export function launcherEar(): ((notice: string) => void) | undefined {
  if (!process.connected) return undefined;
  return (notice) => void process.send?.({ notice } satisfies Notice);
}
