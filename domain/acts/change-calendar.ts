import type { CalendarFacts } from '../commands.ts';
import { correctionDeadline, recomputed } from '../correction.ts';
import type { Facts } from '../enrolment.ts';
import { type MailRequest, mailTo } from '../mails.ts';
import type { JournalLine } from '../record.ts';

/** R14: a calendar was imported; a running correction's deadline is computed anew, never silently, never shortened. */
export function recomputeCorrection(
  facts: Facts,
  calendar: CalendarFacts,
): { facts: Facts; lines: JournalLine[]; mails: MailRequest[] } {
  const { report, correction } = facts;
  if (!report || correction || calendar.version <= (facts.calendarVersion ?? 0)) return { facts, lines: [], mails: [] };
  const next = correctionDeadline({ receivedOn: report.receivedOn, zone: calendar.zone, periods: calendar.periods });
  const { deadline, moved, why } = recomputed(report.due, next);
  const told = { due: deadline, previous: report.due.date };
  return {
    facts: { ...facts, report: { ...report, due: deadline }, calendarVersion: calendar.version },
    lines: why ? [{ type: moved ? 'deadline.moved' : 'deadline.reviewed', text: why }] : [],
    mails: moved ? mailTo(['tutor', 'auditeur', 'staff'], 'deadline_moved', told) : [],
  };
}
