import { duration, periods } from '../../domain/french.ts';

describe('Durations in French', () => {
  it('are in minutes below an hour, in hours from there on', () => {
    expect([0, 1, 45, 60, 65, 95, 120, 1_445].map(duration)).toEqual([
      '0 minute',
      '1 minute',
      '45 minutes',
      '1 h',
      '1 h 05',
      '1 h 35',
      '2 h',
      '24 h 05',
    ]);
  });
});

describe('Periods in French', () => {
  it.each([
    [[1, 0], '1 période ajoutée'],
    [[3, 1], '3 périodes ajoutées, 1 modifiée'],
    [[0, 2], '2 périodes modifiées'],
    [[0, 0], 'aucune période'],
  ])('%j: %s', ([added = 0, changed = 0], words) =>
    expect(
      periods([
        [added, 'ajoutée'],
        [changed, 'modifiée'],
      ]),
    ).toBe(words),
  );
});
