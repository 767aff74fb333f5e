import { type Connection, isGrpcServiceError, ServiceError } from '@temporalio/client';
import { searchAttributes } from '../workflows/search-attributes.ts';

/** `temporal.api.enums.v1.IndexedValueType`, and the same as the CLI writes it. */
const TYPES = {
  KEYWORD: { value: 2, cli: 'Keyword' },
  BOOL: { value: 5, cli: 'Bool' },
  DATETIME: { value: 6, cli: 'Datetime' },
} as const;

type TypeName = keyof typeof TYPES;

const ATTRIBUTES = Object.values(searchAttributes).map(({ name, type }) => ({ name, type: TYPES[type as TypeName] }));

/** This Temporal does not let us register our search attributes: somebody must, with these commands. */
export class SearchAttributesRefused extends Error {
  readonly commands: readonly string[];

  constructor(namespace: string, options: { cause: unknown }) {
    const commands = ATTRIBUTES.map(
      ({ name, type }) =>
        `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type.cli}`,
    );
    super(
      ['Temporal ne nous laisse pas déclarer les attributs de recherche. Exécutez\u00a0:', ...commands].join('\n'),
      options,
    );
    this.name = 'SearchAttributesRefused';
    this.commands = commands;
    // Whoever starts the program is shown the commands, not where we were.
    this.stack = this.message;
  }
}

const ALREADY_EXISTS = 6;
/** PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. */
const NOT_PERMITTED = new Set([7, 12, 16]);

/**
 * Registers the search attributes, blindly: some servers cannot list them. Those already there are fine.
 *
 * @throws SearchAttributesRefused where it may not (Temporal Cloud).
 */
export async function registerSearchAttributes(
  connection: Pick<Connection, 'operatorService'>,
  namespace: string,
): Promise<void> {
  for (const { name, type } of ATTRIBUTES) await register(connection, namespace, name, type.value);
}

async function register(
  { operatorService }: Pick<Connection, 'operatorService'>,
  namespace: string,
  name: string,
  type: number,
): Promise<void> {
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: type } });
  } catch (error) {
    const code = grpcCode(error);
    if (code === ALREADY_EXISTS) return;
    if (code !== undefined && NOT_PERMITTED.has(code)) throw new SearchAttributesRefused(namespace, { cause: error });
    if (error instanceof Error && /already exists/i.test(error.message)) return;
    throw error;
  }
}

function grpcCode(error: unknown): number | undefined {
  const found = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(found) ? found.code : undefined;
}
