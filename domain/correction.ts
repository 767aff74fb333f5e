import type { HolidayPeriod } from './calendar.ts';
import { calendarReach, daysOffInFrench, holidayMeeting, isCalendarKnown, schoolYearOf } from './calendar.ts';
import type { PlainDate } from './dates.ts';
import { addDays, inFrench } from './dates.ts';

const FOUR_WEEKS = 28;
const SIX_WEEKS = 42;

/** When the annotated correction is due, and the reason, as a French sentence that people can check. */
export interface CorrectionDeadline {
  date: PlainDate;
  weeks: 4 | 6;
  /** The calendar did not reach far enough to be sure that 4 weeks is right (R14). */
  provisional: boolean;
  explanation: string;
  rule: 'R13' | 'R14';
  /** The holidays that make it six weeks. */
  period?: { name: string; firstDayOff: PlainDate; returnDay: PlainDate | null };
}

/**
 * R13, R14: 28 days after the day of reception; 42 when a day of the zone's holidays lies in the four weeks, the day of
 * reception and the 28th day after it included. Where no holiday is known there and the calendar does not tell of the
 * whole window, 28 days, provisional.
 */
export function correctionDeadline(request: {
  receivedOn: PlainDate;
  zone: string;
  periods: readonly HolidayPeriod[];
}): CorrectionDeadline {
  const { receivedOn, zone, periods } = request;
  const lastDay = addDays(receivedOn, FOUR_WEEKS);
  const holiday = holidayMeeting(periods, zone, receivedOn, lastDay);
  if (holiday) return sixWeeks(receivedOn, holiday);
  const window = `dans les quatre semaines à compter de la réception du ${inFrench(receivedOn)}`;
  if (isCalendarKnown(periods, zone, receivedOn, lastDay)) {
    return {
      date: lastDay,
      weeks: 4,
      provisional: false,
      explanation: `4 semaines (R13)\u00a0: aucun jour de vacances scolaires, zone ${zone}, ${window}.`,
      rule: 'R13',
    };
  }
  return {
    date: lastDay,
    weeks: 4,
    provisional: true,
    explanation:
      `4 semaines, échéance provisoire (R14)\u00a0: ${howFarKnown(periods, zone, lastDay)}\u00a0; ` +
      `aucun jour de vacances connu ${window}.`,
    rule: 'R14',
  };
}

/** What became of a deadline when the calendar changed. */
export interface RecomputedDeadline {
  /** The deadline to keep from now on; its date is never earlier than the previous one. */
  deadline: CorrectionDeadline;
  /**
   * `unchanged`: nothing to tell. `later`: the date moved. `confirmed`: same date, no longer provisional. `kept`: the new
   * calendar alone would give an earlier date. `reworded`: same date, for another reason.
   */
  change: 'unchanged' | 'later' | 'confirmed' | 'kept' | 'reworded';
  /** Whether the date itself moved. */
  moved: boolean;
  /** The line for the journal and the mail, in French; `null` when nothing changed. */
  why: string | null;
}

/**
 * R14: a running deadline after a calendar was imported; `next` is what R13 gives now for the same reception. A deadline
 * is never shortened. Doing it twice changes nothing the second time.
 */
export function recomputed(previous: CorrectionDeadline, next: CorrectionDeadline): RecomputedDeadline {
  if (next.date > previous.date) {
    const from = `reportée du ${inFrench(previous.date)} au ${inFrench(next.date)}`;
    return {
      deadline: next,
      change: 'later',
      moved: true,
      why: `Échéance de la correction ${from}. ${next.explanation}`,
    };
  }
  if (next.date < previous.date) return kept(previous, next);
  if (next.explanation === previous.explanation || (next.provisional && !previous.provisional)) return same(previous);
  const confirmed = previous.provisional && !next.provisional;
  const verb = confirmed ? 'confirmée' : 'inchangée';
  return {
    deadline: next,
    change: confirmed ? 'confirmed' : 'reworded',
    moved: false,
    why: `Échéance de la correction ${verb} au ${inFrench(next.date)}. ${next.explanation}`,
  };
}

function kept(previous: CorrectionDeadline, next: CorrectionDeadline): RecomputedDeadline {
  const explanation =
    `Échéance maintenue au ${inFrench(previous.date)} (R14\u00a0: jamais raccourcie)\u00a0; ` +
    `le calendrier scolaire donnerait le ${inFrench(next.date)}. ${next.explanation}`;
  if (explanation === previous.explanation) return same(previous);
  const { period: _announcedFor, ...announced } = previous;
  const deadline: CorrectionDeadline = { ...announced, provisional: false, rule: 'R14', explanation };
  return { deadline, change: 'kept', moved: false, why: explanation };
}

const same = (previous: CorrectionDeadline): RecomputedDeadline => ({
  deadline: previous,
  change: 'unchanged',
  moved: false,
  why: null,
});

function sixWeeks(receivedOn: PlainDate, holiday: HolidayPeriod): CorrectionDeadline {
  const { name, firstDayOff, returnDay, zone } = holiday;
  const spokenName = name.slice(0, 1).toLowerCase() + name.slice(1);
  return {
    date: addDays(receivedOn, SIX_WEEKS),
    weeks: 6,
    provisional: false,
    explanation:
      `6 semaines (R13)\u00a0: ${spokenName}, zone ${zone}, ${daysOffInFrench(holiday)}, dans les quatre semaines ` +
      `à compter de la réception du ${inFrench(receivedOn)} (calendrier scolaire ${schoolYearOf(firstDayOff)}).`,
    rule: 'R13',
    period: { name, firstDayOff, returnDay },
  };
}

function howFarKnown(periods: readonly HolidayPeriod[], zone: string, lastDay: PlainDate): string {
  const reach = calendarReach(periods, zone);
  if (reach === null) return `aucun calendrier scolaire n’est connu pour la zone ${zone}`;
  if (reach < lastDay) return `le calendrier scolaire de la zone ${zone} n’est connu que jusqu’au ${inFrench(reach)}`;
  return `le calendrier scolaire de la zone ${zone} n’est pas connu pour toute cette période`;
}
