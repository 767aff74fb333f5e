import type { Knex } from 'knex';
import { type Instant, laterOf } from '../domain/dates.ts';

/** Who did what a line tells: a person with a role, or the system. */
export interface Actor {
  role: string;
  name: string;
}

export const SYSTEM: Actor = { role: 'system', name: 'Jalons' };

export interface NewLine {
  at: Instant;
  actor: Actor;
  type: string;
  text: string;
  /** The transition it belongs to, when it does. */
  version?: number;
  /** A line whose key the enrolment's journal has already is not written again. */
  key?: string;
}

export interface WrittenLine extends Omit<NewLine, 'version' | 'key'> {
  line: number;
}

/**
 * Appends lines to an enrolment's journal, in order. The enrolment is locked until the end of the transaction, so that
 * lines become visible in the order of their numbers, and who reads on from a line misses none. Times only grow along a
 * journal: a line that waited for its turn (a mail sent while another act was written) has the time of the one before.
 */
export async function appendLines(
  trx: Knex.Transaction,
  enrolmentId: string,
  lines: readonly NewLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await trx.raw('select 1 from enrolments where id = ? for no key update', [enrolmentId]);
  const since = await latestTime(trx, enrolmentId);
  const rows = lines.map(({ actor, type, text, version, key }, index) => ({
    enrolment_id: enrolmentId,
    version: version ?? null,
    key: key ?? null,
    at: lines.slice(0, index + 1).reduce((latest, { at }) => laterOf(latest, at), since),
    actor_role: actor.role,
    actor_name: actor.name,
    type,
    text,
  }));
  await trx('journal').insert(rows).onConflict(['enrolment_id', 'key']).ignore();
}

async function latestTime(trx: Knex.Transaction, enrolmentId: string): Promise<Instant> {
  const last = await trx('journal').where({ enrolment_id: enrolmentId }).orderBy('line', 'desc').first('at');
  return last?.at ?? '';
}

interface JournalRow {
  line: number;
  at: Instant;
  actor_role: string;
  actor_name: string;
  type: string;
  text: string;
}

/** Reads and completes journals. */
export function createJournal(database: Knex) {
  return {
    /** Appends lines in a transaction of their own. */
    append: (enrolmentId: string, lines: readonly NewLine[]): Promise<void> =>
      database.transaction((trx) => appendLines(trx, enrolmentId, lines)),

    /** The lines after `after`, oldest first; `next` is where to go on, null at the end. */
    async list(
      enrolmentId: string,
      { limit, after }: { limit: number; after?: number },
    ): Promise<{ items: WrittenLine[]; next: number | null }> {
      const rows: JournalRow[] = await database('journal')
        .where({ enrolment_id: enrolmentId })
        .modify((query) => after !== undefined && query.where('line', '>', after))
        .orderBy('line')
        .limit(limit + 1);
      const items = rows.slice(0, limit).map(fromRow);
      return { items, next: rows.length > limit ? items.at(-1)!.line : null };
    },
  };
}

export type Journal = ReturnType<typeof createJournal>;

const fromRow = (row: JournalRow): WrittenLine => ({
  line: row.line,
  at: row.at,
  actor: { role: row.actor_role, name: row.actor_name },
  type: row.type,
  text: row.text,
});
