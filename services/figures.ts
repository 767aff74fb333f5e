import type { Counts, FigureFilters } from '../db/figure-counts.ts';
import { type Figures, satisfactionFigures } from '../domain/figures.ts';
import { type SurveyResult, type SurveySelection, surveyResults, tellsComments } from '../domain/survey-results.ts';
import { type Backend, present } from './backend.ts';
import { type Principal, requireWithin } from './principal.ts';

/** What managers steer by: of the enrolments that filters let through, and of each part of them. */
export interface FiguresView {
  total: Figures;
  bySemester: (Figures & { semester: string })[];
  byCertification: (Figures & { certification: string; title: string })[];
  byTutor: (Figures & { tutor: { id: string; code: string; firstName: string; lastName: string } })[];
  /** What was written with answers of the months before this one, in no order; nothing where the result is withheld. */
  comments: string[];
}

const MOST_COMMENTS = 100;

/** The figures of the asker's centre, or of all; who belongs to a centre asks for no other (403). */
export async function readFigures(backend: Backend, principal: Principal, asked: FigureFilters): Promise<FiguresView> {
  if (asked.centre !== undefined) requireWithin(principal, asked.centre);
  const filters = { ...asked, centre: asked.centre ?? principal.centre ?? undefined };
  const { figureCounts } = backend.stores;
  const { semester, certification, tutor } = filters;
  const counts = await figureCounts.read(filters);
  // Of a tutor no satisfaction is told: the answers are not even read, and nothing is worked out from them.
  const cells = tutor ? [] : await figureCounts.answers(principal.centre);
  const selection = { semester, certification, centre: asked.centre };
  const resultOf = surveyResults(cells);
  const figures = (part: SurveySelection | 'of a tutor') =>
    withSatisfaction(tutor || part === 'of a tutor' ? 'of a tutor' : resultOf(part));
  const total = figures(selection)(counts.total);
  return {
    total,
    bySemester: counts.bySemester.map((part) => figures({ ...selection, semester: part.semester })(part)),
    byCertification: counts.byCertification.map((part) =>
      figures({ ...selection, certification: part.certification })(part),
    ),
    byTutor: counts.byTutor.map((part) => figures('of a tutor')(part)),
    comments: total.satisfaction.result && tellsComments(cells, selection) ? await commentsOf(backend, filters) : [],
  };
}

/** Counts with what the answers to the survey tell of the same part. */
const withSatisfaction =
  (result: SurveyResult | undefined | 'of a tutor') =>
  <Part extends Counts>({ survey, ...counts }: Part): Omit<Part, 'survey'> & Figures => ({
    ...counts,
    satisfaction: satisfactionFigures(survey, result),
  });

async function commentsOf(backend: Backend, filters: FigureFilters): Promise<string[]> {
  const { today } = await present(backend);
  return backend.stores.figureCounts.comments(filters, { month: today.slice(0, 7), limit: MOST_COMMENTS });
}
