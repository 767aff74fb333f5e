import type { z } from 'zod';
import type { FieldError } from '../domain/errors.ts';
import { notFound, ServiceRefusal } from '../services/errors.ts';
import { UNKNOWN_FIELD } from './messages.ts';

/** What a schema makes of a value; a value that it refuses is a malformed request (400), field by field. */
export function parsed<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown): z.output<Schema> {
  if (!schema) return undefined as z.output<Schema>;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrors);
  const first = errors[0];
  const where = first?.path ? `${first.path}\u00a0: ` : '';
  throw new ServiceRefusal(
    'malformed',
    'request.malformed',
    `La demande est mal formée. ${where}${first?.message ?? ''}`.trim(),
    errors,
  );
}

/** An identifier in the path that cannot be one names nothing. */
export function parsedPath<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown): z.output<Schema> {
  if (!schema) return undefined as z.output<Schema>;
  const result = schema.safeParse(value);
  if (!result.success) throw notFound('Adresse');
  return result.data;
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { code, message } = issue;
  const path = issue.path.map(String);
  if (code !== 'unrecognized_keys') return [{ path: path.join('.'), code, message }];
  return issue.keys.map((key) => ({ path: [...path, key].join('.'), code, message: UNKNOWN_FIELD }));
}
