import type { CorrectAvis, GiveAvis } from '../commands.ts';
import { inFrench } from '../dates.ts';
import type { Due, Facts, Mention } from '../enrolment.ts';
import { RuleViolation } from '../errors.ts';
import { followUpDue, lastAvisCorrectionDay, requireAvisSound } from '../evaluation.ts';
import { type MailRequest, mailTo } from '../mails.ts';
import { requireRealDate, requireReason } from '../real-date.ts';
import { MENTION_NAMES } from '../words.ts';
import { type Act, lateSuffix, requireMayDate, requireSituation } from './act.ts';

/** Step 5, R20. What was given is immutable. */
export const giveAvis: Act<GiveAvis> = {
  judge(facts, command) {
    requireMayDate(command.role, command.givenOn, command.today);
    requireSituation(facts, 'giveAvis', command);
    judgeAvis(facts, command);
  },
  apply(facts, command) {
    const { givenOn, avisCorrectionDays } = command;
    const mention = command.mention ?? 'not_validated';
    const due = mention === 'not_validated' ? followUpOf(command) : undefined;
    return {
      facts: { ...facts, avis: { mention, version: 1, givenOn }, followUpDue: due, avisCorrectionDays },
      lines: [
        {
          type: 'avis.given',
          text: `Avis rendu le ${inFrench(givenOn)}\u00a0: ${MENTION_NAMES[mention]}${lateSuffix(givenOn, facts.avisDue?.date ?? givenOn)}{note}.`,
        },
      ],
      mails: [...mailTo(['auditeur'], 'avis_given', { mention, givenOn, followUpDue: due }), ...toFollowUp(due)],
      accepted: { on: givenOn, avis: { version: 1 } },
    };
  },
};

/** R20: a manager corrects a mistake, as a new version, within so many days of the closing. */
export const correctAvis: Act<CorrectAvis> = {
  judge(facts, command) {
    requireSituation(facts, 'correctAvis', command);
    if (!facts.avis) {
      throw new RuleViolation(
        'enrolment.state',
        'Aucun avis n’a été rendu dans ce dossier\u00a0: il n’y a rien à corriger.',
      );
    }
    const last = lastAvisCorrectionDay(facts);
    if (last && command.today > last) {
      throw new RuleViolation(
        'enrolment.archived',
        `L’avis ne peut plus être corrigé\u00a0: le délai s’achevait le ${inFrench(last)}.`,
      );
    }
    requireReason(command.hasReason, 'corriger un avis');
    judgeAvis(facts, command);
  },
  apply(facts, command) {
    const previous = facts.avis ?? { mention: 'validated', version: 0, givenOn: command.givenOn };
    const mention = command.mention ?? previous.mention;
    const version = previous.version + 1;
    const { facts: after, due } = afterCorrection(facts, mention, command);
    return {
      facts: { ...after, avis: { mention, version, givenOn: command.givenOn } },
      lines: [
        {
          type: 'avis.corrected',
          text: `Avis corrigé (version ${version})\u00a0: ${mentionChange(previous.mention, mention)}{reason}.`,
        },
      ],
      mails: [
        ...mailTo(['auditeur', 'tutor', 'staff'], 'avis_corrected', {
          mention,
          previous: previous.mention,
          version,
          followUpDue: due,
        }),
        ...toFollowUp(due),
      ],
      accepted: { on: command.givenOn, avis: { version } },
    };
  },
};

const mentionChange = (from: Mention, to: Mention): string =>
  from === to
    ? `la mention reste «\u00a0${MENTION_NAMES[to]}\u00a0»`
    : `«\u00a0${MENTION_NAMES[from]}\u00a0» devient «\u00a0${MENTION_NAMES[to]}\u00a0»`;

function judgeAvis(facts: Facts, { mention, hasMotivation, answers, form, givenOn, today }: GiveAvis): void {
  const notBefore = facts.revision?.receivedOn ?? facts.registeredOn;
  requireRealDate(givenOn, { today, notBefore, path: 'givenOn' });
  requireAvisSound({ mention, hasMotivation, answers }, form);
}

/** A change to unfavourable reopens the follow-up (R21); one to favourable makes it needless. */
function afterCorrection(facts: Facts, mention: Mention, command: CorrectAvis): { facts: Facts; due?: Due } {
  const { followUp, followUpDue: _former, closedOn: _closed, ...rest } = facts;
  if (mention === 'validated') return { facts: { ...rest, followUp, closedOn: facts.closedOn } };
  if (facts.avis?.mention === 'not_validated') return { facts };
  const due = followUpOf({ ...command, givenOn: command.today });
  return { facts: { ...rest, followUpDue: due, followUpReopenedOn: command.today }, due };
}

const followUpOf = ({ givenOn, followUpWorkingDays, publicHolidays }: GiveAvis): Due =>
  followUpDue(givenOn, followUpWorkingDays, publicHolidays);

const toFollowUp = (due: Due | undefined): MailRequest[] =>
  due ? mailTo(['staff'], 'follow_up_to_make', { due }) : [];
