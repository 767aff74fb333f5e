import type { EvaluationForm } from '../db/certifications.ts';
import { judge } from '../domain/acts/acts.ts';
import type { Backend } from './backend.ts';
import { prepareAvis, type WrittenAvis } from './evaluations.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

/**
 * The form that an avis answers, once every rule that will judge it has nothing against it: what its author reads again before
 * it becomes final.
 *
 * @throws RuleViolation as giving it would; ServiceRefusal `avis.form_changed`.
 */
export async function readAgain(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  command: 'giveAvis' | 'correctAvis',
  { reason, ...avis }: WrittenAvis & { reason?: string },
): Promise<EvaluationForm> {
  const { enrolment, form, now, facts } = await prepareAvis(backend, principal, enrolmentId, command, avis);
  const known = enrolment.snapshot?.facts;
  const given = { commandId: '', role: principal.role, ...now, ...facts };
  if (known && command === 'giveAvis') judge(command, known, given);
  if (known && command === 'correctAvis') judge(command, known, { ...given, hasReason: isWritten(reason) });
  return form;
}
