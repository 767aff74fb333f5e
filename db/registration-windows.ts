import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';

/** R3: days when registration is open beyond the ordinary windows; both ends included. */
export interface StoredWindow {
  id: string;
  label: string;
  from: PlainDate;
  to: PlainDate;
  /** The only centre that it opens; every centre when null. */
  centre: string | null;
}

export type WindowChanges = Partial<Omit<StoredWindow, 'id'>>;

/** The exceptions to the registration windows. */
export function createRegistrationWindows(database: Knex) {
  return {
    async find(id: string): Promise<StoredWindow | undefined> {
      const row = await database('registration_windows').where({ id }).first();
      return row && toWindow(row);
    },

    /** In order of their ids, from the one after `after` on; those that open a centre only, when one is given. */
    async list({ limit, after, centre }: ListRequest): Promise<StoredWindow[]> {
      const rows = await database('registration_windows')
        .modify((query) => after !== undefined && query.where('id', '>', after))
        .modify((query) => centre && query.where((either) => opening(either, centre)))
        .orderBy('id')
        .limit(limit);
      return rows.map(toWindow);
    },

    /** Those in which a date lies and that open a centre: its own, and those of all. */
    async around(date: PlainDate, centre: string): Promise<StoredWindow[]> {
      const rows = await database('registration_windows')
        .where('from_date', '<=', date)
        .where('to_date', '>=', date)
        .where((either) => opening(either, centre))
        .orderBy('from_date');
      return rows.map(toWindow);
    },

    async insert(window: StoredWindow): Promise<void> {
      await database('registration_windows').insert({ id: window.id, ...toRow(window) });
    },

    /** Answers whether there is such a window. */
    async update(id: string, changes: WindowChanges): Promise<boolean> {
      if (Object.values(changes).every((value) => value === undefined)) return (await this.find(id)) !== undefined;
      return (await database('registration_windows').where({ id }).update(toRow(changes))) > 0;
    },
  };
}

interface ListRequest {
  limit: number;
  after?: string;
  centre?: string | null;
}

const opening = (query: Knex.QueryBuilder, centre: string): Knex.QueryBuilder =>
  query.where('centre_code', centre).orWhereNull('centre_code');

export type RegistrationWindows = ReturnType<typeof createRegistrationWindows>;

const toRow = ({ label, from, to, centre }: WindowChanges): Record<string, unknown> => ({
  label,
  from_date: from,
  to_date: to,
  centre_code: centre,
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toWindow = (row: any): StoredWindow => ({
  id: row.id,
  label: row.label,
  from: row.from_date,
  to: row.to_date,
  centre: row.centre_code,
});
