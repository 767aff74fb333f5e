import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config, Environment } from '../config.ts';
import { prepareDataDir, takeDataDir } from './data-dir.ts';
import { awaitGiven } from './given.ts';
import { answers, becomes, isFree } from './ports.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { end, hasEnded, markOf, type ProcessMark } from './processes.ts';
import { sayAloud } from './progress.ts';
import { LaunchRefusal, linesOf } from './refusal.ts';
import { revive } from './revive.ts';
import { keepRunning, type Role, tail } from './role.ts';
import { keptSecret } from './secret.ts';
import { forgetServices, keepServices, lastServices, type Service, type Services } from './services.ts';
import { startTemporal, type TemporalServer } from './temporal-server.ts';
import { inSeconds, welcomeLines } from './welcome.ts';

type RoleName = 'mail' | 'worker' | 'server';

const TITLES: Record<RoleName, string> = { mail: 'Messagerie d’essai', worker: 'Worker', server: 'Serveur' };
const ENTRIES: Record<RoleName, string> = {
  mail: 'launch/mail-catcher.ts',
  worker: 'workers/main.ts',
  server: 'api/main.ts',
};

/** From the beginning of a stop, the instant (ms) by which each part must be gone: all within 15 s. */
const STOP_BY = { server: 2_500, worker: 11_000, mail: 11_500, temporal: 13_000, postgres: 14_500 } as const;
const START_PATIENCE_MS = 120_000;

/** `npm start`: everything brought up in order, kept up, and stopped in the other order. */
export class Launcher {
  readonly #config: Config;
  readonly #roles: Partial<Record<RoleName, Role>> = {};
  readonly #marks: Partial<Record<RoleName, ProcessMark>> = {};
  readonly #notices: string[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #watches: (() => Promise<void>)[] = [];
  #postgres: Postgres | undefined;
  #temporal: TemporalServer | undefined;
  #release: (() => void) | undefined;
  #stopping = false;
  #ready = false;

  constructor(config: Config) {
    this.#config = config;
  }

  /**
   * Brings up what the environment does not give, then worker and server; returns once the server is ready.
   *
   * @throws LaunchRefusal when something cannot be; what was started is still to be stopped, by `stop`.
   */
  async start(begin: number): Promise<void> {
    const config = this.#config;
    prepareDataDir(config.dataDir);
    this.#release = takeDataDir(config.dataDir);
    await this.#outliveOrphans();
    await this.#refuseTakenPorts();
    process.stdout.write('Jalons démarre…\n');
    const secret = config.secret ?? keptSecret(config.dataDir);
    await this.#step(() => awaitGiven(config));
    await this.#bringUpServices();
    const environment = this.#roleEnvironment(secret);
    await this.#startRole('worker', environment);
    await this.#startRole('server', environment);
    await this.#untilReady(['worker', 'server'], () => this.#isServerReady());
    this.#ready = true;
    this.#welcome(begin);
  }

  /** Stops all that was started, in order, within 15 s. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    const begin = Date.now();
    const left = (part: keyof typeof STOP_BY) => Math.max(500, STOP_BY[part] - (Date.now() - begin));
    const anything = Boolean(this.#postgres || this.#temporal || Object.keys(this.#roles).length > 0);
    if (anything) process.stdout.write('\nArrêt…\n');
    await Promise.race([Promise.allSettled([...this.#underWay]), pause(3_000)]);
    await Promise.all(this.#watches.map((unwatch) => unwatch()));
    for (const name of ['server', 'worker', 'mail'] as const) await this.#roles[name]?.stop(left(name));
    await this.#temporal?.stop(left('temporal'));
    await this.#postgres?.stop(left('postgres'));
    if (!this.#release) return;
    forgetServices(this.#config.dataDir);
    this.#release();
    if (anything) process.stdout.write(`Tout est arrêté (${inSeconds(Date.now() - begin)}).\n`);
  }

  /** After a kill -9 of the launcher its roles end by themselves: they are given the time, then no more. */
  async #outliveOrphans(): Promise<void> {
    const last = lastServices(this.#config.dataDir);
    const orphans = [last?.server, last?.worker, last?.mail].flatMap((service) => service?.mark ?? []);
    await Promise.all(
      orphans.map(async (orphan) => {
        if (!(await hasEnded(orphan, 1_000))) await end(orphan, 12_000);
      }),
    );
  }

