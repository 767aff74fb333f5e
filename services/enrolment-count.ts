import type { EnrolmentChoices } from '../db/enrolment-choices.ts';
import type { EnrolmentFilters } from '../db/enrolment-list.ts';
import type { Backend } from './backend.ts';
import type { Principal } from './principal.ts';

export type { EnrolmentChoices } from '../db/enrolment-choices.ts';

/** As far as a list is counted: « plus de 10 000 » says as much, and takes no time. */
const COUNTED = 10_000;

/** How many enrolments of those that staff may see filters let through. */
export async function countEnrolments(
  { stores }: Pick<Backend, 'stores'>,
  { centre }: Principal,
  filters: EnrolmentFilters,
): Promise<{ count: number; more: boolean }> {
  const count = await stores.countEnrolments(filters, { centre }, COUNTED + 1);
  return { count: Math.min(count, COUNTED), more: count > COUNTED };
}

/** What staff may narrow their list by. */
export const choicesFor = ({ stores }: Pick<Backend, 'stores'>, { centre }: Principal): Promise<EnrolmentChoices> =>
  stores.enrolmentChoices(centre);
