import { LaunchRefusal } from './refusal.ts';

/** What a role was told to work with, and the variable that says where it is. */
export interface Reached {
  readonly variable: string;
  /** As the subject of a French sentence. */
  readonly title: string;
}

export const DATABASE: Reached = { variable: 'DATABASE_URL', title: 'la base PostgreSQL' };
export const TEMPORAL: Reached = { variable: 'TEMPORAL_ADDRESS', title: 'le serveur Temporal' };
export const TEST_CLOCK: Reached = { variable: 'CLOCK=temporal', title: 'l’horloge du serveur Temporal' };
export const DOCUMENTS: Reached = { variable: 'STORAGE_URL', title: 'le rangement des documents' };

/**
 * Does what needs one of the parts that the environment names, while a role starts.
 *
 * @throws LaunchRefusal in one line, when that part says no or nothing.
 */
export async function reach<T>({ variable, title }: Reached, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (!isTheirs(cause)) throw cause;
    throw new LaunchRefusal(`${variable}\u00a0: ${title} n’est pas utilisable (${saidBy(cause)}).`, { cause });
  }
}

const OURS = new Set(['LaunchRefusal', 'ConfigError', 'SearchAttributesRefused', 'TypeError', 'ReferenceError']);

/** Neither a refusal that has its own line already, nor a fault of this program. By name: realms have each their `Error`. */
const isTheirs = (error: unknown): boolean => !OURS.has((error as Partial<Error> | undefined)?.name ?? '');

/** What the part, or the network, said: on one line, its detail rather than our client's words around it. */
function saidBy(error: unknown): string {
  const { code, details, message } = deepest(error) as Record<string, unknown>;
  const words = [details, message, code].find((text) => typeof text === 'string' && text !== '') ?? 'erreur inconnue';
  return String(words).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}

function deepest(error: unknown): object {
  const { cause, errors } = Object(error) as { cause?: unknown; errors?: unknown[] };
  const inner = errors?.[0] ?? cause;
  return typeof inner === 'object' && inner !== null ? deepest(inner) : Object(error);
}
