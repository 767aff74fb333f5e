import type { Knex } from 'knex';
import { DELAYS, type Figures, shareOf } from '../domain/figures.ts';
import type { AnswerCell } from '../domain/survey-results.ts';
import { TUTORING_MINUTES } from '../domain/tutoring.ts';

/** Which enrolments are counted; all of them where nothing is said. */
export interface FigureFilters {
  semester?: string;
  certification?: string;
  /** The tutor's code or id. */
  tutor?: string;
  centre?: string;
}

/** What is counted, before what the answers to the survey tell; whom it was asked of, and who answered. */
export interface Counts extends Omit<Figures, 'satisfaction'> {
  survey: { asked: number; answered: number };
}

/** The same counts of all, and of each part of them that has a semester, a certification or a tutor. */
export interface CountsByPart {
  total: Counts;
  bySemester: (Counts & { semester: string })[];
  byCertification: (Counts & { certification: string; title: string })[];
  byTutor: (Counts & { tutor: { id: string; code: string; firstName: string; lastName: string } })[];
}

/** What managers' figures are made of. */
export function createFigureCounts(database: Knex) {
  return {
    /** In one pass over the enrolments, whatever their number. Semesters latest first, certifications and tutors by name. */
    async read(filters: FigureFilters): Promise<CountsByPart> {
      const { rows } = await database.raw<{ rows: Row[] }>(COUNTS, {
        semester: filters.semester ?? null,
        certification: filters.certification ?? null,
        tutor: filters.tutor ?? null,
        centre: filters.centre ?? null,
      });
      const of = (part: number) => rows.filter((row) => row.part === part);
      return {
        total: counts(of(ALL)[0]!),
        bySemester: of(SEMESTER).map((row) => ({ semester: row.semester!, ...counts(row) })),
        byCertification: of(CERTIFICATION).map((row) => ({
          certification: row.certification!,
          title: row.title!,
          ...counts(row),
        })),
        byTutor: of(TUTOR).map((row) => ({ tutor: row.tutor!, ...counts(row) })),
      };
    },

    /** Every answer to the survey, by centre, semester and certification; of one centre when one is given. */
    async answers(centre: string | null): Promise<AnswerCell[]> {
      return database('survey_answers')
        .modify((query) => centre && query.where('centre_code', centre))
        .groupBy('centre_code', 'semester', 'certification_code')
        .select(
          'centre_code as centre',
          'semester',
          'certification_code as certification',
          database.raw('count(*)::int as answers'),
          database.raw('sum(satisfaction)::int as sum'),
          database.raw('count(*) filter (where satisfaction >= 4)::int as satisfied'),
        );
    },

    /** What was written with answers of earlier months than `month`, in no order. */
    async comments(
      { semester, certification, centre }: Omit<FigureFilters, 'tutor'>,
      { month, limit }: { month: string; limit: number },
    ): Promise<string[]> {
      return database('survey_answers')
        .whereNotNull('comment')
        .where('month', '<', month)
        .modify((query) => {
          if (semester !== undefined) query.where({ semester });
          if (certification !== undefined) query.where({ certification_code: certification });
          if (centre !== undefined) query.where({ centre_code: centre });
        })
        .orderByRaw('random()')
        .limit(limit)
        .pluck('comment');
    },
  };
}

export type FigureCounts = ReturnType<typeof createFigureCounts>;

/** What PostgreSQL's grouping() says of each row: which of the three columns it is not about. */
const [ALL, SEMESTER, CERTIFICATION, TUTOR] = [7, 3, 5, 6];

const WAITED_FOR = ['auditeur', 'tutor', 'staff', 'nobody'] as const;
const OUTCOMES = ['validated', 'not_validated', 'withdrawn', 'expired'] as const;
const PERCENTILES = 'percentile_disc(array[0.5, 0.9]) within group (order by';

