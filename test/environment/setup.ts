import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Config, readConfig } from '../../config.ts';
import { migrate } from '../../db/migrate.ts';
import { startPostgres } from '../../launch/postgres.ts';
import { linesOf } from '../../launch/refusal.ts';
import { temporalCli, temporalTestServer } from '../../launch/temporal-binary.ts';
import { workflowBundle } from '../../workers/bundle.ts';
import { layGround } from './ground.ts';

const TEMPLATE = 'jalons_template';
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/jalons', import.meta.url));
const GUARDIAN = fileURLToPath(new URL('./guardian.mjs', import.meta.url));

/** Speed matters here, what is written does not. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

const say = (part: string, text: string) => process.stdout.write(`  ${part} : ${text}\n`);

/** Ends everything of this run when we end, even when we are killed. */
function guard(folder: string, data: string, postgres: number): ChildProcess {
  const guardian = spawn(process.execPath, [GUARDIAN, folder, data, String(postgres)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  guardian.unref();
  (guardian.stdin as unknown as { unref?(): void })?.unref?.();
  return guardian;
}

async function migratedTemplate(adminUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${TEMPLATE}`);
    const url = new URL(adminUrl);
    url.pathname = `/${TEMPLATE}`;
    await migrate(url.href);
    return TEMPLATE;
  } finally {
    await admin.end();
  }
}

/** The program under a name inside the run's folder, so that what is started of it can be found again. */
function linked(folder: string, program: string, name: string): string {
  const link = join(folder, name);
  symlinkSync(program, link);
  return link;
}

async function orFailure<T>(what: string, work: Promise<T>, failures: string[]): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    failures.push(`${what}: ${linesOf(error).join(' ')}`);
    return undefined;
  }
}

function testConfig(folder: string): Config {
  const { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI_PATH, TEMPORAL_TEST_SERVER_PATH } = process.env;
  return readConfig({ PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI_PATH, TEMPORAL_TEST_SERVER_PATH, DATA_DIR: folder });
}

/**
 * Prepares a run of the tests: a PostgreSQL with a migrated template database, Temporal's programs, the workflows'
 * bundle. Returns what ends it all.
 */
export async function setUp(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'jalons-test-'));
  // PostgreSQL runs as another user when we are root, and has to enter.
  chmodSync(folder, 0o755);
  const postgres = await startPostgres(folder, say, FORGETFUL);
  const guardian = guard(folder, postgres.data, postgres.mark.pid);
  const config = testConfig(folder);
  const failures: string[] = [];
  const [template, cli, testServer, bundle] = await Promise.all([
    orFailure('migrations', migratedTemplate(postgres.url), failures),
    orFailure('temporal', temporalCli(config, say), failures),
    orFailure('temporal-test-server', temporalTestServer(config, say), failures),
    orFailure('bundle', workflowBundle(CACHE), failures),
  ]);
  layGround({
    adminUrl: postgres.url,
    template,
    temporalCli: cli ? linked(folder, cli, 'temporal') : '',
    testServer: testServer ? linked(folder, testServer, 'temporal-test-server') : '',
    folder,
    cacheDir: config.programs.cacheDir,
    bundle,
    failures,
  });
  return async () => {
    guardian.stdin?.end();
    guardian.ref();
    await new Promise((done) => guardian.once('exit', done));
  };
}
