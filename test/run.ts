import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forbiddenImports } from './architecture/dependencies.ts';

/**
 * `npm test`: types, lint and format, import rules, then every jest test. `npm test -- FILE…`: jest alone, on these files.
 * Ends with one line, 'N passed, N failed', and with 1 when something failed.
 */
interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** The program that a package declares in its package.json. */
function programOf(name: string, bin: string): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin: declared } = require(manifest) as { bin: string | Record<string, string> };
  return join(manifest, '..', typeof declared === 'string' ? declared : (declared[bin] ?? ''));
}

/** Runs a program of Node's with our standard output; gives its exit code. */
function node(...parameters: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, { cwd: ROOT, stdio: 'inherit' });
    process.once('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function check(title: string, passes: () => Promise<boolean>): Promise<Count> {
  const begin = Date.now();
  const passed = await passes();
  process.stdout.write(`${passed ? '✓' : '✗'} ${title} (${Date.now() - begin} ms)\n`);
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

async function importsAreAllowed(): Promise<boolean> {
  const forbidden = await forbiddenImports();
  for (const line of forbidden) process.stdout.write(`  ${line}\n`);
  return forbidden.length === 0;
}

const CHECKS: readonly [string, () => Promise<boolean>][] = [
  ['types (tsc)', async () => (await node(programOf('typescript', 'tsc'), '--noEmit', '--project', '.')) === 0],
  ['lint and format (biome)', async () => (await node(programOf('@biomejs/biome', 'biome'), 'check', '.')) === 0],
  ['import rules (dependency-cruiser)', importsAreAllowed],
];

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/** A file that jest could not run, and a run that left no report, count as one failure. */
async function jest(parameters: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'jalons-report-'));
  const report = join(folder, 'report.json');
  try {
    const options = ['--json', `--outputFile=${report}`, '--passWithNoTests=false', ...parameters];
    const flags = ['--experimental-vm-modules', '--no-warnings'];
    const code = await node(...flags, programOf('jest', 'jest'), ...options);
    const result = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const skipped = result.numPendingTests + result.numTodoTests;
    return { passed: result.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const chosen = process.argv.slice(2);
const counts: Count[] = [];
if (chosen.length === 0) for (const [title, passes] of CHECKS) counts.push(await check(title, passes));
counts.push(await jest(chosen));
const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
