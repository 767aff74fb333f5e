import { code, line, plainDate, z } from './fields/fields.ts';

/** R3: days when registration is open besides the months of every year. */
export const windowForm = z.strictObject({
  label: line(),
  from: plainDate(),
  to: plainDate(),
  centre: code().nullable().optional(),
});
