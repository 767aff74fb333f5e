import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keep, readKept } from './kept-file.ts';
import { isRunning, markOf, type ProcessMark } from './processes.ts';
import { LaunchRefusal } from './refusal.ts';

/** Node's own recursive mkdir never returns in some read-only places, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/**
 * Makes the data folder if need be.
 *
 * @throws LaunchRefusal when it cannot be made or written.
 */
export function prepareDataDir(dataDir: string): void {
  try {
    makeFolder(join(dataDir, 'logs'));
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new LaunchRefusal(
      `DATA_DIR : impossible d’écrire dans ${dataDir} (${code}) : rendez ce dossier accessible en écriture, ou choisissez-en un autre avec DATA_DIR=….`,
      { cause },
    );
  }
}

/**
 * Says that this process is the launcher of `dataDir`; returns what takes that back.
 *
 * @throws LaunchRefusal when another one runs there.
 */
export function takeDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'launcher.json');
  const other = readKept<ProcessMark>(file);
  if (other && other.pid !== process.pid && isRunning(other)) {
    throw new LaunchRefusal(
      `Jalons est déjà lancé dans ${dataDir} (processus ${other.pid}) : arrêtez-le (kill ${other.pid}), ou choisissez un autre DATA_DIR.`,
    );
  }
  keep(file, markOf(process.pid));
  return () => rmSync(file, { force: true });
}
