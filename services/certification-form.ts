import { cents, code, count, line, webAddress, z } from './fields/fields.ts';

/** What managers say of a certification. */
export const certificationFields = {
  title: line(300),
  activityUnits: z
    .array(z.strictObject({ code: code(), title: line(300) }))
    .min(1)
    .max(50),
  resourcesUrl: webAddress().nullable(),
  kind: z.enum(['diploma', 'title', 'certificate']),
  minExperienceMonths: count(600),
  tariff: z.enum(['standard', 'special', 'on_request']),
  prices: z.strictObject({ individual: cents(), organisation: cents() }).nullable(),
  evaluation: z.strictObject({
    kind: z.enum(['grid', 'shuttle']),
    /** Given by the software: what is sent is passed over. */
    version: z.int().optional(),
    criteria: z
      .array(
        z.strictObject({
          id: code(),
          label: line(500),
          mandatory: z.boolean(),
          help: line(1_000).optional(),
          weight: z.number().min(0).max(1_000).optional(),
        }),
      )
      .min(1)
      .max(200),
  }),
};

/** A certification that is added. */
export const newCertification = z.strictObject({
  ...certificationFields,
  code: code(),
  resourcesUrl: certificationFields.resourcesUrl.optional(),
  prices: certificationFields.prices.optional(),
  evaluation: certificationFields.evaluation.optional(),
});
