import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';
import { given } from './enrolment-row.ts';

export interface NewTutor {
  id: string;
  code: string;
  firstName: string;
  lastName: string;
  email: string;
  phone?: string | null;
  active: boolean;
  approved: { on: PlainDate; reference: string } | null;
  certifications: string[];
  capacity: number;
}

export interface StoredTutor extends Omit<NewTutor, 'phone'> {
  phone?: string;
  /** Open enrolments that they follow now. */
  load: number;
}

export type TutorChanges = Partial<Omit<NewTutor, 'id' | 'code'>>;

/** Tutors, with their load. Uniqueness is `one_tutor_per_code` and `one_tutor_per_email`. */
export function createTutors(database: Knex) {
  const findBy = async (where: Record<string, unknown>): Promise<StoredTutor | undefined> => {
    const row = await tutorsQuery(database).where(where).first();
    return row && toTutor(row);
  };
  return {
    find: (id: string) => findBy({ 't.id': id }),
    findByCode: (code: string) => findBy({ 't.code': code }),

    /** In order of their codes, from the one after `after` on. */
    async list({ limit, after }: { limit: number; after?: string }): Promise<StoredTutor[]> {
      const rows = await tutorsQuery(database)
        .modify((query) => after !== undefined && query.where('t.code', '>', after))
        .orderBy('t.code')
        .limit(limit);
      return rows.map(toTutor);
    },

    /** R9: those who may be assigned, least loaded first; those at capacity last. */
    async suggestionsFor(certification: string, limit = 50): Promise<StoredTutor[]> {
      const rows = await tutorsQuery(database)
        .whereIn(
          't.id',
          database('tutor_certifications').where({ certification_code: certification }).select('tutor_id'),
        )
        .where('t.active', true)
        .whereNotNull('t.approved_on')
        .orderByRaw(`(${LOAD}) >= t.capacity, (${LOAD}), t.last_name, t.first_name, t.code`)
        .limit(limit);
      return rows.map(toTutor);
    },

    /** Whether they follow, or have followed to its end, an enrolment of a centre other than this one. */
    isKnownBeyond: async (id: string, centre: string): Promise<boolean> =>
      (await database('enrolments').where({ tutor_id: id }).whereNot({ centre_code: centre }).first('id')) !==
      undefined,

    insert: (tutor: NewTutor): Promise<void> =>
      database.transaction(async (trx) => {
        await trx('tutors').insert({ id: tutor.id, code: tutor.code, ...toRow(tutor) });
        await replaceCertifications(trx, tutor.id, tutor.certifications);
      }),

    /** Answers whether there is such a tutor. */
    update: (id: string, changes: TutorChanges): Promise<boolean> =>
      database.transaction(async (trx) => {
        const found = await trx('tutors')
          .where({ id })
          .update({ ...toRow(changes), updated_at: trx.fn.now() });
        if (found && changes.certifications) await replaceCertifications(trx, id, changes.certifications);
        return found > 0;
      }),
  };
}

export type Tutors = ReturnType<typeof createTutors>;

const LOAD = `select count(*) from enrolments e where e.tutor_id = t.id and e.step <> 'closed'`;
const CERTIFICATIONS = `select coalesce(array_agg(tc.certification_code order by tc.certification_code), '{}')
  from tutor_certifications tc where tc.tutor_id = t.id`;

const tutorsQuery = (database: Knex): Knex.QueryBuilder =>
  database('tutors as t').select(
    't.*',
    database.raw(`(${LOAD}) as load`),
    database.raw(`(${CERTIFICATIONS}) as certifications`),
  );

const toRow = (tutor: TutorChanges): Record<string, unknown> => ({
  first_name: tutor.firstName,
  last_name: tutor.lastName,
  email: tutor.email,
  phone: tutor.phone,
  active: tutor.active,
  capacity: tutor.capacity,
  ...(tutor.approved === undefined
    ? {}
    : { approved_on: tutor.approved?.on ?? null, approval_reference: tutor.approved?.reference ?? null }),
});

async function replaceCertifications(trx: Knex.Transaction, tutorId: string, codes: readonly string[]): Promise<void> {
  await trx('tutor_certifications').where({ tutor_id: tutorId }).delete();
  if (codes.length === 0) return;
  const rows = [...new Set(codes)].map((code) => ({ tutor_id: tutorId, certification_code: code }));
  await trx('tutor_certifications').insert(rows);
}

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toTutor = (row: any): StoredTutor => ({
  id: row.id,
  code: row.code,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  ...given('phone', row.phone as string | null),
  active: row.active,
  approved: row.approved_on ? { on: row.approved_on, reference: row.approval_reference ?? '' } : null,
  certifications: row.certifications,
  capacity: row.capacity,
  load: row.load,
});
