import type { Knex } from 'knex';
import { type Instant, laterOf, type PlainDate } from '../domain/dates.ts';
import type { Situation, Step, WaitingFor } from '../domain/enrolment.ts';
import type { EnrolmentSection, WorkDates } from '../domain/worklist.ts';
import { given } from './enrolment-row.ts';

/** An enrolment in a list of things to do: what tells it from another, and the day that puts it there. */
export interface WorkItem {
  id: string;
  number: number;
  reference: string;
  centre: string;
  auditeur: { firstName: string; lastName: string };
  certification: { code: string; title: string };
  tutor?: { id: string; firstName: string; lastName: string };
  step: Step;
  situation: Situation;
  waitingFor: WaitingFor;
  overdue: boolean;
  /** When it was due, or since when it has waited, or its limit: what its section is sorted by. */
  date: PlainDate;
}

/** A mail that the mail server has refused for a while, with its enrolment. */
export interface FailingMail extends Omit<WorkItem, 'date'> {
  mail: {
    key: string;
    recipient: 'auditeur' | 'tutor' | 'former_tutor' | 'staff' | 'manager';
    /** The kind of mail and whom it is for, in French, without a name. */
    description: string;
    to: { name: string; address: string };
    queuedAt: Instant;
    attempts: number;
    /** What the mail server said, as a code. */
    lastError?: string;
  };
}

/** A place in a section: after this date, and on it after this number (or key, of a mail). */
export interface WorkCursor {
  date: string;
  tie: number | string;
}

export interface WorkPage {
  limit: number;
  after?: WorkCursor;
  /** Of this centre only; of all when null. */
  centre: string | null;
}

/** How far to count, and in which centre; in all when null. */
export interface WorkCount {
  most: number;
  centre: string | null;
}

interface Section {
  /** The column or expression that it is sorted by; the index of migration 0006 has the same. */
  date: string;
  where: string;
  bindings?: (dates: WorkDates) => Record<string, string>;
}

/** Since when a meeting's booking, or its outcome, has been awaited. */
const AWAITED_SINCE = `coalesce(case when e.situation = 'meeting_to_record' then e.snapshot #>> '{facts,meeting,date}' end,
  e.snapshot #>> '{facts,bookingReopenedOn}', e.snapshot #>> '{facts,tutor,assignedOn}')`;

const OPEN = `e.step <> 'closed'`;

const SECTIONS: Record<EnrolmentSection, Section> = {
  tutors_to_assign: { date: 'e.registered_on', where: `e.situation = 'no_tutor'` },
  follow_ups: { date: 'e.due_date', where: `e.situation = 'follow_up_awaited'` },
  limits_reached: {
    date: 'e.limit_date',
    where: `${OPEN} and e.limit_date <= :today`,
    bindings: ({ today }) => ({ today }),
  },
  overdue_tutors: { date: 'e.due_date', where: `e.overdue and e.waiting_for = 'tutor'` },
  overdue_auditeurs: { date: 'e.due_date', where: `e.overdue and e.waiting_for = 'auditeur'` },
  stalled_meetings: {
    date: AWAITED_SINCE,
    where: `e.situation in ('no_meeting', 'meeting_to_record')
      and ${AWAITED_SINCE} <= case when e.situation = 'no_meeting' then :bookingStalled else :outcomeStalled end
      and ${AWAITED_SINCE} <= :stalled`,
    bindings: ({ bookingStalled, outcomeStalled }) => ({
      bookingStalled,
      outcomeStalled,
      stalled: laterOf(bookingStalled, outcomeStalled),
    }),
  },
  uncertain_deadlines: {
    date: 'e.due_date',
    where: `e.situation = 'report_received' and e.due ->> 'provisional' = 'true'`,
  },
  limits_near: {
    date: 'e.limit_date',
    where: `${OPEN} and e.limit_date > :today and e.limit_date <= :limitNear`,
    bindings: ({ today, limitNear }) => ({ today, limitNear }),
  },
};

/** The enrolments of a section, the longest overdue first. */
export async function workItems(
  database: Knex,
  section: EnrolmentSection,
  dates: WorkDates,
  { limit, after, centre }: WorkPage,
): Promise<WorkItem[]> {
  const { date } = SECTIONS[section];
  const query = inSection(database, section, dates, centre)
    .modify(described)
    .select(database.raw(`${date} as work_date`))
    .orderByRaw(`${date}, e.number`)
    .limit(limit);
  if (after) query.whereRaw(`(${date}, e.number) > (?, ?)`, [after.date, after.tie]);
  const rows: { work_date: PlainDate }[] = await query;
  return rows.map((row) => ({ ...toItem(row), date: row.work_date }));
}

