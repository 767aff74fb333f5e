import { uuid, z } from '../../services/fields/fields.ts';

/** The id of an enrolment, in the address of its pages. */
export const dossierPath = z.object({ id: uuid() });
