import type { StoredEnrolment } from '../db/enrolment-row.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { EnrolmentStart } from '../domain/enrolment.ts';
import { type Backend, present } from './backend.ts';
import { startWorkflow } from './workflow-start.ts';

type Needs = Pick<Backend, 'client' | 'patienceMs' | 'stores' | 'clock' | 'civilTime'>;

/** How long a registration is left to its own request before it is made good. */
const GRACE_SECONDS = 15;

/** What the workflow of a kept registration starts from; its reminders count from `enteredOn`. */
export const startOf = (enrolment: StoredEnrolment, enteredOn: PlainDate): EnrolmentStart => ({
  enrolmentId: enrolment.id,
  reference: enrolment.reference,
  certification: enrolment.certification,
  centre: enrolment.centre,
  semester: enrolment.semester,
  registeredOn: enrolment.registeredOn,
  limit: enrolment.limit,
  enteredOn,
});

/**
 * R8: starts the workflows of enrolments whose registration died between the database and Temporal. Safe to run in
 * several processes at once. Answers how many were started; stops at the first that Temporal does not take.
 */
export async function startMissing(needs: Needs): Promise<number> {
  const missing = await needs.stores.enrolments.notStarted(GRACE_SECONDS);
  if (missing.length === 0) return 0;
  const { today } = await present(needs);
  for (const enrolment of missing) await startWorkflow(needs, startOf(enrolment, today));
  return missing.length;
}
