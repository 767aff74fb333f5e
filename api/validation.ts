import type { z } from 'zod';
import { notFound } from '../services/errors.ts';

/** An identifier in the path that cannot be one names nothing. */
export function parsedPath<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown): z.output<Schema> {
  if (!schema) return undefined as z.output<Schema>;
  const result = schema.safeParse(value);
  if (!result.success) throw notFound('Adresse');
  return result.data;
}

export { parsed } from '../services/fields/parsed.ts';
