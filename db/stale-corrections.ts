import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';

/** A running correction that has not been told of the calendar in force (R14). */
export interface StaleCorrection {
  id: string;
  zone: string;
  receivedOn: PlainDate;
}

/** Which running corrections a calendar must still be announced to. */
export function createCalendarAnnouncements(database: Knex) {
  return {
    async waiting(version: number): Promise<StaleCorrection[]> {
      return database('enrolments as e')
        .join('centres as c', 'c.code', 'e.centre_code')
        .where('e.situation', 'report_received')
        .whereRaw(
          `greatest(coalesce(e.calendar_version, 0), coalesce((e.snapshot #>> '{facts,calendarVersion}')::int, 0)) < ?`,
          [version],
        )
        .orderBy('e.number')
        .select(
          'e.id',
          'c.holiday_zone as zone',
          database.raw(`e.snapshot #>> '{facts,report,receivedOn}' as "receivedOn"`),
        );
    },

    /** How many running corrections have not been computed anew with this version yet. */
    async toRecompute(version: number): Promise<number> {
      const row = await database('enrolments')
        .where({ situation: 'report_received' })
        .whereRaw(`coalesce((snapshot #>> '{facts,calendarVersion}')::int, 0) < ?`, [version])
        .count('* as count')
        .first();
      return Number(row?.count ?? 0);
    },

    /** Temporal has taken the signal, and will not lose it. */
    async announced(id: string, version: number): Promise<void> {
      await database('enrolments')
        .where({ id })
        .update({ calendar_version: database.raw('greatest(coalesce(calendar_version, 0), ?)', [version]) });
    },
  };
}
