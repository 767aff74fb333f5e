import type { Knex } from 'knex';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Situation } from '../domain/enrolment.ts';
import type { Transition } from '../domain/record.ts';
import { type NewLine, SYSTEM } from './journal.ts';

/** What reminders told of, as it was kept before a transition. */
export interface RemindedOf {
  situation: Situation;
  due_date: PlainDate | null;
  meeting_starts_at: Instant | null;
  tutor_id: string | null;
  limit_date: PlainDate;
}

/**
 * Drops the reminders that no mail server has taken yet, and that a transition makes pointless: the thing is done, its
 * date or its meeting has moved, or the tutor they were for is replaced. Those of the limit (R34) live until the limit
 * moves or the avis, or the end, comes. Answers their lines in the journal.
 */
export async function dropOutdatedReminders(
  trx: Knex.Transaction,
  transition: Transition,
  before: RemindedOf,
): Promise<NewLine[]> {
  const outdated = whatIsOutdated(transition, before);
  if (outdated.length === 0) return [];
  const dropped: { description: string }[] = await trx('mails')
    .where({ enrolment_id: transition.enrolmentId })
    .whereIn('name', ['reminder', 'meeting_reminder', 'survey_reminder'])
    .whereIn('status', ['queued', 'sending'])
    .where((mails) => {
      for (const condition of outdated) mails.orWhereRaw(condition);
    })
    .update({ status: 'dropped' })
    .returning('description');
  return dropped.map(({ description }) => ({
    at: transition.at,
    actor: SYSTEM,
    type: 'mail.dropped',
    text: `Relance retirée\u00a0: ${description}.`,
    version: transition.version,
  }));
}

/** The key of a reminder names the wait that it belongs to. */
const OF_THE_LIMIT = `key like '%/reminder/limit/%'`;

/** As conditions on mails, any of which is enough. */
function whatIsOutdated({ snapshot: { situation, due, facts } }: Transition, before: RemindedOf): string[] {
  const waitMoved =
    situation !== before.situation ||
    (due?.date ?? null) !== before.due_date ||
    (facts.meeting?.startsAt ?? null) !== before.meeting_starts_at;
  const tutorReplaced = before.tutor_id !== null && facts.tutor?.id !== before.tutor_id;
  const limitSettled =
    facts.limit !== before.limit_date || (waitMoved && (facts.avis !== undefined || facts.ended !== undefined));
  return [
    ...(waitMoved ? [`not ${OF_THE_LIMIT}`] : []),
    ...(tutorReplaced ? [`recipient = 'tutor'`] : []),
    ...(limitSettled ? [OF_THE_LIMIT] : []),
  ];
}
