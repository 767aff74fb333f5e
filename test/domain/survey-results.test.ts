import fc from 'fast-check';
import {
  type AnswerCell,
  FEWEST_ANSWERS,
  type SurveyDimension,
  type SurveySelection,
  surveyResults,
  tellsComments,
} from '../../domain/survey-results.ts';

const surveyResult = (all: readonly AnswerCell[], selection: SurveySelection) => surveyResults(all)(selection);
const DIMENSIONS: readonly SurveyDimension[] = ['centre', 'semester', 'certification'];

const cell = (certification: string, answers: number, changes: Partial<AnswerCell> = {}): AnswerCell => ({
  centre: 'A',
  semester: 'S1',
  certification,
  answers,
  sum: answers * 4,
  satisfied: answers,
  ...changes,
});

const cells = fc
  .uniqueArray(
    fc.record({
      centre: fc.constantFrom('A', 'B'),
      semester: fc.constantFrom('S1', 'S2', 'S3'),
      certification: fc.constantFrom('K', 'L', 'M', 'N'),
      answers: fc.integer({ min: 1, max: 12 }),
    }),
    { selector: ({ centre, semester, certification }) => `${centre} ${semester} ${certification}` },
  )
  .map((places) => places.map((place) => ({ ...place, sum: place.answers * 3, satisfied: 0 })));

const selections: fc.Arbitrary<SurveySelection> = fc.record(
  {
    centre: fc.constantFrom('A', 'B'),
    semester: fc.constantFrom('S1', 'S2', 'S3'),
    certification: fc.constantFrom('K', 'L', 'M', 'N'),
  },
  { requiredKeys: [] },
);

describe('What the answers to the survey tell', () => {
  it.each([
    [0, undefined],
    [4, undefined],
    [5, { answers: 5, mean: 4, satisfied: 1 }],
  ])('of %i answers: %j', (answers, result) => {
    expect(surveyResult(answers ? [cell('K', answers)] : [], {})).toEqual(result);
  });

  it('is a mean to one decimal, and the share of 4 and 5', () => {
    expect(surveyResult([cell('K', 6, { sum: 23, satisfied: 4 })], {})).toEqual({
      answers: 6,
      mean: 3.8,
      satisfied: 0.67,
    });
  });

  it('withholds a part whose neighbours would be told by it', () => {
    const all = [cell('K', 9), cell('L', 1)];
    expect(surveyResult(all, {})).toMatchObject({ answers: 10 });
    expect(surveyResult(all, { certification: 'L' })).toBeUndefined();
    expect(surveyResult(all, { certification: 'K' })).toBeUndefined();
  });

  it('shows a part beside enough answers that are withheld', () => {
    const all = [cell('K', 9), cell('L', 3), cell('M', 2)];
    expect(surveyResult(all, { certification: 'K' })).toMatchObject({ answers: 9 });
    expect(surveyResult(all, { certification: 'L' })).toBeUndefined();
  });

  it('withholds the smallest of enough, no more than it must', () => {
    const all = [cell('K', 6), cell('L', 7), cell('M', 5), cell('N', 4)];
    const told = all.filter(({ certification }) => surveyResult(all, { certification }));
    expect(told.map(({ certification }) => certification)).toEqual(['K', 'L']);
  });

  it('withholds what only two filters together would tell', () => {
    const of = (semester: string, k: number, l: number) => [cell('K', k, { semester }), cell('L', l, { semester })];
    const all = [...of('S1', 3, 6), ...of('S2', 7, 8)];
    // S1 has 9, L has 14: of L in S2 (8) would follow L in S1 (6), and K in S1 (3).
    for (const semester of ['S1', 'S2']) {
      expect(surveyResult(all, { semester })).toBeDefined();
      for (const certification of ['K', 'L']) expect(surveyResult(all, { semester, certification })).toBeUndefined();
    }
  });

  it('withholds a semester in which another certification, told elsewhere, leaves too few', () => {
    const all = [cell('K', 5), cell('L', 2), cell('L', 18, { semester: 'S2' })];
    expect(surveyResult(all, { certification: 'K' })).toBeDefined();
    expect(surveyResult(all, { semester: 'S1' })).toBeUndefined();
    expect(surveyResult(all, { semester: 'S2' })).toBeUndefined();
  });

  it('never shows fewer than five answers, nor leaves one to four to guess beside what it shows', () => {
    fc.assert(
      fc.property(cells, selections, (all, selection) => {
        const resultOf = surveyResults(all);
        const whole = resultOf(selection);
        for (const dimension of DIMENSIONS.filter((one) => selection[one] === undefined)) {
          const within = all.filter((one) => DIMENSIONS.every((d) => (selection[d] ?? one[d]) === one[d]));
          const parts = [...new Set(within.map((one) => one[dimension]))];
          const shown = parts.map((part) => resultOf({ ...selection, [dimension]: part })?.answers ?? 0);
          for (const answers of shown.filter(Boolean)) expect(answers).toBeGreaterThanOrEqual(FEWEST_ANSWERS);
          const rest = (whole?.answers ?? 0) - shown.reduce((sum, answers) => sum + answers, 0);
          if (whole && rest > 0) expect(rest).toBeGreaterThanOrEqual(FEWEST_ANSWERS);
        }
      }),
    );
  });

  it('tells nothing of fewer than five answers to who adds and takes away all that it tells', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const resultOf = surveyResults(all);
        const every = [...new Map(all.flatMap(selectionsOf).map((one) => [JSON.stringify(one), one])).values()];
        const told = every.filter((selection) => resultOf(selection)).map((selection) => membersOf(all, selection));
        const whole = rank(told);
        // A combination of what is told that depends on these cells alone is one that is nothing elsewhere.
        for (const few of fewAnswers(all)) {
          expect(rank(told.map((members) => members.filter((_, index) => !few.has(index))))).toBe(whole);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells of many answers whatever is asked', () => {
    const all = ['S1', 'S2', 'S3'].flatMap((semester) => ['K', 'L', 'M'].map((code) => cell(code, 12, { semester })));
    const resultOf = surveyResults(all);
    for (const selection of all.flatMap(selectionsOf)) expect(resultOf(selection)).toBeDefined();
  });

  it('is worked out for a country too, of whose many selections the widest are told', () => {
    const all = Array.from({ length: 5 * 8 * 20 }, (_, index) =>
      cell(`K${index % 20}`, 1 + ((index * 7) % 11), {
        ...{ semester: `S${Math.floor(index / 20) % 8}`, centre: `C${Math.floor(index / 160)}` },
      }),
    );
    const resultOf = surveyResults(all);
    expect(resultOf({ certification: 'K19' })?.answers).toBeGreaterThan(100);
    const finest = all.filter(({ answers }) => answers >= 5);
    expect(finest.filter((one) => resultOf(one)).length).toBeLessThan(finest.length);
  });
});

