import type { Knex } from 'knex';
import { DEFAULT_POLICY, type Policy } from '../domain/policy.ts';

/** The policy of an enrolment's centre. */
export async function policyOfEnrolment(database: Knex, enrolmentId: string): Promise<Policy> {
  const row: { policy: Partial<Policy> } | undefined = await database('enrolments as e')
    .join('centres as c', 'c.code', 'e.centre_code')
    .where('e.id', enrolmentId)
    .first('c.policy');
  if (!row) throw new Error(`There is no enrolment ${enrolmentId}.`);
  return completePolicy(row.policy);
}

/** A centre's own policy, completed with the defaults. */
export const completePolicy = (own: Partial<Policy>): Policy => ({
  ...DEFAULT_POLICY,
  ...own,
  reminders: { ...DEFAULT_POLICY.reminders, ...own.reminders },
});
