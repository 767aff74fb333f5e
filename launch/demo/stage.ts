import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, environmentWith } from '../../config.ts';
import { answers, becomes, freePort } from '../ports.ts';
import { end, markOf } from '../processes.ts';
import { sayAloud } from '../progress.ts';
import { LaunchRefusal } from '../refusal.ts';
import { temporalTestServer } from '../temporal-binary.ts';

/** Where the demonstration is played: the real product, whose clock can be moved. */
export interface Stage {
  readonly url: string;
  readonly token: string;
  readonly temporalAddress: string;
  readonly mailUrl: string;
  /** Stops all and leaves nothing behind. */
  strike(): Promise<void>;
}

const STARTER = fileURLToPath(new URL('../start.mjs', import.meta.url));
const PATIENCE_MS = 60_000;

/** Brings up a time-skipping Temporal server, then the product as `npm start` does, in a folder of its own. */
export async function setStage(config: Config): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'jalons-demo-'));
  // PostgreSQL runs as another user when we are root: were it kept out, its data would lie elsewhere, and stay.
  chmodSync(folder, 0o755);
  const [temporalPort, port, smtpPort, mailUiPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const token = randomBytes(24).toString('hex');
  const temporal = spawn(await temporalTestServer(config, sayAloud), [String(temporalPort)], {
    stdio: 'ignore',
    detached: true,
  });
  const product = spawn(process.execPath, [STARTER, 'launch/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
    env: environmentWith({
      DATA_DIR: folder,
      CLOCK: 'temporal',
      TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
      TEMPORAL_NAMESPACE: 'default',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      MAIL_SMTP_PORT: String(smtpPort),
      MAIL_UI_PORT: String(mailUiPort),
      DATABASE_URL: undefined,
      SMTP_URL: undefined,
      STORAGE_URL: undefined,
      BOOTSTRAP_API_TOKEN: token,
      LOG_LEVEL: 'warn',
    }),
  });
  const strike = async () => {
    await stop(product, 16_000);
    await stop(temporal, 3_000);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  if (await becomes(() => isReady(url, product), PATIENCE_MS)) {
    return {
      url,
      token,
      temporalAddress: `127.0.0.1:${temporalPort}`,
      mailUrl: `http://127.0.0.1:${mailUiPort}`,
      strike,
    };
  }
  await strike();
  throw new LaunchRefusal('La démonstration n’a pas pu démarrer\u00a0: voyez les lignes ci-dessus.');
}

async function isReady(url: string, product: ChildProcess): Promise<boolean> {
  if (product.exitCode !== null)
    throw new LaunchRefusal('La démonstration n’a pas pu démarrer\u00a0: voyez les lignes ci-dessus.');
  if (!(await answers(Number(new URL(url).port)))) return false;
  return fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

async function stop(child: ChildProcess, milliseconds: number): Promise<void> {
  const mark = child.pid === undefined ? undefined : markOf(child.pid);
  if (mark) await end(mark, milliseconds);
}
