import fc from 'fast-check';
import { atParis, endOfDayInParis, parisDate, parisTime } from '../../calendar/paris-time.ts';
import { addDays } from '../../domain/dates.ts';

describe('Paris time', () => {
  it.each([
    ['in winter', '2026-12-18T23:00:00.000Z', '2026-12-19', '00:00'],
    ['in winter, a minute before midnight', '2026-12-18T22:59:00.000Z', '2026-12-18', '23:59'],
    ['in summer', '2026-07-03T22:00:00.000Z', '2026-07-04', '00:00'],
    ['written with an offset', '2026-07-04T00:00:00+02:00', '2026-07-04', '00:00'],
  ])('reads the civil date and time %s', (_, instant, date, time) => {
    expect([parisDate(instant), parisTime(instant)]).toEqual([date, time]);
  });

  it.each([
    ['the eve of the March change', '2027-03-27', '2027-03-27T22:59:59.000Z'],
    ['the day of the March change', '2027-03-28', '2027-03-28T21:59:59.000Z'],
    ['the eve of the October change', '2026-10-24', '2026-10-24T21:59:59.000Z'],
    ['the day of the October change', '2026-10-25', '2026-10-25T22:59:59.000Z'],
    ['29 February', '2028-02-29', '2028-02-29T22:59:59.000Z'],
  ])('ends a due date at 23:59:59 in Paris, %s', (_, date, instant) => {
    expect(endOfDayInParis(date)).toBe(instant);
    expect(parisDate(instant)).toBe(date);
  });

  it.each([
    ['just before the hour that does not exist', '2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
    ['the hour that does not exist, an hour later', '2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
    ['just after the hour that does not exist', '2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
    ['just before the hour that comes twice', '2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
    ['the hour that comes twice, the first time', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['just after the hour that comes twice', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['midnight of the October change', '2026-10-25', '00:00', '2026-10-24T22:00:00.000Z'],
  ])('finds %s', (_, date, time, instant) => {
    expect(atParis(date, time)).toBe(instant);
  });

  it('takes seconds, and refuses what is no time', () => {
    expect(atParis('2026-07-01', '08:00:30')).toBe('2026-07-01T06:00:30.000Z');
    expect(() => atParis('2026-07-01', '25:00')).toThrow(RangeError);
    expect(() => atParis('hier', '08:00')).toThrow(RangeError);
  });

  it('reads back the date and time it was given, but for the hour that does not exist', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), minute, (days, minutes) => {
        const date = addDays('2020-01-01', days);
        const pad = (n: number) => String(n).padStart(2, '0');
        const time = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
        const instant = atParis(date, time);
        const skipped = atParis(date, '02:00') === atParis(date, '03:00') && time >= '02:00' && time < '03:00';
        expect(parisDate(instant)).toBe(date);
        if (!skipped) expect(parisTime(instant)).toBe(time);
      }),
    );
  });
});
