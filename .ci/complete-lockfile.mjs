/**
 * `node .ci/complete-lockfile.mjs`, after an `npm install`: adds to package-lock.json the packages made for other machines that
 * the registry in use did not have. Without their lines `npm ci` refuses the whole lockfile, everywhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'netbsd', 'openbsd', 'sunos'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'loong64', 'riscv64', 'wasm32', 'mips64el'];

/** What a package's name says of the machine it is for: `core-linux-arm-gnueabihf` → linux, arm. */
function machineOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }) };
}

/** The optional packages that some package of the lockfile wants and that have no line: `[name, version]`. */
export function missingOptionals(packages) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const near = `${path}${path && '/'}node_modules/${name}`;
      if (!packages[near] && !packages[`node_modules/${name}`]) missing.set(name, version);
    }
  }
  return [...missing];
}

function complete(path) {
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingOptionals(lock.packages);
  for (const [name, version] of missing) {
    if (!/^\d/.test(version)) throw new Error(`${name}: ${version} is not one exact version`);
    lock.packages[`node_modules/${name}`] = { version, ...machineOf(name), optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  for (const [name, version] of missing) process.stdout.write(`added ${name} ${version}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  complete(fileURLToPath(new URL('../package-lock.json', import.meta.url)));
}
