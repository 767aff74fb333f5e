import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/** A browser to be started, and what its environment needs. */
export interface Chromium {
  executablePath: string;
  env: Record<string, string>;
}

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/jalons/chromium', import.meta.url));

const INSTALLED = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The Chromium of this machine: that of CHROMIUM_PATH, an installed one, that of the package @sparticuz/chromium (Linux x64),
 * or Debian's, which root may install. Undefined where there is none.
 */
export async function findChromium(): Promise<Chromium | undefined> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, env: {} };
  const installed = installedChromium();
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium();
  return debianChromium();
}

function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [MAC, ...INSTALLED.flatMap((name) => folders.map((folder) => join(folder, name)))];
  return candidates.find((path) => existsSync(path));
}

/** The binary inside the npm package, unpacked once beside the libraries and fonts that come with it. */
async function packagedChromium(): Promise<Chromium> {
  const package_ = dirname(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))));
  if (!existsSync(join(CACHE, 'chromium'))) await unpack(join(package_, 'bin'));
  await writeFile(join(CACHE, 'fonts.conf'), FONTS(join(CACHE, 'fonts')));
  return {
    executablePath: join(CACHE, 'chromium'),
    env: { LD_LIBRARY_PATH: join(CACHE, 'lib'), FONTCONFIG_FILE: join(CACHE, 'fonts.conf') },
  };
}

async function unpack(from: string): Promise<void> {
  const folder = `${CACHE}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  const inflate = (name: string) =>
    pipeline(
      createReadStream(join(from, `${name}.br`)),
      createBrotliDecompress(),
      createWriteStream(join(folder, name)),
    );
  await Promise.all(['chromium', 'al2023.tar', 'fonts.tar'].map(inflate));
  for (const name of ['al2023.tar', 'fonts.tar']) {
    await run('tar', ['-xf', join(folder, name), '-C', folder]);
    await rm(join(folder, name));
  }
  await chmod(join(folder, 'chromium'), 0o755);
  // Who unpacks at the same time may have been first.
  await rename(folder, CACHE).catch(() => rm(folder, { recursive: true, force: true }));
}

/** The package's Open Sans stands for the fonts of people's machines: pictures are the same everywhere. */
const FONTS = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${folder}</dir>
<cachedir>${folder}/cache</cachedir>
<match target="pattern"><edit name="family" mode="append" binding="strong"><string>Open Sans</string></edit></match>
</fontconfig>
`;

async function debianChromium(): Promise<Chromium | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  const quietly = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const installed = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quietly).then(
    () => installedChromium(),
    () => undefined,
  );
  return installed ? { executablePath: installed, env: {} } : undefined;
}
