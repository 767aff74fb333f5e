import type { Knex } from 'knex';

/**
 * Whose turn it was and since when, and how long things took: what managers' figures are made of, one narrow row an
 * enrolment. Those kept so far are worked out from the commands that were accepted.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(TABLES);
  await knex.raw(PERIODS_SO_FAR);
  await knex.raw(DELAYS_SO_FAR);
}

export async function down(): Promise<void> {
  throw new Error('Whose turn it was is not kept elsewhere: restore a backup instead.');
}

const TABLES = `
create table if not exists waiting_periods (
  enrolment_id uuid not null references enrolments,
  number integer not null,
  situation text not null,
  waiting_for text not null,
  begun_on date not null,
  /** Null for the one that runs. */
  ended_on date,
  primary key (enrolment_id, number),
  constraint a_period_ends_after_it_begins check (ended_on is null or begun_on <= ended_on)
);

create table if not exists enrolment_delays (
  enrolment_id uuid primary key references enrolments,
  /** Days from the registration to the first tutor. */
  assignment_days integer,
  /** Days from the report to its correction. */
  correction_days integer,
  correction_late boolean,
  /** Days from the revision to the first avis. */
  avis_days integer,
  avis_late boolean,
  /** Days from the registration to the first closing, those when the auditeur was awaited left out. */
  whole_days integer
);
`;

/** Each accepted command leads to a situation, which lasts until the next one does; the hour of a meeting is not told apart. */
const PERIODS_SO_FAR = `
with acts as (
  select c.enrolment_id, c.act_date as begun_on, c.accepted_at, c.created_at,
    case c.name
      when 'assignTutor' then case when row_number() over (partition by c.enrolment_id, c.name order by c.accepted_at, c.created_at) = 1
        then 'no_meeting' end
      when 'bookMeeting' then 'meeting_booked'
      when 'callOffMeeting' then 'no_meeting'
      when 'recordMeeting' then case when (c.args ->> 'held')::boolean then 'report_awaited' else 'no_meeting' end
      when 'submitReport' then case when row_number() over (partition by c.enrolment_id, c.name order by c.accepted_at, c.created_at) = 1
        then 'report_received' end
      when 'returnCorrection' then 'revision_awaited'
      when 'submitRevision' then 'avis_awaited'
      when 'giveAvis' then case when c.content ->> 'mention' = 'validated' then 'closed' else 'follow_up_awaited' end
      when 'recordFollowUp' then 'closed'
      when 'withdraw' then 'closed'
      when 'expire' then 'closed'
    end as situation
  from commands c
  where c.accepted and c.act_date is not null
), situations as (
  select id as enrolment_id, registered_on as begun_on, created_at as accepted_at, created_at, 'no_tutor' as situation
  from enrolments where version > 0
  union all select * from acts where situation is not null
), in_order as (
  select *, row_number() over told as number,
    max(begun_on) over (told rows between unbounded preceding and current row) as begins
  from situations window told as (partition by enrolment_id order by situation <> 'no_tutor', accepted_at, created_at, begun_on)
)
insert into waiting_periods (enrolment_id, number, situation, waiting_for, begun_on, ended_on)
select enrolment_id, number, situation,
  case situation when 'no_tutor' then 'staff' when 'follow_up_awaited' then 'staff'
    when 'report_received' then 'tutor' when 'avis_awaited' then 'tutor'
    when 'meeting_booked' then 'nobody' when 'closed' then 'nobody' else 'auditeur' end,
  begins, lead(begins) over (partition by enrolment_id order by number)
from in_order
on conflict do nothing;
`;

const DELAYS_SO_FAR = `
with facts as (
  select e.id, e.registered_on, e.snapshot -> 'facts' as f from enrolments e where e.snapshot is not null
), first_tutors as (
  select enrolment_id, min(act_date) as on_date from commands where accepted and name = 'assignTutor' group by enrolment_id
), closings as (
  select enrolment_id, min(number) as number from waiting_periods where situation = 'closed' group by enrolment_id
), wholes as (
  select p.enrolment_id, sum(p.ended_on - p.begun_on) filter (where p.waiting_for <> 'auditeur') as days
  from waiting_periods p join closings c on c.enrolment_id = p.enrolment_id and p.number < c.number group by p.enrolment_id
)
insert into enrolment_delays
  (enrolment_id, assignment_days, correction_days, correction_late, avis_days, avis_late, whole_days)
select facts.id,
  coalesce(t.on_date, (f #>> '{tutor,assignedOn}')::date) - registered_on,
  (f #>> '{correction,returnedOn}')::date - (f #>> '{report,receivedOn}')::date,
  (f #>> '{correction,returnedOn}')::date > (f #>> '{report,due,date}')::date,
  a.given_on - (f #>> '{revision,receivedOn}')::date,
  a.given_on > (f #>> '{avisDue,date}')::date,
  case when a.given_on is not null then w.days end
from facts
  left join first_tutors t on t.enrolment_id = facts.id
  left join avis a on a.enrolment_id = facts.id and a.version = 1
  left join wholes w on w.enrolment_id = facts.id
where f -> 'tutor' is not null
on conflict do nothing;
`;
