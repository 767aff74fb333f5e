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

/** The avis that were given, every version of them. */
export function createConclusions(database: Knex) {
  return {
    /** Every version, the first given first. */
    async avis(enrolmentId: string): Promise<StoredAvis[]> {
      const rows = await database('avis').where({ enrolment_id: enrolmentId }).orderBy('version');
      return rows.map(toAvis);
    },
  };
}

export type Conclusions = ReturnType<typeof createConclusions>;

/** An avis from its row. */
// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
export const toAvis = (row: any): StoredAvis => ({
  version: row.version,
  mention: row.mention,
  motivation: row.motivation,
  criteria: row.criteria,
  form: { kind: row.form_kind, version: row.form_version },
  givenOn: row.given_on,
  ...given('reason', row.reason),
  recordedAt: row.recorded_at,
});

/** A follow-up from its row. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export const toFollowUp = (row: any): StoredFollowUp => ({
  contactedOn: row.contacted_on,
  summary: row.summary,
  path: row.path,
  recordedAt: row.recorded_at,
});
