import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ground } from './ground.ts';

/** A program that speaks S3: how it is started. */
export interface S3Program {
  readonly name: 'versitygw' | 'moto';
  readonly path: string;
  /** Before ours. */
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const GATEWAY = 'github.com/versity/versitygw';
const GATEWAY_VERSION = 'v1.8.0';
/** Of the module's sources, by Go's own checksum database. */
const GATEWAY_SUM = 'h1:au+wI+aybno/STsQiSm35Uu6Q6iK5MWReQxgO6SEMFc=';
const MOTO_VERSION = '5.2.5';
const BUILD_MS = 900_000;

const run = promisify(execFile);
const say = (text: string) => process.stdout.write(`  S3 : ${text}\n`);

/**
 * A real S3 server for tests, built or downloaded once into the cache folder: versitygw where there is Go, else moto where
 * there is Python.
 *
 * @throws Error saying what is missing for either.
 */
export async function s3Program(): Promise<S3Program> {
  const refusals: string[] = [];
  for (const find of [versitygw, moto]) {
    try {
      return await find(ground().cacheDir);
    } catch (error) {
      refusals.push(reason(error));
    }
  }
  throw new Error(
    `no S3 server to test against: neither Go's versitygw (${refusals[0]}), nor Python's moto (${refusals[1]})`,
  );
}

async function versitygw(cache: string): Promise<S3Program> {
  const target = join(cache, `versitygw-${GATEWAY_VERSION}`);
  await once(target, async (draft) => {
    await run('go', ['version']);
    say(`versitygw ${GATEWAY_VERSION} is being built, once (a minute or two)…`);
    const environment = { ...process.env, GOBIN: draft, CGO_ENABLED: '0' };
    const module = `${GATEWAY}/cmd/versitygw@${GATEWAY_VERSION}`;
    await run('go', ['install', '-trimpath', module], { env: environment, timeout: BUILD_MS });
    const built = join(draft, 'versitygw');
    const { stdout } = await run('go', ['version', '-m', built]);
    if (!stdout.includes(`${GATEWAY_VERSION}\t${GATEWAY_SUM}`)) throw new Error('its sources are not those expected');
    return built;
  });
  return { name: 'versitygw', path: target, parameters: [], environment: {} };
}

async function moto(cache: string): Promise<S3Program> {
  const target = join(cache, `moto-${MOTO_VERSION}`);
  const { stdout } = await run('python3', ['-c', 'import sys; print(sys.executable)']);
  await once(target, async (draft) => {
    say(`moto ${MOTO_VERSION} is being downloaded, once…`);
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
    const parameters = ['-m', 'pip', 'install', ...quiet, '--target', draft, `moto[server]==${MOTO_VERSION}`];
    await run('python3', parameters, { timeout: BUILD_MS });
    return draft;
  });
  const parameters = ['-m', 'moto.server'];
  return { name: 'moto', path: stdout.trim(), parameters, environment: { PYTHONPATH: target } };
}

/** Makes `target` by what `make` leaves in a draft folder, unless it is there; two test files at once make it once. */
async function once(target: string, make: (draft: string) => Promise<string>): Promise<void> {
  mkdirSync(join(target, '..'), { recursive: true });
  const lock = `${target}.lock`;
  while (!existsSync(target)) {
    if (!taken(lock)) {
      await pause(500);
      continue;
    }
    const draft = mkdtempSync(`${target}.`);
    try {
      if (!existsSync(target)) renameSync(await make(draft), target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

/** Takes the lock; one that is older than any building is of a run that was killed. */
function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - since > BUILD_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function reason(error: unknown): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
  if (code === 'ENOENT') return 'it is not installed';
  return (stderr?.trim() || message).split('\n').at(-1)?.slice(0, 200) ?? '';
}
