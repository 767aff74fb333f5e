import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { markOf, type ProcessMark } from './processes.ts';

/** A server of ours in a process group of its own: it outlives the launcher, and its words go to a log. */
export interface Detached {
  /** Absent when it could not be started. */
  readonly mark: ProcessMark | undefined;
  /** Whether it has ended, or never began. */
  isOver(): boolean;
}

export function spawnDetached(
  program: string,
  parameters: readonly string[],
  log: string,
  options: SpawnOptions = {},
): Detached {
  const output = openSync(log, 'a', 0o600);
  const server = spawn(program, parameters, { ...options, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  let over = false;
  const end = () => {
    over = true;
  };
  server.once('error', end);
  server.once('exit', end);
  server.unref();
  return { mark: server.pid === undefined ? undefined : markOf(server.pid), isOver: () => over };
}
