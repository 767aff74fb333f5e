import { NOT_BY_TUTOR, satisfactionFigures, shareOf, TOO_FEW_ANSWERS } from '../../domain/figures.ts';

describe('A share', () => {
  it.each([
    [0, 0, null],
    [0, 3, 0],
    [1, 3, 0.333],
    [2, 3, 0.667],
    [3, 3, 1],
  ])('of %i among %i is %s', (count, of, share) => {
    expect(shareOf(count, of)).toEqual({ count, of, share });
  });
});

describe('Satisfaction', () => {
  const asked = { asked: 8, answered: 6 };
  it('is « effectif insuffisant » rather than the rate of a handful', () => {
    expect(satisfactionFigures(asked, undefined)).toEqual({
      responses: { count: 6, of: 8, share: 0.75 },
      result: null,
      withheld: TOO_FEW_ANSWERS,
    });
  });
  it('is of no tutor', () => {
    expect(satisfactionFigures(asked, 'of a tutor')).toMatchObject({ result: null, withheld: NOT_BY_TUTOR });
  });
  it('is told with how many answered', () => {
    const result = { answers: 6, mean: 4.2, satisfied: 0.83 };
    expect(satisfactionFigures(asked, result)).toEqual({ responses: { count: 6, of: 8, share: 0.75 }, result });
  });
});
