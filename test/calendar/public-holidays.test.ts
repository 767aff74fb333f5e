import { publicHolidays } from '../../calendar/public-holidays.ts';

/** Easter Mondays, Ascension Thursdays and Whit Mondays of the civil calendar. */
const MOVABLE: [number, string[]][] = [
  [2024, ['04-01', '05-09', '05-20']],
  [2025, ['04-21', '05-29', '06-09']],
  [2026, ['04-06', '05-14', '05-25']],
  [2027, ['03-29', '05-06', '05-17']],
  [2028, ['04-17', '05-25', '06-05']],
  [2029, ['04-02', '05-10', '05-21']],
  [2030, ['04-22', '05-30', '06-10']],
];
const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

describe('French public holidays', () => {
  it.each(MOVABLE)('are the eleven legal ones in %i, Whit Monday included', (year, movable) => {
    const expected = [...FIXED, ...movable].map((day) => `${year}-${day}`).sort();
    expect(publicHolidays(year, year)).toEqual(expected);
  });

  it('are ten in 2008, when Ascension fell on 1 May', () => {
    expect(publicHolidays(2008, 2008)).toHaveLength(10);
  });

  it('leave out the days that only Alsace and Moselle have off', () => {
    expect(publicHolidays(2026, 2026)).not.toContain('2026-04-03');
    expect(publicHolidays(2026, 2026)).not.toContain('2026-12-26');
  });

  it('come in order over several years, the same each time', () => {
    const days = publicHolidays(2026, 2028);
    expect(days).toHaveLength(33);
    expect([...days].sort()).toEqual(days);
    expect(publicHolidays(2026, 2028)).toEqual(days);
    expect(publicHolidays(2028, 2027)).toEqual([]);
  });
});
