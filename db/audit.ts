import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { given } from './enrolment-row.ts';
import type { Actor } from './journal.ts';

/** What was done to a setting, a person, an access. Its text is French, and tells no secret. */
export interface AuditEntry {
  at: Instant;
  actor: Actor & { id?: string };
  /** For programs: `user.added`. */
  action: string;
  /** The code or id of what it was done to. */
  subject?: string;
  /** The only centre it concerns; all of them, and whoever sees them all, when null. */
  centre: string | null;
  /** It changed what centres share: the administrators of each read it. */
  shared?: boolean;
  text: string;
  /** A line whose key is there already is not written again. */
  key?: string;
}

export interface AuditLine extends Omit<AuditEntry, 'key' | 'shared'> {
  line: number;
}

export interface AuditFilters {
  /** The beginning of an action: `user`, or `user.added`. */
  action?: string;
  /** Words of the author's name. */
  actor?: string;
  subject?: string;
  /** From this instant on, and before that one. */
  from?: Instant;
  before?: Instant;
}

/** The append-only log of what was done to settings, people and access. */
export function createAudit(database: Knex) {
  return {
    /** Waits for whoever changes something with its line, and lets nobody else do so until this transaction ends. */
    takeTurn: async (): Promise<void> => {
      await database.raw('select pg_advisory_xact_lock(?)', [TURN]);
    },

    async append(entry: AuditEntry): Promise<void> {
      await database('audit').insert(toRow(entry)).onConflict('key').ignore();
    },

    /** Whether a line with this key was ever written. */
    isTold: async (key: string): Promise<boolean> =>
      (await database('audit').where({ key }).first('line')) !== undefined,

    /** The lines below `before`, newest first; those of a centre, and of what centres share, when one is given. */
    async list(
      filters: AuditFilters,
      { limit, before, centre }: { limit: number; before?: number; centre: string | null },
    ): Promise<{ items: AuditLine[]; next: number | null }> {
      const query = database('audit')
        .orderBy('line', 'desc')
        .limit(limit + 1);
      if (before !== undefined) query.where('line', '<', before);
      if (centre !== null) query.where((mine) => mine.where('centre_code', centre).orWhere('shared', true));
      filter(query, filters);
      const items = ((await query) as AuditRow[]).map(fromRow);
      return { items: items.slice(0, limit), next: items.length > limit ? items[limit - 1]!.line : null };
    },
  };
}

/** Names, among advisory locks, that of the audit log. */
const TURN = 7_264_003;

export type Audit = ReturnType<typeof createAudit>;

function filter(query: Knex.QueryBuilder, { action, actor, subject, from, before }: AuditFilters): void {
  if (action !== undefined) query.where((some) => some.where({ action }).orWhereLike('action', `${plain(action)}.%`));
  if (subject !== undefined) query.where({ subject });
  if (from !== undefined) query.where('at', '>=', from);
  if (before !== undefined) query.where('at', '<', before);
  for (const word of actor?.split(/\s+/).filter(Boolean) ?? []) query.whereILike('actor_name', `%${plain(word)}%`);
}

/** A text in which nothing stands for anything else in a `like`. */
const plain = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const toRow = ({ actor, centre, shared = false, ...entry }: AuditEntry) => ({
  at: entry.at,
  actor_role: actor.role,
  actor_name: actor.name,
  actor_id: actor.id ?? null,
  action: entry.action,
  subject: entry.subject ?? null,
  centre_code: centre,
  shared,
  text: entry.text,
  key: entry.key ?? null,
});

interface AuditRow {
  line: number;
  at: Instant;
  actor_role: string;
  actor_name: string;
  actor_id: string | null;
  action: string;
  subject: string | null;
  centre_code: string | null;
  text: string;
}

const fromRow = (row: AuditRow): AuditLine => ({
  line: row.line,
  at: row.at,
  actor: { role: row.actor_role, name: row.actor_name, ...given('id', row.actor_id) },
  action: row.action,
  ...given('subject', row.subject),
  centre: row.centre_code,
  text: row.text,
});
