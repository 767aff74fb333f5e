import type { Knex } from 'knex';

/** How many enrolments of each kind there are among twenty. */
const KINDS = `array['closed','closed','closed','closed','closed','closed','closed','closed','closed','closed','closed',
  'closed','closed','closed','closed','closed','closed','closed','open','open']`;
const OPEN = `array['no_tutor','no_meeting','meeting_booked','meeting_to_record','report_awaited','report_awaited',
  'report_received','revision_awaited','avis_awaited','follow_up_awaited']`;
const FIRST_NAMES = `array['Aline','Bruno','Chloé','Denis','Élodie','Farid','Gaëlle','Hugo','Inès','Jean-Luc','Karim','Léa',
  'Maëlle','Noé','Odile','Paul','Quentin','Rose','Samuel','Théo','Ursule','Victor','Wassila','Xavier','Yann','Zoé']`;
const LAST_NAMES = `array['Lefèvre','Martin','Bernard','Dubois','Robert','Richard','Petit','Durand','Leroy','Moreau',
  'Simon','Laurent','Michel','Garcia','David','Bertrand','Roux','Vincent','Fournier','Morel','Girard','André','Mercier',
  'Dupont','Lambert','Bonnet','François','Martinez','Legrand','Garnier','Faure','Rousseau','Blanc','Guérin','Muller']`;

/**
 * Writes so many enrolments, as years of use would: nine in ten closed, the others in every situation, some of them late.
 * On a seeded database, around `today`.
 */
export async function writeMany(database: Knex, count: number, today = '2026-11-23'): Promise<void> {
  await database.transaction(async (trx) => {
    await trx.raw('set local statement_timeout = 0');
    await trx.raw(TUTORS);
    await trx.raw(ENROLMENTS, { count, today });
    await trx.raw(SEARCH);
    await trx.raw(MAILS, { today });
    await trx.raw(`select setval('enrolment_numbers', (select max(number) from enrolments))`);
  });
  await database.raw('analyze');
}

/** As many as follow the open ones within their capacity. */
const TUTORS = `
with made as (
  insert into tutors (id, code, first_name, last_name, email, active, approved_on, approval_reference, capacity)
  select gen_random_uuid(), 'T-' || lpad(n::text, 4, '0'), (${FIRST_NAMES})[1 + n % 26], (${LAST_NAMES})[1 + (n * 3) % 35],
    'tuteur.' || n || '@example.org', true, '2020-01-01', 'A-' || n, 60
  from generate_series(1, 300) n returning id
) insert into tutor_certifications select made.id, certifications.code from made cross join certifications`;

