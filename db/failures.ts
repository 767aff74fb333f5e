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
/** `pg` and knex have no code for these; knex puts the query before them. */
const MESSAGES =
  /^(Connection terminated|timeout expired|Timeout acquiring a connection|Client has encountered a connection error|Unable to acquire a connection|Connection ended unexpectedly|Client was closed and is not queryable)/;

/** Whether an error means that the database does not answer, so that trying again later makes sense. */
export function isUnavailable(error: unknown): boolean {
  const { name, message, code } = partsOf(error);
  if (code && (NETWORK.has(code) || SERVER.has(code) || /^08.{3}$/.test(code))) return true;
  return name === 'KnexTimeoutError' || MESSAGES.test(message.split(' - ').at(-1) ?? '');
}

/** Whether an error is the violation of a uniqueness; of the one with this name, when given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const parts = partsOf(error);
  return parts.code === '23505' && (constraint === undefined || parts.constraint === constraint);
}

/** Whether something still refers to what was to be removed, or what is referred to does not exist. */
export const isReferenceViolation = (error: unknown): boolean => partsOf(error).code === '23503';

interface Parts {
  name: string;
  message: string;
  code?: string;
  constraint?: string;
}

/** Errors of Node's own modules may come from another realm, where `instanceof` does not know them. */
function partsOf(error: unknown): Parts {
  if (typeof error !== 'object' || error === null) return { name: '', message: '' };
  const { name, message, code, constraint } = error as Partial<Parts>;
  return { name: name ?? '', message: message ?? '', code, constraint };
}
