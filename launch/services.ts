import { join } from 'node:path';
import { forget, keep, readKept } from './kept-file.ts';
import { isRunning, type ProcessMark } from './processes.ts';

/** One process of a running `npm start`, and where it answers. */
export interface Service {
  readonly url?: string;
  readonly uiUrl?: string;
  /** Absent when the environment gave the service. */
  readonly mark?: ProcessMark;
}

/** What a running `npm start` brought up: read by roles started alone, by the next start, and by tests. */
export interface Services {
  readonly launcher: ProcessMark;
  readonly postgres?: Service;
  readonly temporal?: Service;
  readonly mail?: Service;
  readonly worker?: Service;
  readonly server?: Service;
}

const fileOf = (dataDir: string) => join(dataDir, 'services.json');

/** What the last start wrote, whether or not it still runs. */
export function lastServices(dataDir: string): Services | undefined {
  return readKept<Services>(fileOf(dataDir));
}

/** The services of an `npm start` that runs now under `dataDir`, if one does. */
export function runningServices(dataDir: string): Services | undefined {
  const services = lastServices(dataDir);
  return services && isRunning(services.launcher) ? services : undefined;
}

/** Writes what runs now. */
export function keepServices(dataDir: string, services: Services): void {
  keep(fileOf(dataDir), services);
}

/** Nothing runs any more. */
export function forgetServices(dataDir: string): void {
  forget(fileOf(dataDir));
}
