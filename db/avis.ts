import type { Knex } from 'knex';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { FollowUpPath, Mention } from '../domain/enrolment.ts';
import { given } from './enrolment-row.ts';

export interface StoredAvis {
  version: number;
  mention: Mention;
  motivation: string;
  criteria: { id: string; met: boolean; comment?: string }[];
  form: { kind: 'grid' | 'shuttle'; version: number };
  givenOn: PlainDate;
  /** Why it corrects the one before. */
  reason?: string;
  recordedAt: Instant;
}

export interface StoredFollowUp {
  contactedOn: PlainDate;
  summary: string;
  path: FollowUpPath;
  recordedAt: Instant;
}

/** What concluded enrolments: avis, every version of them, and follow-ups. */
export function createConclusions(database: Knex) {
  return {
    /** Every version, the first given first. */
    async avis(enrolmentId: string): Promise<StoredAvis[]> {
      const rows = await database('avis').where({ enrolment_id: enrolmentId }).orderBy('version');
      return rows.map(toAvis);
    },

    /** Oldest first. */
    async followUps(enrolmentId: string): Promise<StoredFollowUp[]> {
      const rows = await database('follow_ups').where({ enrolment_id: enrolmentId }).orderBy('recorded_at');
      return rows.map((row) => ({
        contactedOn: row.contacted_on,
        summary: row.summary,
        path: row.path,
        recordedAt: row.recorded_at,
      }));
    },
  };
}

export type Conclusions = ReturnType<typeof createConclusions>;

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toAvis = (row: any): StoredAvis => ({
  version: row.version,
  mention: row.mention,
  motivation: row.motivation,
  criteria: row.criteria,
  form: { kind: row.form_kind, version: row.form_version },
  givenOn: row.given_on,
  ...given('reason', row.reason),
  recordedAt: row.recorded_at,
});
