import type { z } from 'zod';
import type { FieldError } from '../../domain/errors.ts';
import { ServiceRefusal } from '../errors.ts';
import { UNKNOWN_FIELD } from './messages.ts';

/** What a schema makes of a value, or what is wrong with it, field by field. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { value: z.output<Schema>; errors?: undefined } | { errors: FieldError[] } {
  const result = schema.safeParse(value);
  return result.success ? { value: result.data } : { errors: result.error.issues.flatMap(fieldErrors) };
}

/** What a schema makes of a value; a value that it refuses is a malformed request (400), field by field. */
export function parsed<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown): z.output<Schema> {
  if (!schema) return undefined as z.output<Schema>;
  const { errors, ...result } = checked(schema, value);
  if (!errors) return (result as { value: z.output<Schema> }).value;
  const first = errors[0];
  const where = first?.path ? `${first.path}\u00a0: ` : '';
  throw new ServiceRefusal(
    'malformed',
    'request.malformed',
    `La demande est mal formée. ${where}${first?.message ?? ''}`.trim(),
    errors,
  );
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { code, message } = issue;
  const path = issue.path.map(String);
  if (code !== 'unrecognized_keys') return [{ path: path.join('.'), code, message }];
  return issue.keys.map((key) => ({ path: [...path, key].join('.'), code, message: UNKNOWN_FIELD }));
}
