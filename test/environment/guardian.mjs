/**
 * `node guardian.mjs FOLDER DATA PID`: waits for the end of its standard input, that is for the end of the test run, however it
 * ends; then ends the PostgreSQL of the run and every program started from FOLDER, and removes FOLDER and DATA.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [, , folder, data, postgres] = process.argv;

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** The processes whose program lies in the run's folder. */
function started() {
  const lines = execFileSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, program]) => program?.startsWith(`${folder}/`))
    .map(([pid]) => Number(pid));
}

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.stdin.resume();
process.stdin.once('close', async () => {
  send(Number(postgres), 'SIGQUIT');
  for (const pid of started()) send(pid, 'SIGKILL');
  for (let wait = 0; wait < 50 && send(Number(postgres), 0); wait += 1) await pause(100);
  for (const path of [folder, data]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
});
