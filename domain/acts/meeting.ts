import { describeSituation } from '../actions.ts';
import type { BookMeeting, CallOffMeeting, RecordMeeting } from '../commands.ts';
import { hourInFrench, inFrench, inFrenchWithWeekday } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import { RuleViolation } from '../errors.ts';
import { mailTo } from '../mails.ts';
import { MEETING_MINUTES, requireMeetingSlot, requireObjectivesMet } from '../meeting.ts';
import { requirePlanningFits } from '../planning.ts';
import { situationOf } from '../progress.ts';
import { requireRealDate, requireReason } from '../real-date.ts';
import type { Consequences } from '../record.ts';
import { type Act, callOff, requireSituation } from './act.ts';
import { planningInWords } from './amend-planning.ts';
import { spent } from './log-time.ts';

/** R10: books the first meeting, or moves it. */
export const bookMeeting: Act<BookMeeting> = {
  judge(facts, command) {
    requireSituation(facts, 'bookMeeting', command);
    requireMeetingSlot(command.slot, command.at, command.publicHolidays);
  },
  apply(facts, { slot, today }) {
    const moved = facts.meeting !== undefined;
    const meeting = { startsAt: slot.startsAt, date: slot.date, sequence: facts.invitations };
    const when = `${inFrenchWithWeekday(slot.date)} à ${hourInFrench(slot.time)}`;
    return {
      facts: { ...facts, meeting, invitations: facts.invitations + 1 },
      lines: [
        moved
          ? { type: 'meeting.moved', text: `Premier rendez-vous déplacé au ${when}.` }
          : { type: 'meeting.booked', text: `Premier rendez-vous fixé au ${when}.` },
        ...(today <= facts.limit && slot.date > facts.limit ? [afterLimit(facts)] : []),
      ],
      mails: mailTo(['auditeur', 'tutor'], 'meeting_booked', { meeting, moved }),
      accepted: { on: today },
    };
  },
};

/** R34: R10 has no last day; a meeting after the limit is taken, and flagged. */
const afterLimit = ({ limit }: Facts) => ({
  type: 'meeting.after_limit',
  text: `Ce rendez-vous est après la limite de la prestation (${inFrench(limit)}).`,
});

/** R10: a meeting called off is booked again; the step does not go back. */
export const callOffMeeting: Act<CallOffMeeting> = {
  judge(facts, command) {
    requireSituation(facts, 'callOffMeeting', command);
    requireReason(command.hasReason, 'annuler le rendez-vous');
  },
  apply(facts, { today }) {
    const freed = callOff(facts, 'called_off');
    return {
      facts: { ...freed.facts, bookingReopenedOn: today },
      lines: [{ type: 'meeting.called_off', text: 'Rendez-vous annulé{reason}.' }],
      mails: freed.mails,
      accepted: { on: today },
    };
  },
};

/** Step 2: held, with its four objectives and the planning (R11); or not held, and to be booked again. */
export const recordMeeting: Act<RecordMeeting> = {
  judge(facts, command) {
    requireSituation(facts, 'recordMeeting', command);
    requireRecordable(facts, command);
    if (!command.held) return requireReason(command.hasReason, 'un rendez-vous qui n’a pas eu lieu');
    if (command.heldOn) {
      requireRealDate(command.heldOn, { today: command.today, notBefore: facts.registeredOn, path: 'heldOn' });
    }
    requireObjectivesMet(command.objectives);
    requirePlanning(facts, command);
  },
  apply: (facts, command) => (command.held ? held(facts, command) : notHeld(facts, command)),
};

/** Before the booked slot, or without one, only a meeting held on another day can be recorded. */
function requireRecordable(facts: Facts, command: RecordMeeting): void {
  const situation = situationOf(facts, command.at);
  if (situation === 'meeting_to_record' || (command.held && command.heldOn)) return;
  const code = situation === 'meeting_booked' ? 'meeting.not_yet' : 'enrolment.state';
  throw new RuleViolation(
    code,
    situation === 'meeting_booked'
      ? 'Le rendez-vous n’a pas encore eu lieu. S’il s’est tenu à une autre date, indiquez-la.'
      : `Cette action n’est pas possible en l’état\u00a0: ${describeSituation(situation)}. Si le rendez-vous s’est tenu autrement, indiquez sa date.`,
    command.held ? [{ path: 'heldOn', code, message: 'Indiquez le jour où il s’est tenu.' }] : [],
  );
}

function requirePlanning(facts: Facts, { planning, today, calendar, avisDays }: RecordMeeting): void {
  if (!planning) {
    const message =
      'Le planning est à convenir pendant le rendez-vous\u00a0: date butoir du rapport et date du rapport révisé.';
    throw new RuleViolation('planning.required', message, [{ path: 'planning', code: 'planning.required', message }]);
  }
  requirePlanningFits(planning, {
    today,
    limit: facts.limit,
    zone: calendar.zone,
    periods: calendar.periods,
    avisDays,
    path: 'planning.',
  });
}

function held(facts: Facts, command: RecordMeeting): Consequences {
  const early = situationOf(facts, command.at) === 'meeting_booked';
  const freed = early ? callOff(facts, 'held_otherwise') : { facts, mails: [] };
  const heldOn = command.heldOn ?? facts.meeting?.date ?? command.today;
  const planning = command.planning ?? { reportDue: command.today, revisionDue: command.today };
  const time = spent(facts, MEETING_MINUTES);
  return {
    facts: { ...freed.facts, heldOn, planning, tutoringMinutes: time.total },
    lines: [
      {
        type: 'meeting.held',
        text: `Premier rendez-vous tenu le ${inFrenchWithWeekday(heldOn)}\u00a0; les quatre objectifs sont atteints{note}.`,
      },
      { type: 'planning.agreed', text: `Planning convenu\u00a0: ${planningInWords(planning)}.` },
      ...time.lines,
    ],
    mails: [...freed.mails, ...mailTo(['auditeur', 'tutor'], 'planning_agreed', { planning }), ...time.mails],
    accepted: { on: heldOn, minutes: MEETING_MINUTES },
  };
}

function notHeld(facts: Facts, { today }: RecordMeeting): Consequences {
  const { meeting: _gone, ...rest } = facts;
  return {
    facts: { ...rest, bookingReopenedOn: today },
    lines: [
      { type: 'meeting.not_held', text: 'Le rendez-vous n’a pas eu lieu{reason}. Un nouveau rendez-vous est à fixer.' },
    ],
    mails: mailTo(['auditeur', 'tutor'], 'meeting_not_held', {}),
    accepted: { on: today },
  };
}
