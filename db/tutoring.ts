import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Instant, PlainDate } from '../domain/dates.ts';
import { type Actor, appendLines } from './journal.ts';

/** R30: one line of the ledger. */
export interface TimeEntry {
  id: string;
  date: PlainDate;
  minutes: number;
  label: string;
  tutorId?: string;
  recordedAt: Instant;
}

export interface TutoringConfirmation {
  totalMinutes: number;
  confirmedAt: Instant;
  confirmedBy: string;
}

interface NewConfirmation {
  at: Instant;
  actor: Actor;
  /** The total that was read, in minutes. */
  expected?: number;
}

/** The ledger of tutoring, and its confirmations by the auditeur. */
export function createTutoring(database: Knex) {
  return {
    /** Every line, in order of date. */
    async entries(enrolmentId: string): Promise<TimeEntry[]> {
      const rows = await database('time_entries')
        .where({ enrolment_id: enrolmentId })
        .orderBy(['date', 'recorded_at', 'command_id']);
      return rows.map((row) => ({
        id: row.command_id,
        date: row.date,
        minutes: row.minutes,
        label: row.label,
        ...(row.tutor_id ? { tutorId: row.tutor_id } : {}),
        recordedAt: row.recorded_at,
      }));
    },

    /**
     * The auditeur confirms the total as it stands. What was confirmed already is not confirmed again: the first instant
     * stays. With `expected`, another total confirms nothing; `stands` tells it.
     */
    confirm: (enrolmentId: string, { at, actor, expected }: NewConfirmation): Promise<{ stands: number }> =>
      database.transaction(async (trx) => {
        // The record of a line holds the same lock: a line is before a confirmation or after it.
        await trx('enrolments').where({ id: enrolmentId }).forNoKeyUpdate().first('id');
        const total = await trx('time_entries').where({ enrolment_id: enrolmentId }).sum('minutes as minutes').first();
        const totalMinutes = Number(total?.minutes ?? 0);
        if (expected !== undefined && expected !== totalMinutes) return { stands: totalMinutes };
        if (await isConfirmed(trx, enrolmentId, totalMinutes)) return { stands: totalMinutes };
        await trx('tutoring_confirmations').insert({
          id: randomUUID(),
          enrolment_id: enrolmentId,
          total_minutes: totalMinutes,
          confirmed_at: at,
          confirmed_by: actor.name,
        });
        const text = `Relevé d’accompagnement confirmé\u00a0: ${totalMinutes} minutes.`;
        await appendLines(trx, enrolmentId, [{ at, actor, type: 'tutoring.confirmed', text }]);
        return { stands: totalMinutes };
      }),

    /** Oldest first. */
    async confirmations(enrolmentId: string): Promise<TutoringConfirmation[]> {
      const rows = await database('tutoring_confirmations')
        .where({ enrolment_id: enrolmentId })
        .orderBy('confirmed_at');
      return rows.map((row) => ({
        totalMinutes: row.total_minutes,
        confirmedAt: row.confirmed_at,
        confirmedBy: row.confirmed_by,
      }));
    },
  };
}

export type Tutoring = ReturnType<typeof createTutoring>;

/** Lines are only added, and each has minutes: the same total is the same record. */
const isConfirmed = async (trx: Knex.Transaction, enrolmentId: string, totalMinutes: number): Promise<boolean> =>
  (await trx('tutoring_confirmations')
    .where({ enrolment_id: enrolmentId, total_minutes: totalMinutes })
    .first('id')) !== undefined;