describe('What was written with the answers', () => {
  const all = [cell('K', 9), cell('K', 9, { centre: 'B' })];
  it.each([
    [{}, true],
    [{ centre: 'A' }, true],
    [{ centre: 'A', semester: 'S1' }, true],
    [{ semester: 'S1' }, false],
    [{ certification: 'K' }, false],
    [{ centre: 'A', semester: 'S1', certification: 'K' }, false],
  ])('of %j is shown: %s', (selection, shown) => expect(tellsComments(all, selection)).toBe(shown));

  it('of a semester is shown where there is one centre', () =>
    expect(tellsComments(all.slice(0, 1), { semester: 'S1' })).toBe(true));
});

const selectionsOf = (one: AnswerCell): SurveySelection[] =>
  DIMENSIONS.reduce<SurveySelection[]>(
    (some, dimension) => some.flatMap((of) => [of, { ...of, [dimension]: one[dimension] }]),
    [{}],
  );

/** Which cells a selection is the sum of. */
const membersOf = (all: readonly AnswerCell[], selection: SurveySelection): number[] =>
  all.map((one) => (DIMENSIONS.every((d) => (selection[d] ?? one[d]) === one[d]) ? 1 : 0));

/** Every set of cells that have fewer than five answers together. */
function fewAnswers(all: readonly AnswerCell[], from = 0, left = FEWEST_ANSWERS - 1): Set<number>[] {
  return all.slice(from).flatMap(({ answers }, index) => {
    if (answers > left) return [];
    const at = from + index;
    return [new Set([at]), ...fewAnswers(all, at + 1, left - answers).map((more) => new Set([at, ...more]))];
  });
}

/** How many of the rows follow from no others, by elimination. */
function rank(matrix: readonly number[][]): number {
  const rows = matrix.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = rows.findIndex((row, index) => index >= found && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!];
    for (let index = found + 1; index < rows.length; index += 1) {
      const factor = rows[index]![column]! / rows[found]![column]!;
      rows[index] = rows[index]!.map((value, at) => value - factor * rows[found]![at]!);
    }
    found += 1;
  }
  return found;
}
