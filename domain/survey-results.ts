/** The answers of one centre, semester and certification: nothing finer is ever looked at. */
export interface AnswerCell {
  centre: string;
  semester: string;
  certification: string;
  answers: number;
  /** Of the satisfaction, each from 1 to 5. */
  sum: number;
  /** How many gave 4 or 5. */
  satisfied: number;
}

export type SurveyDimension = 'centre' | 'semester' | 'certification';
const DIMENSIONS: readonly SurveyDimension[] = ['centre', 'semester', 'certification'];

/** Which answers are asked about; all of them where nothing is said. */
export type SurveySelection = { [Dimension in SurveyDimension]?: string };

export interface SurveyResult {
  answers: number;
  /** From 1 to 5, to one decimal. */
  mean: number;
  /** The share of 4 and 5, to the hundredth. */
  satisfied: number;
}

/** Fewer answers than these tell too much of each, and too little of all: no mean, no rate. */
export const FEWEST_ANSWERS = 5;

/**
 * What the answers of a selection tell; undefined when they are too few, or when with its neighbours they would tell those
 * of too few: a part is withheld as long as what is withheld beside it amounts to one to four answers.
 */
export function surveyResult(cells: readonly AnswerCell[], selection: SurveySelection): SurveyResult | undefined {
  const chosen = cells.filter((cell) => isIn(cell, selection));
  const answers = total(chosen);
  if (answers < FEWEST_ANSWERS) return undefined;
  const given = DIMENSIONS.filter((dimension) => selection[dimension] !== undefined);
  if (given.some((dimension) => isWithheld(cells, selection, dimension))) return undefined;
  const sum = chosen.reduce((all, cell) => all + cell.sum, 0);
  const satisfied = chosen.reduce((all, cell) => all + cell.satisfied, 0);
  return {
    answers,
    mean: Math.round((sum / answers) * 10) / 10,
    satisfied: Math.round((satisfied / answers) * 100) / 100,
  };
}

const isIn = (cell: AnswerCell, selection: SurveySelection): boolean =>
  DIMENSIONS.every((dimension) => selection[dimension] === undefined || selection[dimension] === cell[dimension]);

const total = (cells: readonly AnswerCell[]): number => cells.reduce((sum, { answers }) => sum + answers, 0);

/** Whether a part of a breakdown is withheld, among the parts beside it. */
function isWithheld(cells: readonly AnswerCell[], selection: SurveySelection, dimension: SurveyDimension): boolean {
  const { [dimension]: part, ...others } = selection;
  const counts = new Map<string, number>();
  for (const cell of cells.filter((one) => isIn(one, others))) {
    counts.set(cell[dimension], (counts.get(cell[dimension]) ?? 0) + cell.answers);
  }
  return part !== undefined && withheldParts(counts).has(part);
}

/**
 * Of the parts of a whole that is shown, those to withhold: each under five answers, then the smallest ones beside them,
 * until what is withheld is nothing or five answers at least. Else the whole less what is shown would tell them.
 */
export function withheldParts(counts: ReadonlyMap<string, number>): Set<string> {
  const smallestFirst = [...counts].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));
  const withheld = new Set<string>();
  let hidden = 0;
  for (const [part, count] of smallestFirst) {
    if (count >= FEWEST_ANSWERS && (hidden === 0 || hidden >= FEWEST_ANSWERS)) break;
    withheld.add(part);
    hidden += count;
  }
  return withheld;
}
