import { kindOfDay, placeWithin, schoolYearBounds } from '../../web/view/school-year.tsx';

const period = {
  zone: 'B',
  name: 'Toussaint',
  firstDayOff: '2026-10-17',
  returnDay: '2026-11-02',
  kind: 'holiday' as const,
};

describe('the picture of a school year', () => {
  it('runs from 1 September to 31 August', () => {
    expect(schoolYearBounds('2026-2027')).toEqual({ first: '2026-09-01', last: '2027-08-31' });
  });

  it('places days within it, and cuts off what lies beyond', () => {
    const bounds = { first: '2026-09-01', last: '2026-09-10' };
    expect(placeWithin(bounds, '2026-09-01', '2026-09-10')).toEqual({ from: 0, share: 1 });
    expect(placeWithin(bounds, '2026-09-06', '2026-09-06')).toEqual({ from: 0.5, share: 0.1 });
    expect(placeWithin(bounds, '2026-08-20', '2026-09-02')).toEqual({ from: 0, share: 0.2 });
    expect(placeWithin(bounds, '2026-09-09', '2026-12-01')).toEqual({ from: 0.8, share: 0.2 });
    expect(placeWithin(bounds, '2026-10-01', '2026-10-02')).toBeUndefined();
  });

  it('tells a day off from the day when class resumes, and a public holiday before all', () => {
    const off = { periods: [period], publicHolidays: ['2026-11-01', '2026-11-11'] };
    expect(kindOfDay('2026-10-16', off)).toBe('plain');
    expect(kindOfDay('2026-10-17', off)).toBe('holiday');
    expect(kindOfDay('2026-11-01', off)).toBe('public');
    expect(kindOfDay('2026-11-02', off)).toBe('plain');
    expect(kindOfDay('2026-11-11', off)).toBe('public');
  });
});
