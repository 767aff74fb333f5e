import type { Knex } from 'knex';
import type { Role } from '../domain/actions.ts';
import type { Instant } from '../domain/dates.ts';
import type { FieldError } from '../domain/errors.ts';
import { given } from './enrolment-row.ts';

/** `ready`: every rule says yes, or it is under way; `failed`: a rule said no when it was enrolled. */
export type ImportLineStatus = 'refused' | 'ready' | 'enrolled' | 'failed';

/** As whom lines are enrolled, also after a restart. */
export interface ImportPrincipal {
  role: Role;
  name: string;
  tokenId: string;
  userId?: string;
  centre: string | null;
}

/** What was read of the first line of a file. */
export interface ImportHeadings {
  columns: { path: string; title: string }[];
  ignored: string[];
}

export interface NewImport {
  id: string;
  owner: string;
  principal: ImportPrincipal;
  fileName?: string;
  headings: ImportHeadings;
}

export interface NewImportLine {
  line: number;
  cells: Record<string, string>;
  /** As POST /api/enrolments takes it; absent where the line is refused. */
  registration?: unknown;
  priceCents?: number;
  status: 'refused' | 'ready';
  refusals: FieldError[];
}

export interface StoredImport extends NewImport {
  createdAt: Instant;
  expiresAt: Instant;
  confirmedAt?: Instant;
  finishedAt?: Instant;
  /** How many lines there are of each. */
  counts: Record<ImportLineStatus, number>;
  /** How many of those refused are so because the auditeur has that enrolment (R6). */
  alreadyEnrolled: number;
}

export interface StoredImportLine extends Omit<NewImportLine, 'cells' | 'status'> {
  /** Gone once it is enrolled. */
  cells?: Record<string, string>;
  status: ImportLineStatus;
  enrolment?: { id: string; reference: string; auditeur: { firstName: string; lastName: string } };
}

/** A page of lines: those of a status, and of those refused, the ones of auditeurs enrolled already, or the others. */
export interface ImportLinePage {
  limit: number;
  after?: number;
  status?: ImportLineStatus;
  alreadyEnrolled?: boolean;
}

/** How long a preview waits for its confirmation, and how long what an import did can be read. */
const PREVIEW_HOURS = 24;
const RESULT_DAYS = 7;

/** Files of registrations that await their confirmation, and what became of each of their lines. */
export function createImports(database: Knex) {
  return {
    /** Keeps a preview; the same id again changes nothing. */
    insert: (preview: NewImport, lines: readonly NewImportLine[]): Promise<void> =>
      database.transaction(async (trx) => {
        const inserted = await trx('imports').insert(toRow(trx, preview)).onConflict('id').ignore().returning('id');
        if (inserted.length > 0)
          await trx.batchInsert(
            'import_lines',
            lines.map((line) => toLineRow(preview.id, line)),
            200,
          );
      }),

    /** Of this owner, unless it has expired. */
    async find(id: string, owner: string): Promise<StoredImport | undefined> {
      const row = await database('imports').where({ id, owner }).whereRaw('expires_at > now()').first();
      return row && toImport(row, await countsOf(database, id), await countAlreadyEnrolled(database, id));
    },

    /** Its lines in order, from the one after `after` on. */
    async lines(
      id: string,
      { limit, after = 0, status, alreadyEnrolled }: ImportLinePage,
    ): Promise<StoredImportLine[]> {
      const rows = await database('import_lines as l')
        .leftJoin('enrolments as e', 'e.id', 'l.enrolment_id')
        .where('l.import_id', id)
        .where('l.line', '>', after)
        .modify((query) => status !== undefined && query.where('l.status', status))
        .modify((query) => alreadyEnrolled !== undefined && query.whereRaw(`${ALREADY} = ?`, [alreadyEnrolled]))
        .orderBy('l.line')
        .limit(limit)
        .select('l.*', 'e.reference', 'e.auditeur_first_name', 'e.auditeur_last_name');
      return rows.map(toLine);
    },

    /** Answers whether it was this call that confirmed it. */
    async confirm(id: string): Promise<boolean> {
      const confirmed = await database('imports')
        .where({ id })
        .whereNull('confirmed_at')
        .update({
          confirmed_at: database.fn.now(),
          expires_at: database.raw('now() + make_interval(days => ?)', [RESULT_DAYS]),
        });
      return confirmed > 0;
    },

    /** Those confirmed whose lines nobody enrols now: a process died, or Temporal did not answer. */
    async leftUnderWay(limit = 10): Promise<string[]> {
      return database('imports')
        .whereNotNull('confirmed_at')
        .whereNull('finished_at')
        .whereRaw('(leased_until is null or leased_until < clock_timestamp())')
        .orderBy('confirmed_at')
        .limit(limit)
        .pluck('id');
    },

    /** Takes an import for so long; undefined when another process has it, or when nothing is left of it. */
    async take(id: string, leaseMs: number): Promise<ImportPrincipal | undefined> {
      const [row] = await database('imports')
        .where({ id })
        .whereNotNull('confirmed_at')
        .whereNull('finished_at')
        .whereRaw('(leased_until is null or leased_until < clock_timestamp())')
        .update({ leased_until: leaseEnd(database, leaseMs) })
        .returning('principal');
      return row?.principal;
    },

    keepTaken: async (id: string, leaseMs: number): Promise<void> => {
      await database('imports')
        .where({ id })
        .update({ leased_until: leaseEnd(database, leaseMs) });
    },

    /** Gives it back, finished when no line is left to enrol. */
    async giveBack(id: string): Promise<void> {
      await database('imports')
        .where({ id })
        .update({
          leased_until: null,
          finished_at: database.raw(
            `case when not exists (select 1 from import_lines where import_id = imports.id and status = 'ready') then now() end`,
          ),
        });
    },

    /** What was written is in the enrolment now, and kept nowhere else. */
    async enrolled(id: string, line: number, enrolmentId: string): Promise<void> {
      await database('import_lines')
        .where({ import_id: id, line })
        .update({ status: 'enrolled', enrolment_id: enrolmentId, cells: null, registration: null });
    },

    async failed(id: string, line: number, refusals: readonly FieldError[]): Promise<void> {
      await database('import_lines')
        .where({ import_id: id, line })
        .update({ status: 'failed', refusals: JSON.stringify(refusals) });
    },

    /** Forgets, with all that was written in them, those that have expired; never one that is under way. */
    purge: (): Promise<number> =>
      database('imports')
        .whereRaw('expires_at <= now() and (confirmed_at is null or finished_at is not null)')
        .delete(),
  };
}

