import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  daysBetween,
  hourInFrench,
  inFrench,
  inFrenchWithWeekday,
  isPlainDate,
  isWorkingDay,
  weekday,
  workingDayFrom,
  workingDayUntil,
} from '../../domain/dates.ts';
import { PUBLIC_HOLIDAYS } from './given.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2020-01-01', days));

describe('Civil dates', () => {
  it.each(['2026-10-01', '2028-02-29', '2000-02-29'])('%s is a date', (text) => expect(isPlainDate(text)).toBe(true));

  it.each([
    '2027-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '2026-10-01T00:00:00Z',
    '',
    'hier',
  ])('« %s » is no date', (text) => expect(isPlainDate(text)).toBe(false));

  it('counts days across months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
    expect(daysBetween('2026-10-01', '2027-10-01')).toBe(365);
    expect(daysBetween('2026-10-02', '2026-10-01')).toBe(-1);
  });

  it('loses no day and gains none where the clocks change', () => {
    expect(daysBetween('2027-03-27', '2027-03-29')).toBe(2);
    expect(addDays('2026-10-24', 1)).toBe('2026-10-25');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
  });

  it('adding and taking away the same days leads back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -2000, max: 2000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('names weekdays from Monday, 1, to Sunday, 7', () => {
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2026-11-28')).toBe(6);
    expect(weekday('2026-11-29')).toBe(7);
  });
});

describe('A working day is Monday to Friday, no French public holiday', () => {
  it.each([
    ['2026-11-10', true, 'a Tuesday'],
    ['2026-11-11', false, 'Armistice day'],
    ['2026-11-14', false, 'a Saturday'],
    ['2026-11-15', false, 'a Sunday'],
    ['2027-03-29', false, 'Easter Monday'],
  ])('%s: %s (%s)', (date, expected) => expect(isWorkingDay(date, PUBLIC_HOLIDAYS)).toBe(expected));

  it('moves forward or back to the nearest one, and stays on one', () => {
    expect(workingDayFrom('2026-11-10', PUBLIC_HOLIDAYS)).toBe('2026-11-10');
    expect(workingDayFrom('2026-12-25', PUBLIC_HOLIDAYS)).toBe('2026-12-28');
    expect(workingDayUntil('2026-11-11', PUBLIC_HOLIDAYS)).toBe('2026-11-10');
    expect(workingDayUntil('2027-03-29', PUBLIC_HOLIDAYS)).toBe('2027-03-26');
  });

  it('counts working days after a day, never that day itself', () => {
    expect(addWorkingDays('2026-11-06', 1, PUBLIC_HOLIDAYS)).toBe('2026-11-09');
    expect(addWorkingDays('2026-11-10', 1, PUBLIC_HOLIDAYS)).toBe('2026-11-12');
    expect(addWorkingDays('2026-11-07', 1, PUBLIC_HOLIDAYS)).toBe('2026-11-09');
    expect(addWorkingDays('2026-11-06', 0, PUBLIC_HOLIDAYS)).toBe('2026-11-06');
  });

  it('has exactly as many working days in between as were added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 40 }), (from, count) => {
        const start = addDays('2026-09-01', from);
        const end = addWorkingDays(start, count, PUBLIC_HOLIDAYS);
        const between = Array.from({ length: daysBetween(start, end) }, (_, i) => addDays(start, i + 1));
        expect(between.filter((date) => isWorkingDay(date, PUBLIC_HOLIDAYS))).toHaveLength(count);
      }),
    );
  });
});

describe('Dates in French', () => {
  it('writes the first of a month « 1er », the others bare', () => {
    expect(inFrench('2027-03-01')).toBe('1er mars 2027');
    expect(inFrench('2026-08-31')).toBe('31 août 2026');
    expect(inFrenchWithWeekday('2026-11-05')).toBe('jeudi 5 novembre 2026');
  });

  it('writes hours as French does', () => {
    expect(hourInFrench('14:30')).toBe('14\u00a0h\u00a030');
    expect(hourInFrench('08:00')).toBe('8\u00a0h');
    expect(hourInFrench('09:05')).toBe('9\u00a0h\u00a005');
  });
});
