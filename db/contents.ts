import type { Knex } from 'knex';

/** A content that rows name. */
export interface NamedContent {
  sha256: string;
  /** What cannot do without it: `document <id>`, accepted; `centre <code>` or `attestation <number>`, for a logo. */
  neededBy: string[];
}

const PAGE = 500;
/** Of the locks on a content, beside those that others take on other things. */
const NAMING = 4129;

/**
 * From now on, and until this transaction ends, the content is not removed for want of a name: to be called before the row
 * that names it is written, and the content looked for once it is. A row of another table than those below is not known here.
 */
export async function beginToName(trx: Knex.Transaction, sha256: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock_shared(hashtextextended(?, ?))', [sha256, NAMING]);
}

/** The contents that rows name: of documents, pending ones included, and of logos. */
export const createContents = (database: Knex) => ({
  isNamed: (sha256: string): Promise<boolean> => isNamed(database, sha256),

  /**
   * Does `act` unless something names this content, and says whether it did. Meanwhile nothing can begin to name it:
   * `beginToName` waits. `act` must end within seconds.
   */
  unlessNamed: (sha256: string, act: () => Promise<void>): Promise<boolean> =>
    database.transaction(async (trx) => {
      await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, ?))', [sha256, NAMING]);
      if (await isNamed(trx, sha256)) return false;
      await act();
      return true;
    }),

  /** Every content that something names, in the order of the hashes. */
  async *all(): AsyncGenerator<NamedContent> {
    for (let after = ''; ; ) {
      const page = await documentsAfter(database, after);
      const last = page.length === PAGE ? page.at(-1)?.sha256 : undefined;
      yield* together([...page, ...(await logosAfter(database, after, last))]);
      if (last === undefined) return;
      after = last;
    }
  },
});

async function isNamed(database: Knex, sha256: string): Promise<boolean> {
  const { rows } = await database.raw(
    `select exists (select 1 from documents where sha256 = :sha256)
         or exists (select 1 from centres where logo_sha256 = :sha256)
         or exists (select 1 from attestations where logo_sha256 = :sha256) as named`,
    { sha256 },
  );
  return rows[0].named;
}

async function documentsAfter(database: Knex, after: string): Promise<NamedContent[]> {
  const { rows } = await database.raw(
    `select sha256, coalesce(array_agg('document ' || id) filter (where accepted), '{}') as "neededBy"
       from documents where sha256 > :after group by sha256 order by sha256 limit :limit`,
    { after, limit: PAGE },
  );
  return rows;
}

async function logosAfter(database: Knex, after: string, until: string | undefined): Promise<NamedContent[]> {
  const { rows } = await database.raw(
    `select sha256, array_agg(needed_by) as "neededBy" from (
       select logo_sha256 as sha256, 'centre ' || code as needed_by from centres
       union all select logo_sha256, 'attestation ' || number from attestations
     ) logos
     where sha256 > :after and sha256 <= coalesce(:until, 'z') group by sha256`,
    { after, until: until ?? null },
  );
  return rows;
}

/** Each content once, in order. */
function together(contents: readonly NamedContent[]): NamedContent[] {
  const byHash = new Map<string, NamedContent>();
  for (const { sha256, neededBy } of contents) {
    byHash.set(sha256, { sha256, neededBy: [...(byHash.get(sha256)?.neededBy ?? []), ...neededBy] });
  }
  return [...byHash.values()].sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
}