export type Imports = ReturnType<typeof createImports>;

const leaseEnd = (database: Knex, leaseMs: number): Knex.Raw =>
  database.raw('clock_timestamp() + make_interval(secs => ?)', [leaseMs / 1_000]);

const toRow = (database: Knex, { id, owner, principal, fileName, headings }: NewImport) => ({
  id,
  owner,
  principal: JSON.stringify(principal),
  file_name: fileName ?? null,
  headings: JSON.stringify(headings),
  expires_at: database.raw('now() + make_interval(hours => ?)', [PREVIEW_HOURS]),
});

const toLineRow = (importId: string, { line, cells, registration, priceCents, status, refusals }: NewImportLine) => ({
  import_id: importId,
  line,
  cells: JSON.stringify(cells),
  registration: registration === undefined ? null : JSON.stringify(registration),
  price_cents: priceCents ?? null,
  status,
  refusals: JSON.stringify(refusals),
});

async function countsOf(database: Knex, id: string): Promise<StoredImport['counts']> {
  const rows: { status: ImportLineStatus; count: number }[] = await database('import_lines')
    .where({ import_id: id })
    .groupBy('status')
    .select('status', database.raw('count(*)::int as count'));
  const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  return { refused: 0, ready: 0, enrolled: 0, failed: 0, ...counts };
}

/** R6 refuses it: what it asks for is done. */
const ALREADY = `l.refusals @> '[{"code": "enrolment.duplicate"}]'`;

async function countAlreadyEnrolled(database: Knex, id: string): Promise<number> {
  const lines = database('import_lines as l').where({ import_id: id, status: 'refused' }).whereRaw(ALREADY);
  return (await lines.count('* as count').first())!.count as number;
}

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toImport = (row: any, counts: StoredImport['counts'], alreadyEnrolled: number): StoredImport => ({
  id: row.id,
  owner: row.owner,
  principal: row.principal,
  ...given('fileName', row.file_name as string | null),
  headings: row.headings,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  ...given('confirmedAt', row.confirmed_at as Instant | null),
  ...given('finishedAt', row.finished_at as Instant | null),
  counts,
  alreadyEnrolled,
});

// biome-ignore lint/suspicious/noExplicitAny: see above.
const toLine = (row: any): StoredImportLine => ({
  line: row.line,
  ...given('cells', row.cells as Record<string, string> | null),
  ...given('registration', row.registration as unknown),
  ...given('priceCents', row.price_cents as number | null),
  status: row.status,
  refusals: row.refusals,
  ...(row.enrolment_id && {
    enrolment: {
      id: row.enrolment_id,
      reference: row.reference,
      auditeur: { firstName: row.auditeur_first_name, lastName: row.auditeur_last_name },
    },
  }),
});
