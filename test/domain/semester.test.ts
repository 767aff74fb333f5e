import fc from 'fast-check';
import { addDays, daysBetween } from '../../domain/dates.ts';
import { semesterInFrench, semesterOf, twoSemesterLimit } from '../../domain/semester.ts';

describe('Semesters (R7)', () => {
  it.each([
    ['2026-09-30', '2025-2026-S2', '2027-01-31', 'last day of a second semester'],
    ['2026-10-01', '2026-2027-S1', '2027-09-30', 'first day of a first semester'],
    ['2026-12-31', '2026-2027-S1', '2027-09-30', 'last day of the year'],
    ['2027-01-01', '2026-2027-S1', '2027-09-30', 'first day of the year'],
    ['2027-01-31', '2026-2027-S1', '2027-09-30', 'last day of a first semester'],
    ['2027-02-01', '2026-2027-S2', '2028-01-31', 'first day of a second semester'],
    ['2028-02-29', '2027-2028-S2', '2029-01-31', 'a leap day'],
    ['2024-04-15', '2023-2024-S2', '2025-01-31', 'April 2024'],
  ])('R7: registered on %s is %s, limit %s (%s)', (registeredOn, code, limit) => {
    expect(semesterOf(registeredOn).code).toBe(code);
    expect(twoSemesterLimit(registeredOn)).toBe(limit);
  });

  it('R7: registered in S1 2026-2027, the limit is 30 September 2027; in S2 2026-2027, 31 January 2028', () => {
    expect(twoSemesterLimit('2026-10-15')).toBe('2027-09-30');
    expect(twoSemesterLimit('2027-03-15')).toBe('2028-01-31');
  });

  it('R7: every day belongs to one semester, the limit is the last day of the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15_000 }), (days) => {
        const date = addDays('2020-01-01', days);
        const { code, start, end } = semesterOf(date);
        expect(start <= date && date <= end).toBe(true);
        const next = semesterOf(addDays(end, 1));
        expect(next.start).toBe(addDays(end, 1));
        expect(next.code).not.toBe(code);
        expect(twoSemesterLimit(date)).toBe(next.end);
        expect(daysBetween(start, next.end)).toBeLessThanOrEqual(365);
      }),
    );
  });
});

describe('A semester in French', () => {
  it.each([
    ['2026-2027-S1', '2026-2027, 1er semestre'],
    ['2025-2026-S2', '2025-2026, 2d semestre'],
    ['autre', 'autre'],
  ])('%s: %s', (code, french) => {
    expect(semesterInFrench(code)).toBe(french);
  });
});