/** How many enrolments a section has, counted up to `most`. */
export async function countWork(
  database: Knex,
  section: EnrolmentSection,
  dates: WorkDates,
  { most, centre }: WorkCount,
): Promise<number> {
  const some = inSection(database, section, dates, centre).select(database.raw('1')).limit(most);
  return (await database.count('* as count').from(some.as('some')).first())!.count as number;
}

function inSection(
  database: Knex,
  section: EnrolmentSection,
  dates: WorkDates,
  centre: string | null,
): Knex.QueryBuilder {
  const { where, bindings } = SECTIONS[section];
  const query = database('enrolments as e').whereRaw(where, bindings?.(dates) ?? {});
  return centre === null ? query : query.where('e.centre_code', centre);
}

/** Mails that have failed since `before` or longer, the oldest first. */
export async function failingMails(
  database: Knex,
  before: Instant,
  { limit, after, centre }: WorkPage,
): Promise<FailingMail[]> {
  const query = failing(database, before, centre)
    .modify(described)
    .select(MAIL_COLUMNS)
    .orderBy(['m.queued_at', 'm.key'])
    .limit(limit);
  if (after) query.whereRaw('(m.queued_at, m.key) > (?, ?)', [after.date, after.tie]);
  return (await query).map(toMail);
}

/** How many mails have failed since `before` or longer, counted up to `most`. */
export async function countFailingMails(database: Knex, before: Instant, { most, centre }: WorkCount): Promise<number> {
  const some = failing(database, before, centre).select(database.raw('1')).limit(most);
  return (await database.count('* as count').from(some.as('some')).first())!.count as number;
}

function failing(database: Knex, before: Instant, centre: string | null): Knex.QueryBuilder {
  const query = database('mails as m')
    .join('enrolments as e', 'e.id', 'm.enrolment_id')
    .whereIn('m.status', ['queued', 'sending'])
    .whereNotNull('m.last_error')
    .where('m.queued_at', '<=', before);
  return centre === null ? query : query.where('e.centre_code', centre);
}

const described = (query: Knex.QueryBuilder): void => {
  query
    .join('certifications as k', 'k.code', 'e.certification_code')
    .leftJoin('tutors as t', 't.id', 'e.tutor_id')
    .select(COLUMNS);
};

const COLUMNS = [
  'e.id',
  'e.number',
  'e.reference',
  'e.centre_code',
  'e.auditeur_first_name',
  'e.auditeur_last_name',
  'e.step',
  'e.situation',
  'e.waiting_for',
  'e.overdue',
  'e.tutor_id',
  'e.certification_code',
  'k.title as certification_title',
  't.first_name as tutor_first_name',
  't.last_name as tutor_last_name',
];

const MAIL_COLUMNS = [
  'm.key',
  'm.recipient',
  'm.description',
  'm.to_name',
  'm.to_address',
  'm.queued_at',
  'm.attempts',
  'm.last_error',
];

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toItem = (row: any): Omit<WorkItem, 'date'> => ({
  id: row.id,
  number: row.number,
  reference: row.reference,
  centre: row.centre_code,
  auditeur: { firstName: row.auditeur_first_name, lastName: row.auditeur_last_name },
  certification: { code: row.certification_code, title: row.certification_title },
  ...(row.tutor_id && {
    tutor: { id: row.tutor_id, firstName: row.tutor_first_name, lastName: row.tutor_last_name },
  }),
  step: row.step,
  situation: row.situation,
  waitingFor: row.waiting_for,
  overdue: row.overdue,
});

// biome-ignore lint/suspicious/noExplicitAny: see above.
const toMail = (row: any): FailingMail => ({
  ...toItem(row),
  mail: {
    key: row.key,
    recipient: row.recipient,
    description: row.description,
    to: { name: row.to_name, address: row.to_address },
    queuedAt: row.queued_at,
    attempts: row.attempts,
    ...given('lastError', row.last_error as string | null),
  },
});

/** What staff have to do, as their list reads it. */
export const createWorklist = (database: Knex) => ({
  items: (section: EnrolmentSection, dates: WorkDates, page: WorkPage) => workItems(database, section, dates, page),
  count: (section: EnrolmentSection, dates: WorkDates, most: WorkCount) => countWork(database, section, dates, most),
  failingMails: (before: Instant, page: WorkPage) => failingMails(database, before, page),
  countFailingMails: (before: Instant, most: WorkCount) => countFailingMails(database, before, most),
});
