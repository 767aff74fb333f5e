import type { AuditeurDetails } from '../db/auditeur-details.ts';
import { type Backend, present } from './backend.ts';
import { actorOf } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import type { Principal } from './principal.ts';

const IN_FRENCH: Record<keyof AuditeurDetails, string> = {
  firstName: 'prénom',
  lastName: 'nom',
  email: 'adresse électronique',
  phone: 'téléphone',
};

/**
 * Corrects the details of an auditeur that staff had mistyped; a mail refused by the former address leaves for the new
 * one. The journal says what was corrected, and not from what: the former address may be somebody else's.
 *
 * @throws RuleViolation `enrolment.duplicate` (R6).
 */
export async function correctAuditeur(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  wanted: Partial<AuditeurDetails>,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const { at } = await present(backend);
  await backend.stores.correctAuditeur(enrolment.id, wanted, (changed) => ({
    at,
    actor: actorOf(principal, enrolment),
    type: 'auditeur.corrected',
    text: `Coordonnées de l’auditeur corrigées\u00a0: ${changed.map((field) => IN_FRENCH[field]).join(', ')}.`,
  }));
}