const COUNTS = `
with tutor as (
  select id from tutors where code = :tutor or id::text = lower(:tutor) limit 1
), counted as (
  select grouping(e.semester, e.certification_code, e.tutor_id) as part, e.semester, e.certification_code, e.tutor_id,
    count(*)::int as registrations,
    count(*) filter (where e.step <> 'closed')::int as open,
    ${WAITED_FOR.map((who) => `count(*) filter (where e.step <> 'closed' and e.waiting_for = '${who}')::int as open_${who}`).join(',\n    ')},
    count(*) filter (where e.step <> 'closed' and e.overdue)::int as overdue,
    ${WAITED_FOR.map((who) => `count(*) filter (where e.step <> 'closed' and e.overdue and e.waiting_for = '${who}')::int as overdue_${who}`).join(',\n    ')},
    ${OUTCOMES.map((outcome) => `count(*) filter (where e.outcome = '${outcome}')::int as ${outcome}`).join(',\n    ')},
    ${DELAYS.map((delay) => `count(d.${delay}_days)::int as ${delay}_count, ${PERCENTILES} d.${delay}_days) as ${delay}_days`).join(',\n    ')},
    count(*) filter (where d.correction_late)::int as correction_late,
    count(d.correction_late)::int as corrections,
    count(*) filter (where d.avis_late)::int as avis_late,
    count(d.avis_late)::int as all_avis,
    count(*) filter (where e.tutoring_minutes > 0)::int as tutored,
    coalesce(sum(e.tutoring_minutes), 0)::int as minutes,
    count(*) filter (where e.tutoring_minutes > ${TUTORING_MINUTES})::int as over_allowance,
    count(*) filter (where e.first_closed_at is not null and coalesce(e.outcome, 'not_validated') in ('validated', 'not_validated'))::int as asked,
    count(p.enrolment_id)::int as answered
  from enrolments e
    left join enrolment_delays d on d.enrolment_id = e.id
    left join survey_participations p on p.enrolment_id = e.id
  where (:semester::text is null or e.semester = :semester)
    and (:certification::text is null or e.certification_code = :certification)
    and (:centre::text is null or e.centre_code = :centre)
    and (:tutor::text is null or e.tutor_id = (select id from tutor))
  group by grouping sets ((), (e.semester), (e.certification_code), (e.tutor_id))
)
select counted.*, k.title, counted.certification_code as certification,
  case when t.id is not null then
    jsonb_build_object('id', t.id, 'code', t.code, 'firstName', t.first_name, 'lastName', t.last_name) end as tutor
from counted
  left join certifications k on k.code = counted.certification_code
  left join tutors t on t.id = counted.tutor_id
where part <> ${TUTOR} or t.id is not null
order by part, counted.semester desc, k.title, t.last_name, t.first_name, t.code`;

type Numbers = Record<string, number>;
interface Row extends Record<string, unknown> {
  part: number;
  semester: string | null;
  certification: string | null;
  title: string | null;
  tutor: CountsByPart['byTutor'][number]['tutor'] | null;
}

function counts(row: Row): Counts {
  const n = row as unknown as Numbers;
  const delays = row as unknown as Record<string, [number, number] | null>;
  return {
    registrations: n.registrations!,
    open: { total: n.open!, ...byName(WAITED_FOR, (who) => n[`open_${who}`]!) },
    overdue: { total: n.overdue!, ...byName(WAITED_FOR, (who) => n[`overdue_${who}`]!) },
    outcomes: byName(OUTCOMES, (outcome) => n[outcome]!),
    delays: byName(DELAYS, (delay) => ({
      count: n[`${delay}_count`]!,
      medianDays: delays[`${delay}_days`]?.[0] ?? null,
      p90Days: delays[`${delay}_days`]?.[1] ?? null,
    })),
    late: { correction: shareOf(n.correction_late!, n.corrections!), avis: shareOf(n.avis_late!, n.all_avis!) },
    tutoring: {
      enrolments: n.tutored!,
      totalMinutes: n.minutes!,
      meanMinutes: n.tutored ? Math.round((n.minutes! / n.tutored) * 10) / 10 : null,
      overAllowance: n.over_allowance!,
    },
    survey: { asked: n.asked!, answered: n.answered! },
  };
}

const byName = <Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> => Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
