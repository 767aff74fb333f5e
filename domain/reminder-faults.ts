import { WAITS_WITHOUT_DATE } from './reminder-words.ts';
import type { NoticeRule, Recipient, WaitKind } from './reminders.ts';

/** Whom a wait may remind or alert: there is no tutor yet while one is waited for. */
export const recipientsIn = (wait: WaitKind): readonly Recipient[] =>
  wait === 'tutor' ? ['auditeur', 'staff', 'manager'] : ['auditeur', 'tutor', 'staff', 'manager'];

/** Why a line of a policy would never be sent, and where it says so; undefined when it may be. */
export function faultOf(
  wait: WaitKind,
  { to, from }: NoticeRule,
): { field: 'to' | 'from'; message: string } | undefined {
  if (from === 'due' && WAITS_WITHOUT_DATE.includes(wait)) {
    return { field: 'from', message: 'Cette attente n’a pas d’échéance\u00a0: comptez les jours depuis son début.' };
  }
  if (!recipientsIn(wait).includes(to)) {
    return { field: 'to', message: 'Il n’y a pas encore de tuteur\u00a0: choisissez un autre destinataire.' };
  }
  return undefined;
}
