import { FUNDING_TYPES } from '../domain/tariff.ts';
import { cents, code, count, email, line, phone, plainDate, prose, z } from './fields/fields.ts';
import { checked } from './fields/parsed.ts';

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

type Draft<T> = { [Name in keyof T]?: NonNullable<T[Name]> extends object ? Draft<NonNullable<T[Name]>> : T[Name] };

/** A registration that is being typed: anything may be missing yet. */
export type RegistrationDraft = Draft<Registration>;

/** What can be read of a registration that is being typed: what is not well formed yet is as if it were not there. */
export const registrationDraft = (typed: unknown): RegistrationDraft => {
  const { errors, ...read } = checked(lenient(registrationForm), typed);
  return errors ? {} : ((read as { value?: RegistrationDraft }).value ?? {});
};

/** The same fields, each of them optional, and absent when it is not as it should be. */
const lenient = (form: z.ZodType): z.ZodType => {
  const inner = form instanceof z.ZodOptional ? (form.unwrap() as z.ZodType) : form;
  if (!(inner instanceof z.ZodObject)) return inner.optional().catch(undefined);
  const fields = Object.entries(inner.shape).map(([name, field]) => [name, lenient(field as z.ZodType)]);
  return z.object(Object.fromEntries(fields)).optional().catch(undefined);
};
