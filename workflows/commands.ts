import type { UpdateDefinition } from '@temporalio/common';
import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { COMMANDS, type CommandName } from '../domain/actions.ts';
import { judge } from '../domain/acts/acts.ts';
import { recomputeCorrection } from '../domain/acts/change-calendar.ts';
import type { CalendarFacts, Commands } from '../domain/commands.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type Dossier, note, settled, snapshotOf, take } from './dossier.ts';
import { type Accepted, calendarChanged, stateQuery, updates } from './messages.ts';
import { record } from './record.ts';

/** Takes commands, each judged before it is accepted; hears of new calendars; answers what the state is. */
export function takeCommands(dossier: Dossier): void {
  for (const name of COMMANDS) takeCommand(dossier, name);
  setHandler(calendarChanged, (calendar) => hearOfCalendar(dossier, calendar));
  setHandler(stateQuery, () => ({ ...snapshotOf(dossier), version: dossier.version }));
}

function takeCommand<Name extends CommandName>(dossier: Dossier, name: Name): void {
  const handle = async (command: Commands[Name]): Promise<Accepted> => {
    take(dossier, name, command);
    await settled(dossier);
    await record(dossier);
    return { version: dossier.version };
  };
  const validator = (command: Commands[Name]): void => refusing(() => judge(name, dossier.facts, command));
  setHandler(updates[name] as UpdateDefinition<Accepted, [Commands[Name]]>, handle, { validator });
}

/** A refusal leaves no event in the history, and reaches the caller with its code, its sentence and its fields. */
function refusing(judgement: () => void): void {
  try {
    judgement();
  } catch (refusal) {
    if (!(refusal instanceof RuleViolation)) throw refusal;
    throw ApplicationFailure.nonRetryable(refusal.message, refusal.code, refusal.errors);
  }
}

async function hearOfCalendar(dossier: Dossier, calendar: CalendarFacts): Promise<void> {
  const { facts, lines, mails } = recomputeCorrection(dossier.facts, calendar);
  dossier.facts = facts;
  for (const { type, text } of lines) note(dossier, type, text, { mails });
  dossier.draft.touched = true;
  await settled(dossier);
  await record(dossier);
}