  async #refuseTakenPorts(): Promise<void> {
    const { port, host, smtpUrl, mailSmtpPort, mailUiPort } = this.#config;
    const needed = [
      { number: port, on: host, variable: 'PORT' },
      ...(smtpUrl ? [] : [{ number: mailSmtpPort, on: '127.0.0.1', variable: 'MAIL_SMTP_PORT' }]),
      ...(smtpUrl ? [] : [{ number: mailUiPort, on: '127.0.0.1', variable: 'MAIL_UI_PORT' }]),
    ];
    for (const { number, on, variable } of needed) {
      if (await isFree(number, on)) continue;
      throw new LaunchRefusal(
        `Le port ${number} est déjà pris par un autre programme : arrêtez-le, ou choisissez-en un autre avec ${variable}=….`,
      );
    }
  }

  /** Waits for work that `stop` must not overtake; refuses to go on once stopping. */
  async #step<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new LaunchRefusal('Arrêt demandé pendant le démarrage.');
    const promise = work();
    this.#underWay.add(promise);
    try {
      return await promise;
    } finally {
      this.#underWay.delete(promise);
    }
  }

  async #bringUpServices(): Promise<void> {
    const parts = [
      this.#config.databaseUrl ? undefined : this.#step(() => this.#bringUpPostgres()),
      this.#config.temporal ? undefined : this.#step(() => this.#bringUpTemporal()),
      this.#config.smtpUrl ? undefined : this.#step(() => this.#bringUpMail()),
    ];
    // All are waited for, so that a refusal of one leaves none half started.
    const outcomes = await Promise.allSettled(parts);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    if (refused) throw refused.reason;
    this.#note();
  }

  async #bringUpPostgres(): Promise<void> {
    const start = () => startPostgres(this.#config.dataDir, sayAloud);
    this.#postgres = await start();
    this.#watch('PostgreSQL', this.#postgres, start, (server) => {
      this.#postgres = server;
    });
  }

  async #bringUpTemporal(): Promise<void> {
    const start = () => startTemporal(this.#config, sayAloud);
    this.#temporal = await start();
    this.#watch('Temporal', this.#temporal, start, (server) => {
      this.#temporal = server;
    });
  }

  #watch<T extends Postgres | TemporalServer>(
    part: string,
    first: T,
    start: () => Promise<T>,
    back: (server: T) => void,
  ) {
    const unwatch = revive(first, start, {
      died: () => sayAloud(part, 's’est arrêté ; redémarrage…'),
      back: (server) => {
        back(server);
        this.#note();
        sayAloud(part, 'de nouveau en marche.');
      },
      failed: (error) => sayAloud(part, linesOf(error).join(' ')),
    });
    this.#watches.push(unwatch);
  }

  async #bringUpMail(): Promise<void> {
    await this.#startRole('mail', {});
    await this.#untilReady(['mail'], () => answers(this.#config.mailUiPort));
  }

  #roleEnvironment(secret: string): Environment {
    const { databaseUrl, temporal, temporalNamespace, temporalUiUrl, smtpUrl, mailSmtpPort, dataDir } = this.#config;
    const mailUiUrl = this.#mailUi();
    return {
      DATA_DIR: dataDir,
      SECRET: secret,
      DATABASE_URL: databaseUrl ?? this.#postgres?.url,
      SMTP_URL: smtpUrl ?? `smtp://127.0.0.1:${mailSmtpPort}`,
      ...(mailUiUrl ? { MAIL_UI_URL: mailUiUrl } : {}),
      ...(temporal ? {} : { TEMPORAL_ADDRESS: this.#temporal?.address, TEMPORAL_NAMESPACE: temporalNamespace }),
      ...(temporalUiUrl || temporal ? {} : { TEMPORAL_UI_URL: this.#temporal?.uiUrl }),
    };
  }

  async #startRole(name: RoleName, environment: Environment): Promise<void> {
    if (this.#stopping) throw new LaunchRefusal('Arrêt demandé pendant le démarrage.');
    const title = TITLES[name];
    const log = this.#logOf(name);
    this.#roles[name] = keepRunning(
      { title, entry: ENTRIES[name], environment, log },
      {
        changed: (mark) => {
          this.#marks[name] = mark;
          this.#note();
        },
        died: (how, delay) =>
          sayAloud(title, `s’est arrêté (${how}) ; redémarrage dans ${inSeconds(delay)} ; journal : ${log}`),
        notice: (text) => this.#tell(text),
      },
    );
  }

  #logOf(name: RoleName): string {
    return join(this.#config.dataDir, 'logs', `${name}.log`);
  }

  #tell(notice: string): void {
    if (this.#ready) process.stdout.write(`  ${notice}\n`);
    else this.#notices.push(notice);
  }

  /** Waits until `check` passes; a role that ends before is a refusal, told with its last lines. */
  async #untilReady(names: RoleName[], check: () => Promise<boolean>): Promise<void> {
    let failure: { name: RoleName; how: string } | undefined;
    for (const name of names) {
      this.#roles[name]?.failed.then((how) => {
        failure ??= { name, how };
      });
    }
    const titles = names.map((name) => TITLES[name]).join(', ');
    const slow = setTimeout(() => sayAloud(titles, 'démarrage…'), 1_000);
    const passed = await becomes(
      async () => failure !== undefined || this.#stopping || (await check()),
      START_PATIENCE_MS,
    );
    clearTimeout(slow);
    if (failure) throw this.#failedStart(failure.name, `s’est arrêté avant d’être prêt (${failure.how})`);
    if (!passed)
      throw this.#failedStart(names.at(-1) ?? 'server', `n’est pas prêt après ${inSeconds(START_PATIENCE_MS)}`);
    for (const name of names) this.#roles[name]?.isUp();
  }

  #failedStart(name: RoleName, what: string): LaunchRefusal {
    const log = this.#logOf(name);
    const said = existsSync(log) ? tail(log).map((line) => `\n    ${line}`) : [];
    return new LaunchRefusal(`${TITLES[name]} : ${what} ; son journal (${log}) dit :${said.join('')}`);
  }

  async #isServerReady(): Promise<boolean> {
    const { port, host } = this.#config;
    const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}/readyz`;
    try {
      return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  /** Where mails are read that the catcher of ours holds; undefined when they go to a server that is given. */
  #mailUi(): string | undefined {
    const { smtpUrl, mailUiUrl, mailUiPort } = this.#config;
    return mailUiUrl ?? (smtpUrl ? undefined : `http://127.0.0.1:${mailUiPort}`);
  }

  #welcome(begin: number): void {
    const { publicUrl, temporal, dataDir } = this.#config;
    const lines = welcomeLines({
      application: publicUrl,
      temporalUi: temporal ? undefined : this.#temporal?.uiUrl,
      mailUi: this.#mailUi(),
      dataDir,
      milliseconds: Date.now() - begin,
      notices: this.#notices,
    });
    process.stdout.write(`${lines.join('\n')}\n`);
  }

  /** Writes down what runs, and where. */
  #note(): void {
    if (this.#stopping) return;
    const { dataDir, databaseUrl, temporal, smtpUrl, mailSmtpPort, mailUiPort, publicUrl } = this.#config;
    const launcher = markOf(process.pid);
    if (!launcher) return;
    const role = (name: RoleName, where: Service): Service | undefined =>
      this.#roles[name] || this.#marks[name] ? { ...where, mark: this.#marks[name] } : undefined;
    const services: Services = {
      launcher,
      postgres: this.#postgres ? { url: this.#postgres.url, mark: this.#postgres.mark } : { url: databaseUrl },
      temporal: this.#temporal
        ? { url: this.#temporal.address, uiUrl: this.#temporal.uiUrl, mark: this.#temporal.mark }
        : { url: temporal?.address },
      mail: smtpUrl
        ? { url: smtpUrl }
        : role('mail', { url: `smtp://127.0.0.1:${mailSmtpPort}`, uiUrl: `http://127.0.0.1:${mailUiPort}` }),
      worker: role('worker', {}),
      server: role('server', { url: publicUrl }),
    };
    keepServices(dataDir, services);
  }
}
