import type { z } from 'zod';
import { checked, parsed } from '../services/fields/parsed.ts';
import { nested, putAt } from './form.ts';

/**
 * What a schema makes of a form as it was sent. A part of it that was left empty as a whole (`cgv.version` and `cgv.url`) is
 * absent: what is said to be missing is then each of its fields, and not the part, which is nothing on the page.
 *
 * @throws ServiceRefusal `request.malformed`, field by field.
 */
export function typedFields<Schema extends z.ZodType>(
  schema: Schema | undefined,
  sent: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  const fields = nested(sent);
  const errors = schema && checked(schema, fields).errors;
  const empty = errors?.filter(({ path }) => isPartOf(sent, path)) ?? [];
  if (!schema || empty.length === 0) return parsed(schema, fields);
  const whole = nested(sent);
  for (const { path } of empty) putAt(whole, path, {});
  return parsed(schema, checked(schema, whole).errors ? whole : fields);
}

/** Whether a path is no field that was sent, but some are below it. */
const isPartOf = (sent: Readonly<Record<string, unknown>>, path: string): boolean =>
  path !== '' && !(path in sent) && Object.keys(sent).some((name) => name.startsWith(`${path}.`));
