import { type CommandName, type Role, requireAllowed } from '../actions.ts';
import type { Command } from '../commands.ts';
import { inFrench, type PlainDate } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import { RuleViolation } from '../errors.ts';
import { type MailRequest, mailTo } from '../mails.ts';
import { situationOf } from '../progress.ts';
import type { Consequences } from '../record.ts';

/** One command of the process: what refuses it, and what follows from it. Both pure. */
export interface Act<C extends Command> {
  /** Throws a `RuleViolation` when the command must be refused. */
  judge(facts: Facts, command: C): void;
  apply(facts: Facts, command: C): Consequences;
}

/** Looked at first: an act out of its situation is refused before any rule is asked. */
export const requireSituation = (facts: Facts, name: CommandName, command: Command): void =>
  requireAllowed(situationOf(facts, command.at), name);

/** R35: only staff may give a date that is not today's. */
export function requireMayDate(role: Role, date: PlainDate, today: PlainDate): void {
  if (date === today || role === 'staff' || role === 'manager' || role === 'administrator') return;
  throw new RuleViolation(
    'date.staff_only',
    'Seul un gestionnaire peut enregistrer un acte à une autre date que celle du jour.',
  );
}

/** A suffix that flags what was done after its due date. */
export const lateSuffix = (on: PlainDate, due: PlainDate): string =>
  on > due ? `, en retard (échéance\u00a0: ${inFrench(due)})` : '';

/** A booked meeting that will not take place: its invitation is cancelled under the next SEQUENCE. */
export function callOff(
  facts: Facts,
  why: 'called_off' | 'tutor_replaced' | 'held_otherwise' | 'enrolment_ended',
): { facts: Facts; mails: MailRequest[] } {
  if (!facts.meeting) return { facts, mails: [] };
  const meeting = { ...facts.meeting, sequence: facts.invitations };
  const { meeting: _gone, ...rest } = facts;
  const mails = mailTo(['auditeur', 'tutor'], 'meeting_called_off', { meeting, why });
  return { facts: { ...rest, invitations: facts.invitations + 1 }, mails };
}
