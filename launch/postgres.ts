import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { spawnDetached } from './detached.ts';
import { keep, readKept } from './kept-file.ts';
import { becomes, freePort, isFree } from './ports.ts';
import { type PostgresHome, postgresHome } from './postgres-home.ts';
import { end, hasEnded, markOf, type ProcessMark } from './processes.ts';
import { type Say, sayIfLong } from './progress.ts';
import { LaunchRefusal } from './refusal.ts';

/** A running PostgreSQL of ours. */
export interface Postgres {
  /** The address of the database `jalons`. */
  readonly url: string;
  readonly mark: ProcessMark;
  readonly data: string;
  /** Stops it as PostgreSQL likes it (no recovery at the next start), by force after `milliseconds`. */
  stop(milliseconds?: number): Promise<void>;
}

interface Kept {
  data: string;
  port: number;
  password: string;
}

const PART = 'PostgreSQL';
const USER = 'jalons';
const run = promisify(execFile);

function urlOf({ port, password }: Kept, database: string): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

function as(home: PostgresHome) {
  return { cwd: '/', ...(home.user ? { uid: home.user.uid, gid: home.user.gid } : {}) };
}

async function initialise(home: PostgresHome, password: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jalons-postgres-'));
  const file = join(folder, 'password');
  try {
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    if (home.user) for (const path of [folder, file]) chownSync(path, home.user.uid, home.user.gid);
    await run(
      join(home.binaries, 'bin', 'initdb'),
      [
        `--pgdata=${home.data}`,
        `--username=${USER}`,
        `--pwfile=${file}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      as(home),
    );
  } catch (cause) {
    rmSync(join(home.data, 'PG_VERSION'), { force: true });
    const reason = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? String(cause);
    throw new LaunchRefusal(`PostgreSQL n’a pas pu préparer ${home.data} : ${reason}`, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An interrupted preparation leaves a folder that initdb refuses: it holds nothing yet. */
function emptyHalfMade(data: string): void {
  for (const entry of readdirSync(data)) rmSync(join(data, entry), { recursive: true, force: true });
}

/** The server that holds this data folder now, if any. */
function holder(data: string): ProcessMark | undefined {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const mark = markOf(pid);
    return mark && isPostgres(pid) ? mark : undefined;
  } catch {
    return undefined;
  }
}

/** After a reboot the number may belong to any other program. */
function isPostgres(pid: number): boolean {
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

async function accepts(kept: Kept): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(kept, 'postgres'), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Takes over the server that a killed launcher left, or waits for it to be gone. */
async function adopt(kept: Kept): Promise<ProcessMark | undefined> {
  const mark = holder(kept.data);
  if (!mark) return undefined;
  const settled = await becomes(async () => (await accepts(kept)) || !holder(kept.data), 20_000);
  if (!settled) {
    await end(mark, 5_000, 'SIGQUIT');
    return undefined;
  }
  return holder(kept.data);
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return 'aucun message';
  }
}

const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_timezone=UTC', 'timezone=UTC'];

async function startOnce(
  home: PostgresHome,
  kept: Kept,
  log: string,
  extra: readonly string[],
): Promise<ProcessMark | undefined> {
  const { mark, isOver } = spawnDetached(
    join(home.binaries, 'bin', 'postgres'),
    ['-D', home.data, '-p', String(kept.port), ...[...SETTINGS, ...extra].flatMap((setting) => ['-c', setting])],
    log,
    as(home),
  );
  // Recovering after a kill may take a while.
  const ready = await becomes(async () => isOver() || (await accepts(kept)), 120_000);
  if (!isOver() && ready && mark) return mark;
  if (mark) await end(mark, 5_000, 'SIGINT');
  return undefined;
}

/** The children of a killed server hold its memory for a moment: a start just after it is tried again. */
async function startPatiently(
  home: PostgresHome,
  kept: Kept,
  log: string,
  extra: readonly string[],
): Promise<ProcessMark> {
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    const mark = await startOnce(home, kept, log, extra);
    if (mark) return mark;
    await pause(1_000);
  }
  throw new LaunchRefusal(`PostgreSQL ne démarre pas ; son journal (${log}) dit : ${lastLines(log)}`);
}

async function ensureDatabase(kept: Kept): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(kept, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [USER]);
    if (!rowCount) await client.query(`create database ${USER}`);
  } finally {
    await client.end();
  }
}

async function bringUp(home: PostgresHome, kept: Kept, log: string, extra: readonly string[]): Promise<ProcessMark> {
  if (!existsSync(join(home.data, 'global', 'pg_control')) || !existsSync(join(home.data, 'PG_VERSION'))) {
    emptyHalfMade(home.data);
    await initialise(home, kept.password);
  }
  return startPatiently(home, kept, log, extra);
}

/**
 * Brings up the PostgreSQL whose state is under `dataDir`, or takes over the one that still runs there.
 * It listens on loopback only, in its own process group.
 *
 * @throws LaunchRefusal when it cannot.
 */
export async function startPostgres(
  dataDir: string,
  say: Say,
  extraSettings: readonly string[] = [],
): Promise<Postgres> {
  const file = join(dataDir, 'postgres.json');
  const before = readKept<Kept>(file);
  const home = postgresHome(dataDir, before?.data);
  const kept: Kept = before
    ? { ...before, data: home.data }
    : { data: home.data, port: await freePort(), password: randomBytes(18).toString('hex') };
  const log = join(dataDir, 'postgres.log');
  let mark = await sayIfLong(say, PART, 'un serveur tourne déjà, reprise…', adopt(kept));
  if (!mark) {
    if (!(await isFree(kept.port))) kept.port = await freePort();
    keep(file, kept);
    mark = await sayIfLong(say, PART, 'démarrage…', bringUp(home, kept, log, extraSettings));
  }
  await ensureDatabase(kept);
  const running = mark;
  return {
    url: urlOf(kept, USER),
    mark: running,
    data: home.data,
    async stop(milliseconds = 5_000) {
      const half = Math.max(500, milliseconds - 1_000);
      await end(running, half, 'SIGINT').catch(() => undefined);
      await hasEnded(running, 1_000);
    },
  };
}
