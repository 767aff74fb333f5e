import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readKept } from '../../launch/kept-file.ts';
import { becomes, freePort } from '../../launch/ports.ts';
import { hasEnded, isRunning, type ProcessMark } from '../../launch/processes.ts';
import { tail } from '../../launch/role.ts';
import { lastServices, type Services } from '../../launch/services.ts';
import { ground } from '../environment/ground.ts';

/** A process of the whole system that a test may kill. */
export type Part = 'launcher' | 'server' | 'worker' | 'mail' | 'temporal' | 'postgres';

/** What a whole system is started with. */
export interface SystemOptions {
  /** Beside ports, data folder and token; `SMTP_URL` for a mail server of the test's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Started as people do, by `npm start`. */
  readonly byNpm?: boolean;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 90_000;
const STOP_MS = 15_000;
const LAST_LINES = 60;

/** The real launcher with everything it brings up, in a data folder and on ports of its own. */
export class System {
  readonly dataDir: string;
  readonly url: string;
  /** An administrator's. */
  readonly token = 'whole-system-test-token-0123456789';
  readonly #environment: NodeJS.ProcessEnv;
  #launcher: ChildProcess | undefined;
  readonly #byNpm: boolean;
  #output = '';

  constructor(dataDir: string, environment: NodeJS.ProcessEnv, byNpm = false) {
    this.dataDir = dataDir;
    this.#environment = environment;
    this.#byNpm = byNpm;
    this.url = `http://127.0.0.1:${environment.PORT}`;
  }

  /** All that the launcher printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Starts the launcher, and waits until it says that all is ready; throws with what it printed when it does not. */
  async start(): Promise<void> {
    const [program, ...parameters] = this.#byNpm
      ? ['npm', 'start']
      : [process.execPath, 'launch/start.mjs', 'launch/main.ts'];
    const launcher = spawn(program, parameters, {
      cwd: ROOT,
      env: { ...this.#environment, BOOTSTRAP_API_TOKEN: this.token },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const from = this.#output.length;
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    }
    this.#launcher = launcher;
    const over = () => launcher.exitCode !== null || launcher.signalCode !== null;
    await becomes(() => over() || this.#output.slice(from).includes('Jalons est prêt'), READY_MS);
    if (over() || !this.#output.slice(from).includes('Jalons est prêt')) {
      throw new Error(`The system did not start:\n${this.#output.slice(from)}`);
    }
  }

  /** The end of what a role wrote in its log: for who reads why a test failed, since nothing else is kept of it. */
  lastWords(role: 'server' | 'worker'): string {
    return `${role}.log, its end:\n${tail(join(this.dataDir, 'logs', `${role}.log`), LAST_LINES).join('\n')}`;
  }

  /** What runs now, as the launcher wrote it down. */
  services(): Services {
    const services = lastServices(this.dataDir);
    if (!services) throw new Error(`Nothing runs in ${this.dataDir}`);
    return services;
  }

  /** The process of a part, or undefined between its death and its next start. */
  mark(part: Part): ProcessMark | undefined {
    const services = this.services();
    return part === 'launcher' ? services.launcher : services[part]?.mark;
  }

  /** Kills a part with -9, and waits until it is gone. Killing the launcher ends the roles, and leaves the servers. */
  async kill(part: Part): Promise<void> {
    const mark = this.mark(part);
    if (!mark) throw new Error(`${part} does not run`);
    process.kill(mark.pid, 'SIGKILL');
    await hasEnded(mark, 5_000);
  }

  /** Kills every process of the system with -9 at once, and waits until all are gone. */
  async killAll(): Promise<void> {
    const parts: Part[] = ['launcher', 'server', 'worker', 'mail', 'temporal', 'postgres'];
    const marks = parts.flatMap((part) => this.mark(part) ?? []);
    for (const { pid } of marks) process.kill(pid, 'SIGKILL');
    await Promise.all(marks.map((mark) => hasEnded(mark, 5_000)));
  }

  /** Another launcher on the same folder and ports, not started yet. */
  another(): System {
    return new System(this.dataDir, this.#environment, this.#byNpm);
  }

  /** Signals the process group of what was started, as a terminal does; answers the exit code once it has ended. */
  async signalGroup(name: NodeJS.Signals): Promise<number | null> {
    const started = this.#launcher;
    if (!started?.pid) throw new Error('Nothing was started.');
    const ended = new Promise<number | null>((resolve) => started.once('exit', resolve));
    process.kill(-started.pid, name);
    return ended;
  }

  /** Waits until a part runs again, as another process than `before`. */
  async revived(part: Part, before: ProcessMark): Promise<void> {
    const alive = () => {
      const mark = this.mark(part);
      return mark !== undefined && mark.pid !== before.pid && isRunning(mark);
    };
    if (!(await becomes(alive, 30_000))) throw new Error(`${part} did not come back:\n${this.#output}`);
  }

  /** Waits until the server answers that all is ready. */
  async ready(): Promise<void> {
    const answers = async () => {
      try {
        return (await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
      } catch {
        return false;
      }
    };
    if (!(await becomes(answers, READY_MS, 200))) throw new Error(`The system is not ready:\n${this.#output}`);
  }

  /** Sends SIGTERM to the launcher and waits; gives its exit code, and how long it took in milliseconds. */
  async stop(): Promise<{ code: number | null; milliseconds: number }> {
    const begin = Date.now();
    const launcher = this.#launcher;
    if (!launcher || launcher.exitCode !== null || launcher.signalCode !== null) return { code: null, milliseconds: 0 };
    const ended = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
    launcher.kill('SIGTERM');
    const code = await Promise.race([ended, pause(STOP_MS + 5_000, undefined, { ref: false }).then(() => null)]);
    return { code, milliseconds: Date.now() - begin };
  }

  /** Stops whatever still runs, by force if need be, and removes all that was written. */
  async remove(): Promise<void> {
    const before = lastServices(this.dataDir);
    await this.stop();
    const marks = [before?.server, before?.worker, before?.mail, before?.temporal, before?.postgres].flatMap(
      (service) => service?.mark ?? [],
    );
    for (const mark of marks) if (isRunning(mark)) process.kill(mark.pid, 'SIGKILL');
    await Promise.all(marks.map((mark) => hasEnded(mark, 5_000)));
    const elsewhere = readKept<{ data: string }>(join(this.dataDir, 'postgres.json'))?.data;
    for (const folder of [elsewhere, this.dataDir]) {
      if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/** Makes a whole system, not started yet. Nothing of the test's own environment is given to it, but where programs are. */
export async function createSystem(options: SystemOptions = {}): Promise<System> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jalons-system-'));
  chmodSync(dataDir, 0o755);
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const ports = await Promise.all(Array.from({ length: 5 }, freePort));
  const [port, temporal, temporalUi, mailSmtp, mailUi] = ports.map(String);
  const environment = {
    PATH,
    HOME,
    XDG_CACHE_HOME,
    TEMPORAL_CLI_PATH: ground().temporalCli,
    DATA_DIR: dataDir,
    PORT: port,
    TEMPORAL_PORT: temporal,
    TEMPORAL_UI_PORT: temporalUi,
    MAIL_SMTP_PORT: mailSmtp,
    MAIL_UI_PORT: mailUi,
    // The death of the test run ends the system, as the death of npm does.
    npm_lifecycle_event: 'start',
    ...options.environment,
  };
  return new System(dataDir, environment, options.byNpm);
}
