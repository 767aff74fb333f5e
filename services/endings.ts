import type { PlainDate } from '../domain/dates.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

interface Reasoned {
  reason?: string;
}

/** R33, R34: withdrawn, or closed as expired, with a reason that stays in the database. */
const ending =
  (name: 'withdraw' | 'expire') =>
  async (
    backend: Backend,
    principal: Principal,
    enrolmentId: string,
    { reason }: Reasoned,
    scope: string,
  ): Promise<void> => {
    const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
    const now = await present(backend);
    const facts = { hasReason: isWritten(reason) };
    await issue(backend, { name, enrolment, principal, scope, now, content: { reason }, facts });
  };

/** R33. */
export const withdraw = ending('withdraw');

/** R34. */
export const expire = ending('expire');

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
