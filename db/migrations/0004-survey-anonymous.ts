import type { Knex } from 'knex';

/**
 * What was answered to the survey, without whose answer it is; that somebody answered, without what. The answers kept so far
 * are moved in no order, and the first table goes. A mail may wait for its day: the reminder of the survey does.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
create table if not exists survey_participations (
  enrolment_id uuid primary key references enrolments
);

create table if not exists survey_answers (
  /** Made anew, like the place of the row, each time somebody of the same centre and semester answers. */
  id uuid primary key default gen_random_uuid(),
  centre_code text not null references centres,
  semester text not null,
  certification_code text not null references certifications,
  /** The month of the answer, in Paris: \`2026-11\`. */
  month text not null,
  satisfaction integer not null check (satisfaction between 1 and 5),
  comment text
);
create index if not exists survey_answers_by_centre on survey_answers (centre_code, semester);

alter table mails add column if not exists not_before date;

do $$ begin
  if to_regclass('surveys') is not null then
    insert into survey_participations (enrolment_id)
      select enrolment_id from surveys order by random() on conflict do nothing;
    insert into survey_answers (centre_code, semester, certification_code, month, satisfaction, comment)
      select e.centre_code, e.semester, e.certification_code,
        to_char(s.answered_at at time zone 'Europe/Paris', 'YYYY-MM'), s.satisfaction, s.comment
      from surveys s join enrolments e on e.id = s.enrolment_id order by random();
    drop table surveys;
  end if;
end $$;
`);
}

export async function down(): Promise<void> {
  throw new Error('Whose answers these are is not known any more: restore a backup instead.');
}
