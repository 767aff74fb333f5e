import type { PlainDate } from '../domain/dates.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

interface Reasoned {
  reason?: string;
}

/** R33. */
export async function withdraw(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { reason }: Reasoned,
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const facts = { hasReason: isWritten(reason) };
  await issue(backend, { name: 'withdraw', enrolment, principal, scope, now, content: { reason }, facts });
}

/** R32. */
export async function extendLimit(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { limit, reason }: Reasoned & { limit: PlainDate },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const facts = { limit, hasReason: isWritten(reason) };
  await issue(backend, { name: 'extendLimit', enrolment, principal, scope, now, content: { reason }, facts });
}

/** R34. */
export async function expire(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { reason }: Reasoned,
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const facts = { hasReason: isWritten(reason) };
  await issue(backend, { name: 'expire', enrolment, principal, scope, now, content: { reason }, facts });
}
