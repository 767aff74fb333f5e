import type { Backend } from './backend.ts';
import { ServiceRefusal } from './errors.ts';

/** Turns what the database says of a code taken, or of something that does not exist, into a refusal for people. */
export async function orRefusal<T>(
  { databaseErrors }: Pick<Backend, 'databaseErrors'>,
  write: () => Promise<T>,
  refusals: { taken?: ServiceRefusal; missing?: Error },
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (refusals.taken && databaseErrors.isUniqueViolation(error)) throw refusals.taken;
    if (refusals.missing && databaseErrors.isReferenceViolation(error)) throw refusals.missing;
    throw error;
  }
}

/** Something of the same code or address is there already. */
export const duplicate = (code: string, message: string): ServiceRefusal => new ServiceRefusal('state', code, message);

/** A rule of the administration says no, because of one field. */
export const badField = (code: string, path: string, message: string): ServiceRefusal =>
  new ServiceRefusal('rule', code, message, [{ path, code, message }]);
