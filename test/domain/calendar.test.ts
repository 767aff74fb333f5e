import type { HolidayPeriod } from '../../domain/calendar.ts';
import {
  calendarReach,
  daysOffInFrench,
  holidayMeeting,
  isCalendarKnown,
  lastKnownDayOff,
  schoolYearOf,
} from '../../domain/calendar.ts';

const period = (name: string, firstDayOff: string, returnDay: string | null, more: Partial<HolidayPeriod> = {}) => ({
  zone: 'B',
  name,
  firstDayOff,
  returnDay,
  kind: 'holiday' as const,
  ...more,
});
const toussaint = period('Vacances de la Toussaint', '2026-10-17', '2026-11-02');
const openSummer = period('Vacances d’été', '2028-07-05', null);
const bridge = period('Pont de l’Ascension', '2027-05-07', '2027-05-09', { kind: 'bridge' });

describe('the holidays that meet a window, both ends included (R13)', () => {
  it.each([
    ['ends on the first day off', '2026-10-01', '2026-10-17', true],
    ['ends the day before the first day off', '2026-10-01', '2026-10-16', false],
    ['begins on the last day off', '2026-11-01', '2026-11-29', true],
    ['begins on the day class resumes', '2026-11-02', '2026-11-30', false],
    ['lies inside the holidays', '2026-10-20', '2026-10-21', true],
    ['contains the holidays', '2026-10-01', '2026-11-30', true],
  ])('%s', (_, from, to, meets) => {
    expect(holidayMeeting([toussaint], 'B', from, to)).toBe(meets ? toussaint : undefined);
  });

  it('never counts a bridge, nor the holidays of another zone', () => {
    expect(holidayMeeting([bridge], 'B', '2027-05-01', '2027-05-31')).toBeUndefined();
    expect(holidayMeeting([toussaint], 'A', '2026-10-17', '2026-10-17')).toBeUndefined();
  });

  it('names the earliest of several, in whatever order they are kept', () => {
    const christmas = period('Vacances de Noël', '2026-12-19', '2027-01-04');
    expect(holidayMeeting([christmas, toussaint], 'B', '2026-10-01', '2026-12-31')).toBe(toussaint);
  });

  it('holds an open summer for certain until 31 August and not after (R14)', () => {
    expect(lastKnownDayOff(openSummer)).toBe('2028-08-31');
    expect(holidayMeeting([openSummer], 'B', '2028-08-31', '2028-09-28')).toBe(openSummer);
    expect(holidayMeeting([openSummer], 'B', '2028-09-01', '2028-09-29')).toBeUndefined();
  });
});

describe('how far a calendar reaches (R14)', () => {
  it('is the last return day, whatever the bridges after it', () => {
    expect(calendarReach([toussaint, bridge], 'B')).toBe('2026-11-02');
  });

  it('is 31 August of an open summer', () => {
    expect(calendarReach([toussaint, openSummer], 'B')).toBe('2028-08-31');
  });

  it('is nowhere for a zone without holidays', () => {
    expect(calendarReach([toussaint], 'A')).toBeNull();
    expect(isCalendarKnown([toussaint], 'A', '2026-10-01', '2026-10-02')).toBe(false);
  });

  it('knows the day class resumes, and not the day after', () => {
    expect(isCalendarKnown([toussaint], 'B', '2026-11-02', '2026-11-02')).toBe(true);
    expect(isCalendarKnown([toussaint], 'B', '2026-11-02', '2026-11-03')).toBe(false);
  });

  it('does not know September after an open summer, even when the next holidays are known', () => {
    const summer = period('Vacances d’été', '2026-07-04', null);
    const calendar = [summer, toussaint];
    expect(isCalendarKnown(calendar, 'B', '2026-08-01', '2026-08-31')).toBe(true);
    expect(isCalendarKnown(calendar, 'B', '2026-08-01', '2026-09-01')).toBe(false);
    expect(isCalendarKnown(calendar, 'B', '2026-09-01', '2026-09-29')).toBe(false);
    expect(isCalendarKnown(calendar, 'B', '2026-10-17', '2026-10-20')).toBe(true);
  });
});

describe('the school year of a day off', () => {
  it.each([
    ['2026-08-31', '2025-2026'],
    ['2026-09-01', '2026-2027'],
    ['2027-01-01', '2026-2027'],
    ['2027-07-03', '2026-2027'],
  ])('%s belongs to %s', (day, year) => {
    expect(schoolYearOf(day)).toBe(year);
  });
});

describe('days off in French', () => {
  it.each([
    [toussaint, 'du 17 octobre au 1er novembre 2026'],
    [period('Noël', '2026-12-19', '2027-01-04'), 'du 19 décembre 2026 au 3 janvier 2027'],
    [period('Un jour', '2027-05-07', '2027-05-08'), 'le 7 mai 2027'],
    [openSummer, 'à partir du 5 juillet 2028 (retour non encore publié)'],
  ])('%o', (holidays, text) => {
    expect(daysOffInFrench(holidays)).toBe(text);
  });
});
