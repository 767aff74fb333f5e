import type { Backend } from './backend.ts';
import { ServiceRefusal } from './errors.ts';

/**
 * Turns what the database says of a code taken, or of something that does not exist, into a refusal for people; one for each
 * uniqueness, by its name, where there are several.
 */
export async function orRefusal<T>(
  { databaseErrors }: Pick<Backend, 'databaseErrors'>,
  write: () => Promise<T>,
  refusals: { taken?: ServiceRefusal | Readonly<Record<string, ServiceRefusal>>; missing?: Error },
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const taken = takenIn(error, databaseErrors, refusals.taken);
    if (taken) throw taken;
    if (refusals.missing && databaseErrors.isReferenceViolation(error)) throw refusals.missing;
    throw error;
  }
}

function takenIn(
  error: unknown,
  { isUniqueViolation }: Backend['databaseErrors'],
  taken: ServiceRefusal | Readonly<Record<string, ServiceRefusal>> = {},
): ServiceRefusal | undefined {
  if (taken instanceof ServiceRefusal) return isUniqueViolation(error) ? taken : undefined;
  return Object.entries(taken).find(([constraint]) => isUniqueViolation(error, constraint))?.[1];
}

/** Something of the same code or address, given in this field, is there already. */
export const duplicate = (code: string, path: string, message: string): ServiceRefusal =>
  new ServiceRefusal('state', code, message, [{ path, code, message }]);

/** A rule of the administration says no, because of one field. */
export const badField = (code: string, path: string, message: string): ServiceRefusal =>
  new ServiceRefusal('rule', code, message, [{ path, code, message }]);
