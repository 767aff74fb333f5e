import type { NoticeRule, Recipient, WaitKind } from './reminders.ts';

/** To whom a reminder or an escalation goes, as the end of a French phrase. */
export const TO_WHOM: Record<Recipient, string> = {
  auditeur: 'à l’auditeur',
  tutor: 'au tuteur',
  staff: 'aux gestionnaires',
  manager: 'aux responsables',
};

/** The waits that no date ends: their reminders count from their beginning. */
export const WAITS_WITHOUT_DATE: readonly WaitKind[] = ['tutor', 'booking', 'meeting', 'outcome'];

/**
 * A line of a policy in French: « Relance au tuteur, 7 jours avant l’échéance », « Alerte aux gestionnaires, 21 jours après le
 * début de l’attente, puis tous les 7 jours ».
 */
export function noticeInFrench(rule: NoticeRule): string {
  const what = rule.escalation ? 'Alerte' : 'Relance';
  return `${what} ${TO_WHOM[rule.to]}, ${momentOf(rule)}${repetitionOf(rule)}`;
}

function momentOf({ from, days, working }: NoticeRule): string {
  const point = from === 'due' ? 'l’échéance' : 'le début de l’attente';
  if (days === 0) return from === 'due' ? 'le jour de l’échéance' : 'dès le début de l’attente';
  if (days === 1 && from === 'due' && !working) return 'le lendemain de l’échéance';
  if (days === -1 && from === 'due' && !working) return 'la veille de l’échéance';
  return `${count(Math.abs(days), working)} ${days < 0 ? 'avant' : 'après'} ${point}`;
}

function repetitionOf({ everyDays, times }: NoticeRule): string {
  if (!everyDays || times === 1) return '';
  const every = everyDays === 1 ? 'chaque jour' : `tous les ${everyDays}\u00a0jours`;
  return `, puis ${every}${times ? `, ${times}\u00a0fois en tout` : ''}`;
}

const count = (days: number, working = false): string =>
  `${days}\u00a0jour${days > 1 ? 's' : ''}${working ? ` ouvré${days > 1 ? 's' : ''}` : ''}`;
