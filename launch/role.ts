import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Environment, environmentWith } from '../config.ts';
import type { Notice } from './lifeline.ts';
import { end, markOf, type ProcessMark } from './processes.ts';

/** A program of ours that runs as a process of its own. */
export interface RoleSpec {
  /** In French, for people. */
  readonly title: string;
  /** From the root of the repository. */
  readonly entry: string;
  readonly environment: Environment;
  /** Where its output goes. */
  readonly log: string;
}

/** What the one who keeps a role running is told. */
export interface RoleWatcher {
  /** It has another process now, or none. */
  changed(mark: ProcessMark | undefined): void;
  /** It died on its own, and starts again after `delay` milliseconds. */
  died(how: string, delay: number): void;
  notice(text: string): void;
}

/** A role that is kept running. */
export interface Role {
  /** Settles when the first process ends by itself, before `isUp` was called. */
  readonly failed: Promise<string>;
  /** From now on a death is followed by another start. */
  isUp(): void;
  stop(milliseconds: number): Promise<void>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STARTER = fileURLToPath(new URL('./start.mjs', import.meta.url));
const LARGEST_LOG = 10 * 1024 * 1024;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const QUIET_AFTER_MS = 60_000;

function rotate(log: string): void {
  try {
    if (statSync(log).size > LARGEST_LOG) renameSync(log, `${log}.1`);
  } catch {
    // There is none yet.
  }
}

/** The last lines of a log, for a person. */
export function tail(log: string, lines = 5): string[] {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines);
  } catch {
    return [];
  }
}

/** In a process group of its own: Ctrl-C reaches the launcher alone, which stops everything in order. */
function spawnRole(spec: RoleSpec): ChildProcess {
  rotate(spec.log);
  const output = openSync(spec.log, 'a', 0o600);
  try {
    return spawn(process.execPath, [STARTER, spec.entry], {
      cwd: ROOT,
      detached: true,
      env: environmentWith(spec.environment),
      stdio: ['ignore', output, output, 'ipc'],
    });
  } finally {
    closeSync(output);
  }
}

/**
 * Starts a role and keeps it running: a death is followed by another start, sooner after a long life, later after several
 * short ones. The role ends by itself when we die, by its IPC channel.
 */
export function keepRunning(spec: RoleSpec, watcher: RoleWatcher): Role {
  let up = false;
  let stopping = false;
  let deaths = 0;
  let mark: ProcessMark | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reportFailure: (how: string) => void;
  const failed = new Promise<string>((resolve) => {
    reportFailure = resolve;
  });

  const over = (how: string, bornAt: number) => {
    mark = undefined;
    if (stopping) return;
    watcher.changed(undefined);
    if (!up) return reportFailure(how);
    deaths = Date.now() - bornAt > QUIET_AFTER_MS ? 1 : deaths + 1;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (deaths - 1), LONGEST_DELAY_MS);
    watcher.died(how, delay);
    timer = setTimeout(start, delay);
  };

  const start = () => {
    const bornAt = Date.now();
    const child = spawnRole(spec);
    mark = child.pid === undefined ? undefined : markOf(child.pid);
    watcher.changed(mark);
    child.on('message', (message: Partial<Notice>) => {
      if (typeof message?.notice === 'string') watcher.notice(message.notice);
    });
    child.once('error', (error) => over(error.message, bornAt));
    child.once('exit', (code, signal) => over(signal ? `signal ${signal}` : `code ${code}`, bornAt));
  };

  start();
  return {
    failed,
    isUp: () => {
      up = true;
    },
    async stop(milliseconds) {
      stopping = true;
      clearTimeout(timer);
      if (mark) await end(mark, milliseconds);
    },
  };
}
