import type { Knex } from 'knex';
import type { SchoolPeriod } from '../domain/calendar.ts';

/** Where an import came from. */
export interface CalendarSource {
  source: string;
  sha256: string;
  importedBy: string;
}

/** What an import does to the calendar kept: the periods to add, and those whose days change under the same name. */
export interface CalendarPlan {
  added: readonly SchoolPeriod[];
  changed: readonly { before: SchoolPeriod; after: SchoolPeriod }[];
}

/** The school holidays, and the versions that their imports made. */
export function createSchoolCalendar(database: Knex) {
  return {
    list: (zone?: string): Promise<SchoolPeriod[]> => listPeriods(database, zone),

    version: (): Promise<number> => currentVersion(database),

    /**
     * Applies an import whole, in one transaction that no other import enters: `plan` is given the calendar as kept and
     * says what to do. A new version is made only when something was added or changed; answers the version in force.
     */
    apply: <Plan extends CalendarPlan>(
      plan: (known: SchoolPeriod[]) => Plan,
      source: CalendarSource,
    ): Promise<{ version: number; isNew: boolean; plan: Plan }> =>
      database.transaction(async (trx) => {
        await trx.raw('lock table calendar_versions in share row exclusive mode');
        const planned = plan(await listPeriods(trx));
        const isNew = planned.added.length + planned.changed.length > 0;
        if (!isNew) return { version: await currentVersion(trx), isNew, plan: planned };
        await write(trx, planned);
        return { version: await addVersion(trx, planned, source), isNew, plan: planned };
      }),
  };
}

export type SchoolCalendar = ReturnType<typeof createSchoolCalendar>;

async function listPeriods(database: Knex, zone?: string): Promise<SchoolPeriod[]> {
  const rows = await database('school_holidays')
    .modify((query) => zone !== undefined && query.where({ zone }))
    .orderBy(['zone', 'first_day_off', 'name']);
  return rows.map(toPeriod);
}

async function currentVersion(database: Knex): Promise<number> {
  const row = await database('calendar_versions').max('version as version').first();
  return row?.version ?? 0;
}

async function write(trx: Knex.Transaction, { added, changed }: CalendarPlan): Promise<void> {
  if (added.length > 0) await trx('school_holidays').insert(added.map(toRow));
  for (const { before, after } of changed) {
    await trx('school_holidays')
      .where({ zone: before.zone, school_year: before.schoolYear, name: before.name })
      .update(toRow(after));
  }
}

async function addVersion(trx: Knex.Transaction, plan: CalendarPlan, source: CalendarSource): Promise<number> {
  const [row] = await trx('calendar_versions')
    .insert({
      source: source.source,
      sha256: source.sha256,
      summary: JSON.stringify({ added: plan.added, changed: plan.changed }),
      imported_by: source.importedBy,
    })
    .returning('version');
  return row.version;
}

const toRow = (period: SchoolPeriod): Record<string, unknown> => ({
  zone: period.zone,
  school_year: period.schoolYear,
  name: period.name,
  first_day_off: period.firstDayOff,
  return_day: period.returnDay,
  kind: period.kind,
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toPeriod = (row: any): SchoolPeriod => ({
  zone: row.zone,
  schoolYear: row.school_year,
  name: row.name,
  firstDayOff: row.first_day_off,
  returnDay: row.return_day,
  kind: row.kind,
});
