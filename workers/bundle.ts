import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** Where the workflows begin. */
export const WORKFLOWS_PATH = join(ROOT, 'workflows', 'index.ts');

/**
 * The path of the workflows' bundle, made when the sources or the SDK changed since the last time and kept in `folder`:
 * a start that changes nothing does not wait for it.
 */
export async function workflowBundle(folder: string): Promise<string> {
  const path = join(folder, `workflows-${fingerprint()}.js`);
  if (isKept(path)) return path;
  const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: silent });
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, path);
  return path;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  hash.update(require('@temporalio/worker/package.json').version);
  for (const folder of ['workflows', 'domain']) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      hash.update(file).update(readFileSync(join(ROOT, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function isKept(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

const nothing = () => {};
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
