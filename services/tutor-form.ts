import { code, count, email, line, phone, plainDate, z } from './fields/fields.ts';

/** What managers say of a tutor. */
export const tutorFields = {
  firstName: line(100),
  lastName: line(100),
  email: email(),
  phone: phone().nullable(),
  active: z.boolean(),
  approved: z.strictObject({ on: plainDate(), reference: line(100) }).nullable(),
  certifications: z.array(code()).max(500),
  capacity: count(1_000),
};

/** A tutor who is added: what is not said is as of most. */
export const newTutor = z.strictObject({
  ...tutorFields,
  code: code().optional(),
  phone: tutorFields.phone.optional(),
  active: tutorFields.active.default(true),
  approved: tutorFields.approved.default(null),
  certifications: tutorFields.certifications.default([]),
  capacity: tutorFields.capacity.default(10),
});