const ENROLMENTS = `
with made as (
  select n, (${KINDS})[1 + n % 20] as kind, (${OPEN})[1 + (n / 20) % 10] as state,
    :today::date - ((:count::int - n) * 2500 / :count::int) as registered,
    (${FIRST_NAMES})[1 + (n * 7) % 26] as first_name, (${LAST_NAMES})[1 + (n * 11) % 35] as last_name
  from generate_series(1, :count::int) n
), placed as (
  select *, case when kind = 'closed' then 'closed' else state end as situation,
    case when kind = 'closed' then registered + 200 else :today::date + (n / 200) % 90 - 10 end as due
  from made
), described as (
  select *, case situation when 'closed' then 'closed' when 'no_tutor' then 'tutor_assignment'
      when 'no_meeting' then 'tutor_assignment' when 'meeting_booked' then 'first_meeting'
      when 'meeting_to_record' then 'first_meeting' when 'report_awaited' then 'annotated_correction'
      when 'report_received' then 'annotated_correction' when 'revision_awaited' then 'revision' else 'final_avis' end as step,
    case situation when 'closed' then 'nobody' when 'meeting_booked' then 'nobody' when 'no_tutor' then 'staff'
      when 'follow_up_awaited' then 'staff' when 'meeting_to_record' then 'tutor' when 'report_received' then 'tutor'
      when 'avis_awaited' then 'tutor' else 'auditeur' end as waiting_for,
    situation in ('report_awaited', 'report_received', 'revision_awaited', 'avis_awaited', 'follow_up_awaited') as has_due
  from placed
)
insert into enrolments (id, number, reference, centre_code, certification_code, activity_unit_code, activity_unit_title,
  semester, registered_on, limit_date, price_cents, funding_type, funder, validated_units, experience_months, cgv_version,
  cgv_accepted_on, auditeur_first_name, auditeur_last_name, auditeur_email, registered_by, version, step, situation,
  waiting_for, due_date, due, overdue, outcome, tutor_id, snapshot, tutoring_minutes, workflow_started, first_closed_at,
  closed_at, archived_at, created_at)
select gen_random_uuid(), n, 'UA-' || extract(year from registered) || '-' || lpad(n::text, greatest(5, length(n::text)), '0'), 'pays-de-la-loire',
  k.code, k.activity_units -> 0 ->> 'code', k.activity_units -> 0 ->> 'title',
  extract(year from registered - interval '9 months')::int || '-' || (extract(year from registered - interval '9 months')::int + 1)
    || case when extract(month from registered) in (10, 11, 12, 1) then '-S1' else '-S2' end,
  registered, case when situation = 'closed' then registered + 360 else :today::date + (n / 20) % 300 - 20 end,
  case when n % 3 = 0 then 17000 else 12000 end,
  case when n % 3 = 0 then 'organisation' else 'individual' end, case when n % 3 = 0 then 'OPCO ' || n % 40 end,
  2, 24, '2024', registered, d.first_name, d.last_name, lower('auditeur.' || n || '@example.org'), 'Gisèle Gestion', 9,
  step, situation, waiting_for, case when has_due then due end,
  case when has_due then jsonb_build_object('date', due, 'explanation', 'Convenue dans le planning de la prestation.',
    'provisional', situation = 'report_received' and n % 7 = 0) end,
  has_due and due < :today::date,
  case when situation = 'closed' then (array['validated','validated','validated','validated','not_validated','withdrawn','expired'])[1 + n % 7] end,
  case when situation <> 'no_tutor' then t.id end,
  jsonb_build_object('step', step, 'situation', situation, 'waitingFor', waiting_for, 'overdue', false, 'archived', situation = 'closed',
    'steps', (select jsonb_agg(jsonb_build_object('name', s, 'status', 'done', 'startedAt', '2026-01-05T08:00:00.000Z',
      'completedAt', '2026-02-05T08:00:00.000Z')) from unnest(array['tutor_assignment','first_meeting','annotated_correction','revision','final_avis']) s),
    'facts', jsonb_build_object('enrolmentId', n, 'registeredOn', registered, 'tutoringMinutes', 60, 'invitations', 1,
      'tutor', jsonb_build_object('id', t.id, 'code', t.code, 'assignedOn', registered + 7),
      'meeting', jsonb_build_object('startsAt', '2026-02-01T09:00:00.000Z', 'date', registered + 14, 'sequence', 0),
      'heldOn', registered + 14, 'planning', jsonb_build_object('reportDue', registered + 100, 'revisionDue', registered + 170),
      'report', jsonb_build_object('receivedOn', registered + 95, 'deposits', 1),
      'correction', jsonb_build_object('returnedOn', registered + 120), 'revision', jsonb_build_object('receivedOn', registered + 150),
      'avis', jsonb_build_object('mention', 'validated', 'version', 1, 'givenOn', registered + 160))),
  60, true, case when situation = 'closed' then registered + 165 end, case when situation = 'closed' then registered + 165 end,
  case when situation = 'closed' then registered + 230 end, registered
from described d
join (select *, row_number() over (order by code) - 1 as place, count(*) over () as all_of_them from certifications) k
  on k.place = d.n % k.all_of_them
join (select *, row_number() over (order by code) - 1 as place, count(*) over () as all_of_them from tutors) t
  on t.place = d.n % t.all_of_them`;

/** As db/enrolment-search.ts writes it. */
const SEARCH = `
insert into enrolment_search (number, enrolment_id, text)
select number, id, translate(lower(auditeur_first_name || ' ' || auditeur_last_name || ' ' || auditeur_first_name || ' '
  || auditeur_email || ' ' || reference), 'éèëêàâîïôç', 'eeeeaaiioc') from enrolments`;

/** Two mails an enrolment, of which some of the last week wait. */
const MAILS = `
insert into mails (key, enrolment_id, version, ordinal, name, recipient, description, to_name, to_address, subject,
  body_text, body_html, message_id, status, attempts, last_error, queued_at)
select e.number || '-' || o, e.id, 1, o, 'tutor-assigned', 'auditeur', 'affectation du tuteur, pour l’auditeur', 'A', auditeur_email, 'Votre tuteur',
  repeat('x', 300), repeat('y', 600), e.number || '-' || o || '@example.org',
  case when e.number % 5000 = 0 then 'queued' else 'sent' end, 1, case when e.number % 5000 = 0 then 'EENVELOPE' end,
  case when e.number % 5000 = 0 then :today::timestamptz - interval '3 hours' else e.created_at end
from enrolments e cross join generate_series(1, 2) o`;
