import { actionsFor, type CommandName, type Role } from './actions.ts';
import type { PlainDate } from './dates.ts';
import type { Facts, Situation } from './enrolment.ts';
import { lastAvisCorrectionDay } from './evaluation.ts';

/** The commands that a role may issue today: those of the table, less those whose day has not come or has gone by. */
export const actionsNow = (facts: Facts, situation: Situation, role: Role, today: PlainDate): CommandName[] =>
  actionsFor(situation, role).filter((command) => hasItsDay(command, facts, today));

function hasItsDay(command: CommandName, facts: Facts, today: PlainDate): boolean {
  if (command === 'expire') return today >= facts.limit;
  if (command !== 'correctAvis') return true;
  const last = lastAvisCorrectionDay(facts);
  return facts.avis !== undefined && (last === undefined || today <= last);
}
