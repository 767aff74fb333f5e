import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that can be recognised later: its number may be given again, its start cannot. */
export interface ProcessMark {
  readonly pid: number;
  readonly since: string;
}

function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // After the name in parentheses: state is field 3, the start in clock ticks field 22.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    }
    const [state, ...start] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
}

/** The mark of a running process, or undefined when there is none (a zombie is none). */
export function markOf(pid: number): ProcessMark | undefined {
  const since = startOf(pid);
  return since === undefined ? undefined : { pid, since };
}

/** Whether this very process still runs. */
export function isRunning(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.since;
}

/** Waits until the process has ended, `milliseconds` at most; says whether it has. */
export async function hasEnded(mark: ProcessMark, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isRunning(mark)) {
    if (Date.now() >= deadline) return false;
    await pause(25);
  }
  return true;
}

/** Signals a process, if it still runs; a process of another user is left alone. */
export function signal(mark: ProcessMark, name: NodeJS.Signals): void {
  if (!isRunning(mark)) return;
  try {
    process.kill(mark.pid, name);
  } catch {
    // It ended meanwhile, or belongs to somebody else.
  }
}

/** Asks a process to end, and ends it by force when it has not after `milliseconds`. */
export async function end(
  mark: ProcessMark,
  milliseconds: number,
  politely: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  signal(mark, politely);
  if (await hasEnded(mark, milliseconds)) return;
  signal(mark, 'SIGKILL');
  await hasEnded(mark, 2_000);
}
