import type { Knex } from 'knex';

/** What an operator watches. */
export interface Figures {
  /** Mails waiting to be sent, of which failed at least once; those that may have gone twice. */
  mails: { queued: number; failing: number; possibleRepeats: number; sent: number };
  /** Enrolments by step. */
  steps: Record<string, number>;
  overdue: number;
  notStarted: number;
}

/** Neither sent nor waiting for its day, as the reminder of a survey may. */
const IS_DUE = `(not_before is null or not_before <= (now() at time zone 'Europe/Paris')::date)`;

/** The figures of /metrics, in three queries. */
export async function readFigures(database: Knex): Promise<Figures> {
  const [mails, steps, enrolments] = await Promise.all([
    database('mails')
      .select(
        database.raw(`count(*) filter (where status in ('queued', 'sending') and ${IS_DUE}) as queued`),
        database.raw(
          `count(*) filter (where status in ('queued', 'sending') and attempts > 0 and last_error is not null) as failing`,
        ),
        database.raw('coalesce(sum(possible_repeats), 0)::bigint as repeats'),
        database.raw(`count(*) filter (where status = 'sent') as sent`),
      )
      .first(),
    database('enrolments').select('step').count('* as count').groupBy('step'),
    database('enrolments')
      .select(
        database.raw(`count(*) filter (where overdue and step <> 'closed') as overdue`),
        database.raw('count(*) filter (where not workflow_started) as not_started'),
      )
      .first(),
  ]);
  return {
    mails: { queued: mails.queued, failing: mails.failing, possibleRepeats: mails.repeats, sent: mails.sent },
    steps: Object.fromEntries(steps.map(({ step, count }) => [step, Number(count)])),
    overdue: enrolments.overdue,
    notStarted: enrolments.not_started,
  };
}
