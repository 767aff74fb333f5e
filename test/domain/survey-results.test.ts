import fc from 'fast-check';
import { type AnswerCell, FEWEST_ANSWERS, surveyResult, withheldParts } from '../../domain/survey-results.ts';

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
    expect(
      [
        ...withheldParts(
          new Map([
            ['K', 9],
            ['L', 3],
            ['M', 2],
          ]),
        ),
      ].sort(),
    ).toEqual(['L', 'M']);
  });

  it('never shows fewer than five answers, nor leaves one to four to guess beside what it shows', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom('centre', 'semester', 'certification'), (all, dimension) => {
        const parts = [...new Set(all.map((one) => one[dimension as 'centre']))];
        const whole = surveyResult(all, {});
        const shown = parts.map((part) => surveyResult(all, { [dimension]: part })?.answers ?? 0);
        for (const answers of shown.filter(Boolean)) expect(answers).toBeGreaterThanOrEqual(FEWEST_ANSWERS);
        const total = all.reduce((sum, { answers }) => sum + answers, 0);
        const rest = total - shown.reduce((sum, answers) => sum + answers, 0);
        if (whole && rest > 0) expect(rest).toBeGreaterThanOrEqual(FEWEST_ANSWERS);
      }),
    );
  });

  it('withholds no more than it must: without the largest of them, too few would be left to hide', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer({ min: 1, max: 20 })), (counts) => {
        const withheld = [...withheldParts(new Map(Object.entries(counts)))].map((part) => counts[part]!);
        const large = withheld.filter((count) => count >= FEWEST_ANSWERS);
        expect(large.length).toBeLessThanOrEqual(1);
        if (large.length === 1) {
          const others = withheld.reduce((sum, count) => sum + count, 0) - large[0]!;
          expect(others).toBeGreaterThan(0);
          expect(others).toBeLessThan(FEWEST_ANSWERS);
        }
      }),
    );
  });
});
