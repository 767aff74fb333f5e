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

/** Of finer selections than these nothing is told: working it out would take seconds. */
const MOST_SELECTIONS = 300;

/**
 * What the answers of any selection tell; undefined where they are too few, or would let who adds up and takes away what is
 * told of other selections know those of too few. Wide selections are told first, then those of many answers.
 */
export function surveyResults(cells: readonly AnswerCell[]): (selection: SurveySelection) => SurveyResult | undefined {
  const told = new Set<string>();
  const sums = new IndependentSums(cells.map(({ answers }) => answers));
  for (const selection of widestFirst(cells)) {
    const counted = cells.map((cell) => (isIn(cell, selection) ? 1 : 0));
    if (sums.take(counted)) told.add(keyOf(selection));
  }
  return (selection) =>
    told.has(keyOf(selection)) ? resultOf(cells.filter((cell) => isIn(cell, selection))) : undefined;
}

/**
 * Whether what was written may be shown too. Two lists that overlap would tell, of what is in both, more than either: so they
 * are of all centres, of one of them, or of one of its semesters, and of nothing else.
 */
export const tellsComments = (
  cells: readonly AnswerCell[],
  { centre, semester, certification }: SurveySelection,
): boolean =>
  certification === undefined &&
  (semester === undefined || centre !== undefined || new Set(cells.map((cell) => cell.centre)).size < 2);

const isIn = (cell: AnswerCell, selection: SurveySelection): boolean =>
  DIMENSIONS.every((dimension) => selection[dimension] === undefined || selection[dimension] === cell[dimension]);

const keyOf = (selection: SurveySelection): string =>
  JSON.stringify(DIMENSIONS.map((dimension) => selection[dimension] ?? null));

function resultOf(cells: readonly AnswerCell[]): SurveyResult {
  const total = (count: (cell: AnswerCell) => number) => cells.reduce((all, cell) => all + count(cell), 0);
  const answers = total((cell) => cell.answers);
  return {
    answers,
    mean: Math.round((total(({ sum }) => sum) / answers) * 10) / 10,
    satisfied: Math.round((total(({ satisfied }) => satisfied) / answers) * 100) / 100,
  };
}

/** The eight selections that a cell is of. */
const selectionsOf = (cell: AnswerCell): SurveySelection[] =>
  DIMENSIONS.reduce<SurveySelection[]>(
    (some, dimension) => some.flatMap((one) => [one, { ...one, [dimension]: cell[dimension] }]),
    [{}],
  );

/** Every selection of enough answers, those that say least first, then those of most answers. */
function widestFirst(cells: readonly AnswerCell[]): SurveySelection[] {
  const found = new Map<string, { selection: SurveySelection; answers: number; said: number }>();
  for (const cell of cells) {
    for (const selection of selectionsOf(cell)) {
      const said = Object.keys(selection).length;
      const entry = found.get(keyOf(selection)) ?? { selection, answers: 0, said };
      found.set(keyOf(selection), { ...entry, answers: entry.answers + cell.answers });
    }
  }
  return [...found]
    .filter(([, { answers }]) => answers >= FEWEST_ANSWERS)
    .sort(([a, one], [b, other]) => one.said - other.said || other.answers - one.answers || (a < b ? -1 : 1))
    .slice(0, MOST_SELECTIONS)
    .map(([, { selection }]) => selection);
}

/** A sum that was taken, less what those before it tell; `at` is the cell of the answer that is its own. */
interface Row {
  at: number;
  weights: number[];
}

const NOTHING = 1e-9;

/**
 * Sums of answers, taken as long as each has five answers of its own: five times over, one answer for each sum, such that
 * the sums of these answers alone follow from no others. What comes of any sums, added up and taken away, then depends on one
 * answer of each of the five times at least.
 */
class IndependentSums {
  /** How many answers of each cell are nobody's own yet. */
  readonly #spare: number[];
  readonly #times: Row[][] = Array.from({ length: FEWEST_ANSWERS }, () => []);

  constructor(answers: readonly number[]) {
    this.#spare = [...answers];
  }

  /** Takes a sum if it can be, or if it follows from those taken; answers whether it is known then. */
  take(counted: readonly number[]): boolean {
    const left = this.#times.map((rows) => remainder(counted, rows));
    if (left[0]!.every(isNothing)) return true;
    const spare = [...this.#spare];
    const own = left.map((weights) => takeOne(weights, spare));
    if (own.includes(-1)) return false;
    for (const [time, at] of own.entries()) {
      this.#times[time]!.push({ at, weights: left[time]!.map((weight) => weight / left[time]![at]!) });
      this.#spare[at]! -= 1;
    }
    return true;
  }
}

const isNothing = (weight: number): boolean => Math.abs(weight) < NOTHING;

/** What is left of a sum once those taken are taken away from it. */
function remainder(counted: readonly number[], rows: readonly Row[]): number[] {
  const left = [...counted];
  for (const { at, weights } of rows) {
    const times = left[at]!;
    if (!isNothing(times)) for (let cell = 0; cell < left.length; cell += 1) left[cell]! -= times * weights[cell]!;
  }
  return left;
}

/** Takes an answer that a sum depends on, from the cell that has most to spare; answers that cell, -1 when there is none. */
function takeOne(weights: readonly number[], spare: number[]): number {
  let most = -1;
  for (const [cell, weight] of weights.entries()) {
    if (!isNothing(weight) && spare[cell]! > (most < 0 ? 0 : spare[most]!)) most = cell;
  }
  if (most >= 0) spare[most]! -= 1;
  return most;
}
