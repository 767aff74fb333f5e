import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Config } from '../config.ts';
import { spawnDetached } from './detached.ts';
import { forget, keep, readKept } from './kept-file.ts';
import { answers, becomes, isFree } from './ports.ts';
import { end, isRunning, type ProcessMark } from './processes.ts';
import { type Say, sayIfLong } from './progress.ts';
import { LaunchRefusal } from './refusal.ts';
import { temporalCli } from './temporal-binary.ts';

/** A running Temporal dev server of ours. */
export interface TemporalServer {
  readonly address: string;
  readonly uiUrl: string;
  readonly mark: ProcessMark;
  /** Stops it, by force after `milliseconds`. */
  stop(milliseconds?: number): Promise<void>;
}

interface Kept {
  mark: ProcessMark;
  port: number;
  uiPort: number;
  program: string;
}

const PART = 'Temporal';

/** Whether a Temporal server there is up and serving the namespace. */
async function isServing(port: number, namespace: string): Promise<boolean> {
  if (!(await answers(port))) return false;
  let connection: Connection | undefined;
  try {
    // A look, not a call that must succeed: the SDK's retries would outlive the closing of the connection, and throw.
    connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 2_000, interceptors: [] });
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}

async function refuseTakenPort(port: number, variable: string): Promise<void> {
  // A server killed an instant ago may hold it for another instant.
  if (await becomes(() => isFree(port), 2_000)) return;
  throw new LaunchRefusal(
    `Temporal : le port ${port} est déjà pris par un autre programme : arrêtez-le, ou choisissez-en un autre avec ${variable}=….`,
  );
}

function lastLine(log: string): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
  } catch {
    return '';
  }
}

function parametersOf(config: Config): string[] {
  return [
    ['server', 'start-dev', '--ip', '127.0.0.1'],
    ['--port', String(config.temporalPort), '--ui-port', String(config.temporalUiPort)],
    ['--db-filename', join(config.dataDir, 'temporal.db'), '--sqlite-pragma', 'journal_mode=WAL'],
    ['--namespace', config.temporalNamespace, '--log-level', 'warn', '--log-format', 'json'],
  ].flat();
}

async function launch(config: Config, program: string, log: string): Promise<ProcessMark> {
  const { mark, isOver } = spawnDetached(program, parametersOf(config), log, { cwd: config.dataDir });
  if (mark)
    keep(keptFile(config), { mark, port: config.temporalPort, uiPort: config.temporalUiPort, program } satisfies Kept);
  const deadline = Date.now() + 60_000;
  while (mark && !isOver() && Date.now() < deadline) {
    if (await isServing(config.temporalPort, config.temporalNamespace)) return mark;
    await pause(50);
  }
  if (mark) await end(mark, 3_000);
  throw new LaunchRefusal(
    `Temporal ne démarre pas (${program}) ; son journal (${log}) dit : ${lastLine(log) || 'rien'}`,
  );
}

const keptFile = (config: Config) => join(config.dataDir, 'temporal.json');

/** Takes over the server that a killed launcher left, if it serves as asked; else ends it. */
async function adopt(config: Config, program: string): Promise<ProcessMark | undefined> {
  const kept = readKept<Kept>(keptFile(config));
  if (!kept || !isRunning(kept.mark)) return undefined;
  const asAsked =
    kept.port === config.temporalPort && kept.uiPort === config.temporalUiPort && kept.program === program;
  if (asAsked && (await isServing(kept.port, config.temporalNamespace))) return kept.mark;
  await end(kept.mark, 5_000);
  return undefined;
}

async function bringUp(config: Config, program: string): Promise<ProcessMark> {
  const adopted = await adopt(config, program);
  if (adopted) return adopted;
  await refuseTakenPort(config.temporalPort, 'TEMPORAL_PORT');
  await refuseTakenPort(config.temporalUiPort, 'TEMPORAL_UI_PORT');
  return launch(config, program, join(config.dataDir, 'temporal.log'));
}

/**
 * Brings up a Temporal dev server with its state in `DATA_DIR/temporal.db`, or takes over the one that still runs.
 * It listens on loopback only, in its own process group.
 *
 * @throws LaunchRefusal when the program cannot be had, a port is taken, or it does not start.
 */
export async function startTemporal(config: Config, say: Say): Promise<TemporalServer> {
  const program = await temporalCli(config, say);
  const mark = await sayIfLong(say, PART, 'démarrage…', bringUp(config, program));
  return {
    address: `127.0.0.1:${config.temporalPort}`,
    uiUrl: `http://127.0.0.1:${config.temporalUiPort}`,
    mark,
    async stop(milliseconds = 5_000) {
      await end(mark, milliseconds);
      forget(keptFile(config));
    },
  };
}
