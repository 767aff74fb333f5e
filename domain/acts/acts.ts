import type { CommandName } from '../actions.ts';
import type { Commands } from '../commands.ts';
import { inFrench } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import type { Consequences } from '../record.ts';
import type { Act } from './act.ts';
import { amendPlanning } from './amend-planning.ts';
import { assignTutor } from './assign-tutor.ts';
import { correctAvis, giveAvis } from './avis.ts';
import { expire, extendLimit, withdraw } from './ending.ts';
import { logTime } from './log-time.ts';
import { bookMeeting, callOffMeeting, recordMeeting } from './meeting.ts';
import { recordFollowUp } from './record-follow-up.ts';
import { returnCorrection } from './return-correction.ts';
import { submitReport } from './submit-report.ts';
import { submitRevision } from './submit-revision.ts';

/** Every command of the process, by name. */
const ACTS: { [Name in CommandName]: Act<Commands[Name]> } = {
  assignTutor,
  bookMeeting,
  callOffMeeting,
  recordMeeting,
  amendPlanning,
  submitReport,
  returnCorrection,
  submitRevision,
  giveAvis,
  correctAvis,
  recordFollowUp,
  logTime,
  withdraw,
  extendLimit,
  expire,
};

/** Throws a `RuleViolation` when the command must be refused in the light of the facts. */
export const judge = <Name extends CommandName>(name: Name, facts: Facts, command: Commands[Name]): void =>
  ACTS[name].judge(facts, command);

/** What follows from an accepted command; done after the limit, it is flagged (R34). */
export function apply<Name extends CommandName>(name: Name, facts: Facts, command: Commands[Name]): Consequences {
  const consequences = ACTS[name].apply(facts, command);
  if (command.today <= facts.limit || name === 'extendLimit' || name === 'expire') return consequences;
  const flag = {
    type: 'limit.exceeded',
    text: `Fait après la limite de la prestation (${inFrench(facts.limit)}).`,
  };
  return { ...consequences, lines: [...consequences.lines, flag] };
}
