import type { CalendarFacts } from '../commands.ts';
import { type CorrectionDeadline, correctionDeadline, recomputed } from '../correction.ts';
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
  return {
    facts: { ...facts, report: { ...report, due: deadline }, calendarVersion: calendar.version },
    lines: why ? [{ type: moved ? 'deadline.moved' : 'deadline.reviewed', text: why }] : [],
    mails: mailsOf(report.due, deadline, moved),
  };
}

/** A date that moves, or is no longer provisional, is told to those who count on it. */
function mailsOf(previous: CorrectionDeadline, due: CorrectionDeadline, moved: boolean): MailRequest[] {
  const all = ['tutor', 'auditeur', 'staff'] as const;
  if (moved) return mailTo(all, 'deadline_moved', { due, previous: previous.date });
  return previous.provisional && !due.provisional ? mailTo(all, 'deadline_confirmed', { due }) : [];
}
