import { type Config, type Environment, readConfig, type TemporalSettings } from '../config.ts';
import { prepareDataDir } from './data-dir.ts';
import { LaunchRefusal, linesOf } from './refusal.ts';
import { keptSecret } from './secret.ts';
import { runningServices } from './services.ts';

/** The settings of a role that runs: nothing is missing. */
export interface RoleConfig extends Config {
  readonly databaseUrl: string;
  readonly temporal: TemporalSettings;
  readonly smtpUrl: string;
  readonly secret: string;
}

function missing(name: string, what: string): never {
  throw new LaunchRefusal(
    `${name} manque : donnez l’adresse ${what}, ou lancez d’abord « npm start », dont ce programme se servira.`,
  );
}

function localTemporal(address: string, namespace: string): TemporalSettings {
  return { address, namespace, connectionOptions: { address } };
}

/**
 * The settings of `api/main.ts` and `workers/main.ts`. What the environment does not give is taken from the `npm start`
 * that runs under the same DATA_DIR.
 *
 * @throws ConfigError listing every mistake; LaunchRefusal when a service is neither given nor running, or DATA_DIR not writable.
 */
export function readRoleConfig(env?: Environment): RoleConfig {
  const config = readConfig(env, 'role');
  prepareDataDir(config.dataDir);
  const running = runningServices(config.dataDir);
  const temporalAddress = running?.temporal?.url;
  return Object.freeze({
    ...config,
    databaseUrl: config.databaseUrl ?? running?.postgres?.url ?? missing('DATABASE_URL', 'd’une base PostgreSQL'),
    temporal:
      config.temporal ??
      (temporalAddress
        ? localTemporal(temporalAddress, config.temporalNamespace)
        : missing('TEMPORAL_ADDRESS', 'd’un serveur Temporal')),
    temporalUiUrl: config.temporalUiUrl ?? (config.temporal ? undefined : running?.temporal?.uiUrl),
    smtpUrl: config.smtpUrl ?? running?.mail?.url ?? missing('SMTP_URL', 'd’un serveur de messagerie'),
    mailUiUrl: config.mailUiUrl ?? (config.smtpUrl ? undefined : running?.mail?.uiUrl),
    secret: config.secret ?? keptSecret(config.dataDir),
  });
}

/** Runs a program's main function; what it throws is told in one line for each mistake, and ends it with 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    for (const line of linesOf(error)) process.stderr.write(`${line}\n`);
    process.exit(1);
  }
}
