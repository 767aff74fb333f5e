import { code, email, line, z } from './fields/fields.ts';

/** What administrators say of a user. */
export const userFields = {
  firstName: line(100),
  lastName: line(100),
  email: email(),
  role: z.enum(['staff', 'manager', 'administrator']),
  centre: code().nullable(),
  active: z.boolean(),
};
/** A user who is added. */
export const newUser = z.strictObject({
  ...userFields,
  centre: userFields.centre.optional(),
  active: userFields.active.default(true),
});
