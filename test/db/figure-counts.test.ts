import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { createFigureCounts, type FigureFilters } from '../../db/figure-counts.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { registration, scene } from './people.ts';

let database: TestDatabase;
let knex: Knex;
beforeAll(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  await scene(knex);
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});
beforeEach(async () => {
  for (const table of ['enrolment_delays', 'survey_participations', 'survey_answers']) await knex(table).delete();
  await knex('enrolment_search').delete();
  await knex('commands').delete();
  await knex('enrolments').delete();
});

const counts = (filters: FigureFilters = {}) => createFigureCounts(knex).read(filters);

interface Made {
  semester: string;
  certification: string;
  situation?: Record<string, unknown>;
  delays?: Record<string, unknown>;
  answered?: boolean;
}

async function make(enrolments: Made[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { semester, certification, situation = {}, delays, answered } of enrolments) {
    const id = randomUUID();
    await createEnrolments(knex).insert(registration({ id, semester, certification }));
    await knex('enrolments')
      .where({ id })
      .update({ version: 1, ...situation });
    if (delays) await knex('enrolment_delays').insert({ enrolment_id: id, ...delays });
    if (answered) await knex('survey_participations').insert({ enrolment_id: id });
    ids.push(id);
  }
  return ids;
}

const closed = (outcome: string) => ({
  step: 'closed',
  situation: 'closed',
  waiting_for: 'nobody',
  outcome,
  first_closed_at: '2026-11-01T00:00:00Z',
});
const [S1, S2] = ['2026-2027-S1', '2025-2026-S2'];

/** Nearest rank: the smallest value that at least this share of the values do not exceed. */
function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

describe('What is counted of the enrolments', () => {
  it('is nothing of nothing', async () => {
    const { total, bySemester, byCertification, byTutor } = await counts();
    expect(total).toMatchObject({
      registrations: 0,
      open: { total: 0 },
      delays: { correction: { count: 0, medianDays: null, p90Days: null } },
      late: { avis: { count: 0, of: 0, share: null } },
      tutoring: { enrolments: 0, totalMinutes: 0, meanMinutes: null, overAllowance: 0 },
      survey: { asked: 0, answered: 0 },
    });
    expect([bySemester, byCertification, byTutor]).toEqual([[], [], []]);
  });

  it('is open, overdue and outcomes, by who is awaited, minutes, and who was asked', async () => {
    const tutor = await knex('tutors').first('id', 'code');
    await make([
      { semester: S1, certification: 'LIC-GEST' },
      {
        semester: S1,
        certification: 'LIC-GEST',
        situation: {
          step: 'annotated_correction',
          waiting_for: 'tutor',
          overdue: true,
          tutor_id: tutor.id,
          tutoring_minutes: 30,
        },
        delays: { assignment_days: 4 },
      },
      {
        semester: S2,
        certification: 'LIC-GEST',
        situation: { ...closed('validated'), tutor_id: tutor.id, tutoring_minutes: 130 },
        delays: {
          assignment_days: 8,
          correction_days: 28,
          correction_late: true,
          avis_days: 3,
          avis_late: false,
          whole_days: 60,
        },
        answered: true,
      },
      { semester: S2, certification: 'LIC-GEST', situation: closed('withdrawn') },
    ]);
    const { total, bySemester, byCertification, byTutor } = await counts();
    expect(total).toEqual({
      registrations: 4,
      open: { total: 2, auditeur: 0, tutor: 1, staff: 1, nobody: 0 },
      overdue: { total: 1, auditeur: 0, tutor: 1, staff: 0, nobody: 0 },
      outcomes: { validated: 1, not_validated: 0, withdrawn: 1, expired: 0 },
      delays: {
        assignment: { count: 2, medianDays: 4, p90Days: 8 },
        correction: { count: 1, medianDays: 28, p90Days: 28 },
        avis: { count: 1, medianDays: 3, p90Days: 3 },
        whole: { count: 1, medianDays: 60, p90Days: 60 },
      },
      late: { correction: { count: 1, of: 1, share: 1 }, avis: { count: 0, of: 1, share: 0 } },
      tutoring: { enrolments: 2, totalMinutes: 160, meanMinutes: 80, overAllowance: 1 },
      survey: { asked: 1, answered: 1 },
    });
    expect(bySemester.map(({ semester, registrations }) => [semester, registrations])).toEqual([
      [S1, 2],
      [S2, 2],
    ]);
    expect(byCertification).toMatchObject([{ certification: 'LIC-GEST', title: expect.any(String), registrations: 4 }]);
    expect(byTutor).toMatchObject([{ tutor: { id: tutor.id, code: tutor.code }, registrations: 2 }]);
  });

  it.each([
    [{ semester: S2 }, 1],
    [{ certification: 'LIC-GEST' }, 2],
    [{ certification: 'NONE' }, 0],
    [{ tutor: 'T-EXEMPLE' }, 1],
    [{ tutor: 'nobody' }, 0],
    [{ centre: 'pays-de-la-loire' }, 2],
    [{ centre: 'bretagne' }, 0],
    [{ semester: S1, tutor: 'T-EXEMPLE' }, 0],
  ] as [FigureFilters, number][])('keeps to %j: %i', async (filters, registrations) => {
    const tutor = await knex('tutors').where({ code: 'T-EXEMPLE' }).first('id');
    await make([
      { semester: S1, certification: 'LIC-GEST' },
      { semester: S2, certification: 'LIC-GEST', situation: { tutor_id: tutor.id } },
    ]);
    const found = await counts(filters);
    expect(found.total.registrations).toBe(registrations);
    expect(found.bySemester.reduce((sum, part) => sum + part.registrations, 0)).toBe(registrations);
    if (filters.tutor) {
      const { id } = tutor;
      expect((await counts({ ...filters, tutor: id })).total.registrations).toBe(
        filters.tutor === 'T-EXEMPLE' ? registrations : 1,
      );
    }
  });

  it('has medians and ninth deciles that were seen, by nearest rank', async () => {
    const ids = await make(Array.from({ length: 25 }, () => ({ semester: S1, certification: 'LIC-GEST' })));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 25 }), async (days) => {
        await knex('enrolment_delays').delete();
        await knex('enrolment_delays').insert(
          days.map((correction_days, i) => ({ enrolment_id: ids[i], correction_days })),
        );
        const { correction } = (await counts()).total.delays;
        expect(correction).toEqual({
          count: days.length,
          medianDays: nearestRank(days, 0.5),
          p90Days: nearestRank(days, 0.9),
        });
        expect(days).toContain(correction.p90Days);
      }),
      { numRuns: 30 },
    );
  });
});

