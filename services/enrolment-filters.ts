import { OUTCOMES, STEPS, WAITED_FOR } from '../domain/enrolment.ts';
import { FUNDING_TYPES } from '../domain/tariff.ts';
import { code, flag, plainDate, prose, z } from './fields/fields.ts';

/** What lists and exports of enrolments may be narrowed by, as their addresses write it. */
export const enrolmentFilters = {
  step: z.enum(STEPS).optional(),
  waitingFor: z.enum(WAITED_FOR).optional(),
  overdue: flag().optional(),
  tutor: code().optional(),
  certification: code().optional(),
  semester: z
    .string()
    .regex(/^\d{4}-\d{4}-S[12]$/, 'attend un semestre, par exemple 2026-2027-S1')
    .optional(),
  outcome: z.enum(OUTCOMES).optional(),
  funding: z.enum(FUNDING_TYPES).optional(),
  centre: code().optional(),
  q: prose(200).optional(),
  dueBefore: plainDate().optional(),
};
