import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ground } from '../../environment/ground.ts';

const VERSION = '1.28.2';
const ARTIFACT = `org.verapdf.apps:greenfield-apps:${VERSION}`;
const JAR = `greenfield-apps-${VERSION}.jar`;
const SHA256 = '687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6';
const MAIN = 'org.verapdf.apps.GreenfieldCliWrapper';
const DOWNLOAD_MS = 300_000;

const run = promisify(execFile);

/** What veraPDF says of files: whether each is PDF/UA-1, and for those that are not, which rules they break. */
export interface Verdict {
  passed: string[];
  failed: string[];
  said: string;
}

/** veraPDF, or why it cannot be had here. */
export type VeraPdf = { judge(files: readonly string[]): Promise<Verdict> } | { missing: string };

/** veraPDF where there is Java, downloaded once by Maven into the cache folder and checked by its SHA-256. */
export async function findVeraPdf(): Promise<VeraPdf> {
  try {
    await run('java', ['-version']);
    const jar = await findJar(ground().cacheDir);
    return { judge: (files) => judge(jar, files) };
  } catch (error) {
    const { code, path, stdout, message } = error as {
      code?: unknown;
      path?: string;
      stdout?: string;
      message: string;
    };
    if (code === 'ENOENT') return { missing: `${path} is not installed` };
    return { missing: (stdout?.split('\n').find((line) => line.includes('ERROR')) ?? message).slice(0, 300) };
  }
}

async function findJar(cache: string): Promise<string> {
  const target = join(cache, JAR);
  if (existsSync(target)) return checked(target);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${target}.`);
  try {
    process.stdout.write(`  veraPDF: ${VERSION} is being downloaded by Maven, once…\n`);
    const goal = ['dependency:copy', `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${folder}`];
    await run('mvn', ['--quiet', '--batch-mode', ...goal], { cwd: folder, timeout: DOWNLOAD_MS });
    renameSync(checked(join(folder, JAR)), target);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checked(jar: string): string {
  const found = createHash('sha256').update(readFileSync(jar)).digest('hex');
  if (found !== SHA256) throw new Error(`${jar} is not the veraPDF expected (SHA-256 ${found})`);
  return jar;
}

/** One Java for all files. It exits with 1 when a file is not valid. */
async function judge(jar: string, files: readonly string[]): Promise<Verdict> {
  const parameters = ['-cp', jar, MAIN, '-f', 'ua1', '--format', 'text', '-v', ...files];
  const said = await run('java', parameters, { maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout }) => stdout,
    (error: { code?: unknown; stdout?: string; message: string }) => {
      if (error.code !== 1 || !error.stdout) throw error;
      return error.stdout;
    },
  );
  const filesThat = (verdict: string) =>
    [...said.matchAll(new RegExp(`^${verdict} (.+) ua1$`, 'gm'))].map(([, path = '']) => path);
  return { passed: filesThat('PASS'), failed: filesThat('FAIL'), said };
}
