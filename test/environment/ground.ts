/** What the global setup prepared for the test files, handed over in the environment. */
export interface Ground {
  /** A superuser's address of the tests' PostgreSQL. */
  readonly adminUrl: string;
  /** The database that every test's own is a copy of; undefined when the migrations failed. */
  readonly template: string | undefined;
  readonly temporalCli: string;
  readonly testServer: string;
  /** Where this run keeps what it needs; removed with it. What is started from here ends with the run. */
  readonly folder: string;
  /** Where programs that were had once are kept, from run to run. */
  readonly cacheDir: string;
  /** The bundled workflows; undefined when they could not be bundled. */
  readonly bundle: string | undefined;
  /** Why something is missing. */
  readonly failures: readonly string[];
}

const NAME = 'JALONS_TEST_GROUND';

/** No test reaches a database by accident: it asks for one of its own. */
export const UNREACHABLE_DATABASE = 'postgresql://nobody@127.0.0.1:1/unreachable';

/** Hands the ground over to the test files. */
export function layGround(ground: Ground): void {
  process.env[NAME] = JSON.stringify(ground);
  process.env.DATABASE_URL = UNREACHABLE_DATABASE;
}

/** The ground that the global setup laid. */
export function ground(): Ground {
  const text = process.env[NAME];
  if (!text)
    throw new Error('The tests’ global setup has not run: start them with jest, from the root of the repository.');
  return JSON.parse(text) as Ground;
}
