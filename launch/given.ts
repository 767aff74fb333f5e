import type { Config } from '../config.ts';
import { answers, becomes } from './ports.ts';
import { LaunchRefusal } from './refusal.ts';

const PATIENCE_MS = 10_000;

function placeOf(address: string, byDefault: number): { host: string; port: number } {
  const { hostname, port } = new URL(address.includes('://') ? address : `tcp://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || byDefault };
}

/**
 * Waits a little for the services that the environment gives. A mail server is not waited for: mails wait for it.
 *
 * @throws LaunchRefusal naming the first that does not answer.
 */
export async function awaitGiven(config: Config): Promise<void> {
  const given = [
    { variable: 'DATABASE_URL', address: config.databaseUrl, byDefault: 5432 },
    { variable: 'TEMPORAL_ADDRESS', address: config.temporal?.address, byDefault: 7233 },
  ];
  for (const { variable, address, byDefault } of given) {
    if (!address) continue;
    const { host, port } = placeOf(address, byDefault);
    // A Unix socket has no host: PostgreSQL's own message will do.
    if (!host || (await becomes(() => answers(port, host), PATIENCE_MS, 250))) continue;
    throw new LaunchRefusal(
      `${variable} : rien ne répond à ${host}:${port} : démarrez ce service, corrigez l’adresse, ou retirez cette variable.`,
    );
  }
}
