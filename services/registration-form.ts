import { FUNDING_TYPES } from '../domain/tariff.ts';
import { cents, code, count, email, line, phone, plainDate, prose, z } from './fields/fields.ts';

/** What staff send to enrol an auditeur. What a rule asks for may be missing: the rule says so. */
export const registrationForm = z
  .strictObject({
    auditeur: z.strictObject({
      firstName: line(100),
      lastName: line(100),
      email: email(),
      phone: phone().optional(),
    }),
    certification: code(),
    funding: z.strictObject({ type: z.enum(FUNDING_TYPES), funder: line().optional() }),
    eligibility: z
      .strictObject({
        validatedUnits: count(1_000).optional(),
        experienceMonths: count(1_200).optional(),
        experienceInProgress: z.boolean().optional(),
      })
      .optional(),
    cgv: z.strictObject({ version: prose(100).optional(), acceptedOn: plainDate().optional() }).optional(),
    activityUnit: code().optional(),
    pathReference: line(100).optional(),
    priceCents: cents().optional(),
    lateReason: prose(2_000).optional(),
    registeredOn: plainDate().optional(),
    centre: code().optional(),
  })
  .meta({ id: 'Registration' });

export type Registration = z.output<typeof registrationForm>;
