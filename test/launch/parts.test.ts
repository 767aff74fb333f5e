import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../../config.ts';
import { prepareDataDir, takeDataDir } from '../../launch/data-dir.ts';
import { awaitGiven } from '../../launch/given.ts';
import { keep } from '../../launch/kept-file.ts';
import { freePort } from '../../launch/ports.ts';
import { startPostgres } from '../../launch/postgres.ts';
import { isRunning, markOf } from '../../launch/processes.ts';
import { linesOf } from '../../launch/refusal.ts';
import { readRoleConfig } from '../../launch/role-config.ts';
import { keptSecret } from '../../launch/secret.ts';
import { keepServices } from '../../launch/services.ts';
import { temporalCli } from '../../launch/temporal-binary.ts';
import { startTemporal } from '../../launch/temporal-server.ts';
import { ground } from '../environment/ground.ts';

const silent = () => undefined;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalons-launch-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A process that has ended, and whose number nobody has now. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('The data folder', () => {
  it('is refused in one line when it cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => prepareDataDir(join(folder, 'file', 'data'))).toThrow(/^DATA_DIR : impossible d’écrire dans .+ : .+$/);
  });

  it('belongs to one launcher at a time', () => {
    const other = markOf(process.ppid);
    keep(join(folder, 'launcher.json'), other);
    expect(() => takeDataDir(folder)).toThrow(/déjà lancé.+arrêtez-le/);
  });

  it('is taken over from a launcher that was killed, even when another program has its number now', async () => {
    keep(join(folder, 'launcher.json'), { pid: await deadPid(), since: '1' });
    takeDataDir(folder)();
    keep(join(folder, 'launcher.json'), { pid: process.ppid, since: 'another start' });
    const release = takeDataDir(folder);
    release();
    expect(existsSync(join(folder, 'launcher.json'))).toBe(false);
  });

  it('keeps one secret, for the owner’s eyes only', () => {
    const secret = keptSecret(folder);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(keptSecret(folder)).toBe(secret);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });
});

describe('A role started alone', () => {
  const lines = (env: Record<string, string>) => {
    try {
      readRoleConfig({ DATA_DIR: folder, ...env });
      return [];
    } catch (error) {
      return linesOf(error);
    }
  };

  it('asks for what it is not given, when no npm start runs', () => {
    expect(lines({})).toEqual([expect.stringMatching(/^DATABASE_URL manque .+npm start/)]);
  });

  it('uses the services of the npm start that runs', () => {
    const launcher = markOf(process.pid);
    if (!launcher) throw new Error('we run');
    const services = {
      launcher,
      postgres: { url: 'postgresql://a@127.0.0.1/b' },
      temporal: { url: '127.0.0.1:7777' },
      mail: { url: 'smtp://127.0.0.1:2525', uiUrl: 'http://127.0.0.1:2526' },
    };
    keepServices(folder, services);
    expect(readRoleConfig({ DATA_DIR: folder })).toMatchObject({
      databaseUrl: services.postgres.url,
      temporal: { address: services.temporal.url, namespace: 'default' },
      smtpUrl: services.mail.url,
      mailUiUrl: services.mail.uiUrl,
    });
    expect(readRoleConfig({ DATA_DIR: folder, SMTP_URL: 'smtp://mail.example.org' }).mailUiUrl).toBeUndefined();
    keepServices(folder, { ...services, launcher: { ...launcher, since: 'before' } });
    expect(lines({})).toHaveLength(1);
  });
});

describe('A service that the environment gives', () => {
  it('is named in one line when nothing answers there', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const refused = awaitGiven(readConfig({ DATABASE_URL: `postgresql://a@${address}/b` }));
    await expect(refused).rejects.toThrow(`DATABASE_URL : rien ne répond à ${address} : démarrez ce service`);
  });

  it('is gone on with when it answers', async () => {
    await awaitGiven(readConfig({ DATABASE_URL: ground().adminUrl }));
  });
});

describe('The embedded PostgreSQL', () => {
  it('is found again, taken over when it still runs, and recovers after kill -9', async () => {
    const first = await startPostgres(folder, silent);
    const client = new pg.Client({ connectionString: first.url });
    await client.connect();
    await client.query('create table kept(n int); insert into kept values (1)');
    await client.end();
    const adopted = await startPostgres(folder, silent);
    expect(adopted.mark).toEqual(first.mark);
    process.kill(first.mark.pid, 'SIGKILL');
    const again = await startPostgres(folder, silent);
    expect(again.mark.pid).not.toBe(first.mark.pid);
    expect(again.url).toBe(first.url);
    const other = new pg.Client({ connectionString: again.url });
    await other.connect();
    expect((await other.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await other.end();
    await again.stop();
    expect(isRunning(again.mark)).toBe(false);
  });

  it('begins anew when its first preparation was interrupted', async () => {
    mkdirSync(join(folder, 'postgres'), { mode: 0o700 });
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18\n');
    const postgres = await startPostgres(folder, silent);
    await postgres.stop();
  });

  it('listens to this machine alone', async () => {
    const postgres = await startPostgres(folder, silent);
    const log = readFileSync(join(folder, 'postgres.log'), 'utf8');
    const heard = [...log.matchAll(/listening on (.+)/g)].map(([, where]) => where);
    expect(heard).toEqual([expect.stringMatching(/^IPv4 address "127\.0\.0\.1"/)]);
    await postgres.stop();
  });
});

describe('The embedded Temporal', () => {
  let taken: Server | undefined;
  afterEach(() => taken?.close());

  async function configured(): Promise<ReturnType<typeof readConfig>> {
    const [port, uiPort] = [await freePort(), await freePort()];
    const env = { TEMPORAL_PORT: String(port), TEMPORAL_UI_PORT: String(uiPort), PORT: '1', MAIL_UI_PORT: '2' };
    return readConfig({ ...env, DATA_DIR: folder, TEMPORAL_CLI_PATH: ground().temporalCli });
  }

  it('is taken over when it still runs, and started again when it was killed', async () => {
    const config = await configured();
    const first = await startTemporal(config, silent);
    expect((await startTemporal(config, silent)).mark).toEqual(first.mark);
    process.kill(first.mark.pid, 'SIGKILL');
    const again = await startTemporal(config, silent);
    expect(again.mark.pid).not.toBe(first.mark.pid);
    await again.stop();
    expect(isRunning(again.mark)).toBe(false);
  });

  it('refuses in one line a port that another program has', async () => {
    const config = await configured();
    taken = createServer().listen(config.temporalPort, '127.0.0.1');
    await once(taken, 'listening');
    await expect(startTemporal(config, silent)).rejects.toThrow(
      /^Temporal : le port \d+ est déjà pris .+TEMPORAL_PORT=….$/,
    );
  });

  it('refuses in one line a path that is no program', async () => {
    const config = readConfig({ DATA_DIR: folder, TEMPORAL_CLI_PATH: join(folder, 'nothing') });
    await expect(temporalCli(config, silent)).rejects.toThrow(
      /^TEMPORAL_CLI_PATH : .+ n’est pas un programme exécutable\.$/,
    );
  });
});