describe('The answers to the survey, counted', () => {
  const answer = (changes = {}) => ({
    centre_code: 'pays-de-la-loire',
    semester: S1,
    certification_code: 'LIC-GEST',
    month: '2026-11',
    satisfaction: 4,
    ...changes,
  });

  it('are summed by centre, semester and certification', async () => {
    await knex('survey_answers').insert([
      answer(),
      answer({ satisfaction: 1 }),
      answer({ semester: S2, satisfaction: 5 }),
    ]);
    const cells = await createFigureCounts(knex).answers(null);
    expect(cells.sort((a, b) => (a.semester < b.semester ? 1 : -1))).toEqual([
      { centre: 'pays-de-la-loire', semester: S1, certification: 'LIC-GEST', answers: 2, sum: 5, satisfied: 1 },
      { centre: 'pays-de-la-loire', semester: S2, certification: 'LIC-GEST', answers: 1, sum: 5, satisfied: 1 },
    ]);
    expect(await createFigureCounts(knex).answers('bretagne')).toEqual([]);
  });

  it('have comments, of earlier months only, and of what is asked', async () => {
    await knex('survey_answers').insert([
      answer({ comment: 'Octobre', month: '2026-10' }),
      answer({ comment: 'Novembre' }),
      answer({ comment: 'Autre semestre', month: '2026-10', semester: S2 }),
      answer({ month: '2026-10' }),
    ]);
    const comments = (filters: FigureFilters) =>
      createFigureCounts(knex).comments(filters, { month: '2026-11', limit: 10 });
    expect((await comments({})).sort()).toEqual(['Autre semestre', 'Octobre']);
    expect(await comments({ semester: S1, centre: 'pays-de-la-loire', certification: 'LIC-GEST' })).toEqual([
      'Octobre',
    ]);
    expect(await comments({ centre: 'bretagne' })).toEqual([]);
  });
});
