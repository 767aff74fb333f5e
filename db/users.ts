import type { Knex } from 'knex';

export interface StoredUser {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  role: 'staff' | 'manager' | 'administrator';
  /** The only centre they see; every centre when null. */
  centre: string | null;
  active: boolean;
}

export type UserChanges = Partial<Omit<StoredUser, 'id'>>;

/** The centre's people. Uniqueness is `one_user_per_email`, whatever the case. */
export function createUsers(database: Knex) {
  return {
    async find(id: string): Promise<StoredUser | undefined> {
      const row = await database('users').where({ id }).first();
      return row && toUser(row);
    },

    async findByEmail(email: string): Promise<StoredUser | undefined> {
      const row = await database('users').whereRaw('lower(email) = lower(?)', [email]).first();
      return row && toUser(row);
    },

    /** In order of their ids, from the one after `after` on; those of a centre only, when one is given. */
    async list({ limit, after, centre }: ListRequest): Promise<StoredUser[]> {
      const rows = await database('users')
        .modify((query) => after !== undefined && query.where('id', '>', after))
        .modify((query) => centre && query.where('centre_code', centre))
        .orderBy('id')
        .limit(limit);
      return rows.map(toUser);
    },

    /** Those who may administer, in a centre or in all of them. */
    administrators: async (): Promise<StoredUser[]> =>
      (await database('users').where({ role: 'administrator', active: true })).map(toUser),

    async insert(user: StoredUser): Promise<void> {
      await database('users').insert({ id: user.id, ...toRow(user) });
    },

    /** Answers whether there is such a user. */
    async update(id: string, changes: UserChanges): Promise<boolean> {
      const found = await database('users')
        .where({ id })
        .update({ ...toRow(changes), updated_at: database.fn.now() });
      return found > 0;
    },

    /** Removes a user and their tokens; answers whether there was one. */
    remove: async (id: string): Promise<boolean> => (await database('users').where({ id }).delete()) > 0,
  };
}

interface ListRequest {
  limit: number;
  after?: string;
  centre?: string | null;
}

export type Users = ReturnType<typeof createUsers>;

const toRow = (user: UserChanges): Record<string, unknown> => ({
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  role: user.role,
  centre_code: user.centre,
  active: user.active,
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toUser = (row: any): StoredUser => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  role: row.role,
  centre: row.centre_code,
  active: row.active,
});
