import type { Knex } from 'knex';
import { daysBetween, laterOf, type PlainDate } from '../domain/dates.ts';
import type { Situation } from '../domain/enrolment.ts';
import { waitingForIn } from '../domain/progress.ts';
import type { Transition } from '../domain/record.ts';
import { delaysIn, situationSince } from '../domain/time-taken.ts';

/** What was kept before a transition. */
export interface Before {
  version: number;
  situation: Situation;
  tutor_id: string | null;
}

interface Moment {
  /** The civil date of the record, in Paris. */
  today: PlainDate;
  /** The period that runs; null for the first. */
  number: number | null;
  begun_on: PlainDate | null;
}

/**
 * Keeps whose turn it was and since when, and how long things took, when a transition has led to another situation: figures
 * are made of it.
 */
export async function keepTimeTaken(trx: Knex.Transaction, transition: Transition, before: Before): Promise<void> {
  const { situation } = transition.snapshot;
  if (before.version > 0 && before.situation === situation) return;
  await beginPeriod(trx, transition, await momentOf(trx, transition));
  await keepDelays(trx, transition, before);
}

async function momentOf(trx: Knex.Transaction, { enrolmentId, at }: Transition): Promise<Moment> {
  const { rows } = await trx.raw<{ rows: [Moment] }>(
    `select (?::timestamptz at time zone 'Europe/Paris')::date as today, p.number, p.begun_on
     from (select 1) one left join lateral (
       select number, begun_on from waiting_periods where enrolment_id = ? order by number desc limit 1) p on true`,
    [at, enrolmentId],
  );
  return rows[0];
}

/** Ends the period that runs and begins the next one, never before it: an act may be dated before what was recorded last. */
async function beginPeriod(
  trx: Knex.Transaction,
  { enrolmentId, snapshot: { situation, facts } }: Transition,
  { today, number, begun_on: latest }: Moment,
): Promise<void> {
  const since = situationSince(facts, situation, today);
  const begunOn = latest ? laterOf(since, latest) : since;
  await trx('waiting_periods').where({ enrolment_id: enrolmentId, ended_on: null }).update({ ended_on: begunOn });
  await trx('waiting_periods').insert({
    enrolment_id: enrolmentId,
    number: (number ?? 0) + 1,
    situation,
    waiting_for: waitingForIn(situation),
    begun_on: begunOn,
  });
}

/**
 * What is known of the delays; what was known before stays: of the first tutor (one who replaces another was not waited for),
 * the first avis, the first closing.
 */
async function keepDelays(trx: Knex.Transaction, { enrolmentId, snapshot }: Transition, before: Before): Promise<void> {
  const { facts, situation } = snapshot;
  if (!facts.tutor) return;
  const { correctionDays, correctionLate, avisDays, avisLate } = delaysIn(facts);
  const delays = {
    assignment_days: before.tutor_id ? null : daysBetween(facts.registeredOn, facts.tutor.assignedOn),
    correction_days: correctionDays ?? null,
    correction_late: correctionLate ?? null,
    avis_days: avisDays ?? null,
    avis_late: avisLate ?? null,
    whole_days: situation === 'closed' && facts.avis ? await daysNotAwaitingAuditeur(trx, enrolmentId) : null,
  };
  const known = Object.keys(delays).map((column) => [
    column,
    trx.raw('coalesce(enrolment_delays.??, excluded.??)', [column, column]),
  ]);
  await trx('enrolment_delays')
    .insert({ enrolment_id: enrolmentId, ...delays })
    .onConflict('enrolment_id')
    .merge(Object.fromEntries(known));
}

async function daysNotAwaitingAuditeur(trx: Knex.Transaction, enrolmentId: string): Promise<number> {
  const row = await trx('waiting_periods')
    .where({ enrolment_id: enrolmentId })
    .whereNot({ waiting_for: 'auditeur' })
    .whereNotNull('ended_on')
    .first(trx.raw('coalesce(sum(ended_on - begun_on), 0)::int as days'));
  return row.days;
}
