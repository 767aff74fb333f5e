import type { Knex } from 'knex';

/** What lists of enrolments can be narrowed by. */
export interface EnrolmentChoices {
  certifications: { code: string; title: string }[];
  tutors: { code: string; firstName: string; lastName: string }[];
  /** The latest first. */
  semesters: string[];
  /** The only one, where one is given. */
  centres: { code: string; name: string }[];
}

/** What there is to choose from; in one centre only, when one is given. */
export async function enrolmentChoices(database: Knex, centre: string | null): Promise<EnrolmentChoices> {
  const [certifications, tutors, { rows }, centres] = await Promise.all([
    database('certifications').select('code', 'title').orderBy('title'),
    database('tutors')
      .select('code', { firstName: 'first_name', lastName: 'last_name' })
      .orderBy(['last_name', 'first_name', 'code']),
    database.raw(SEMESTERS),
    database('centres')
      .select('code', 'name')
      .modify((query) => centre !== null && query.where({ code: centre }))
      .orderBy('name'),
  ]);
  return { certifications, tutors, centres, semesters: rows.map(({ semester }: { semester: string }) => semester) };
}

/** From one semester to the one before, by the index: there are few, whatever the number of enrolments. */
const SEMESTERS = `
with recursive each(semester) as (
  select max(semester) from enrolments
  union all
  select (select max(e.semester) from enrolments e where e.semester < each.semester) from each where each.semester is not null
) select semester from each where semester is not null`;
