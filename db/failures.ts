/** Codes of the network, and of PostgreSQL, that say that the database does not answer, for now. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Shut down, crashed, starting; too many connections; read-only after a switch-over; no answer in time. */
const SERVER = new Set(['57P01', '57P02', '57P03', '53300', '25006', '25P03', '57014']);
/** `pg` and knex have no code for these. */
const MESSAGES =
  /^Connection terminated|timeout expired|Timeout acquiring a connection|Client has encountered a connection error|Unable to acquire a connection|Connection ended unexpectedly|Client was closed and is not queryable/;

/** Whether an error means that the database does not answer, so that trying again later makes sense. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code && (NETWORK.has(code) || SERVER.has(code) || /^08.{3}$/.test(code))) return true;
  return error.name === 'KnexTimeoutError' || MESSAGES.test(error.message);
}

/** Whether an error is the violation of a uniqueness; of the one with this name, when given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || codeOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

/** Whether something still refers to what was to be removed, or what is referred to does not exist. */
export const isReferenceViolation = (error: unknown): boolean => error instanceof Error && codeOf(error) === '23503';

const codeOf = (error: Error): string | undefined => (error as { code?: string }).code;
