/**
 * `node launch/start.mjs ENTRY.ts [arguments]`: runs a program of this repository on a machine that has only Node and npm.
 * It uses no dependency, since its first task is to install them. Everything runs in UTC.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 20];

/** Says one line and ends. */
function refuse(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function isOldNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Why `npm ci` must run in `folder`, or undefined when what is installed is what the lockfile says. Packages made for
 * other machines may be absent, and those for developers too when nothing `forTests` is run.
 */
export function whyInstall(folder, forTests) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  if (!wanted) return undefined;
  if (!existsSync(join(folder, 'node_modules'))) return 'les bibliothèques ne sont pas installées';
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (!installed) return 'l’installation précédente a été interrompue';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue;
    const present = installed[path];
    const mayBeAbsent = entry.optional || entry.devOptional || entry.peer || (entry.dev && !forTests);
    if (present ? present.version !== entry.version : !mayBeAbsent) return 'les bibliothèques ont changé';
  }
  return undefined;
}

function npmCi() {
  return new Promise((done) => {
    const npm = spawn('npm', ['ci', '--include=dev', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
    const stop = (signal) => npm.kill(signal);
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    npm.once('error', (error) => refuse(`npm est introuvable (${error.message}) : installez Node.js avec npm.`));
    npm.once('exit', (code, signal) => {
      process.off('SIGTERM', stop);
      process.off('SIGINT', stop);
      done(signal ? 1 : code);
    });
  });
}

async function install(reason) {
  const begin = Date.now();
  process.stdout.write(`Installation (${reason}) : npm ci, une minute environ…\n`);
  const code = await npmCi();
  if (code !== 0) refuse('npm ci a échoué : ses lignes ci-dessus disent pourquoi ; relancez ensuite la même commande.');
  process.stdout.write(`Installation terminée en ${Math.round((Date.now() - begin) / 1000)} s.\n`);
}

async function main() {
  if (isOldNode(process.versions.node)) {
    refuse(`Jalons demande Node.js ${OLDEST_NODE.join('.')} ou plus récent ; celui-ci est ${process.version}.`);
  }
  const [, , entry, ...parameters] = process.argv;
  const path = entry && resolve(root, entry);
  if (!path || !existsSync(path)) refuse(`Programme introuvable : ${entry ?? '(aucun)'}`);
  process.env.TZ = 'UTC';
  const reason = whyInstall(root, entry.startsWith('test/'));
  if (reason) await install(reason);
  process.argv = [process.execPath, path, ...parameters];
  await import('tsx');
  await import(pathToFileURL(path).href);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
