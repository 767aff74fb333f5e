import type { EvaluationForm } from '../db/certifications.ts';
import { requireAvisSound } from '../domain/evaluation.ts';
import type { Backend } from './backend.ts';
import { evaluationForm, type WrittenAvis } from './evaluations.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

/**
 * The form that an avis answers, once R20 has nothing against it: what its author reads again before it becomes final.
 *
 * @throws RuleViolation `avis.incomplete`, `avis.inconsistent`.
 */
export async function readAgain(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { mention, motivation, criteria = [] }: WrittenAvis,
): Promise<EvaluationForm> {
  const form = await evaluationForm(backend, principal, enrolmentId);
  requireAvisSound({ mention, hasMotivation: isWritten(motivation), answers: criteria }, form.criteria);
  return form;
}
