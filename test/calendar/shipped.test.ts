import { shippedCalendar } from '../../calendar/shipped.ts';
import { calendarReach } from '../../domain/calendar.ts';

describe('the school holidays shipped with Jalons', () => {
  const shipped = shippedCalendar();

  it.each(['A', 'B', 'C'])('give zone %s five holidays and a bridge for each of five school years', (zone) => {
    const years = ['2023-2024', '2024-2025', '2025-2026', '2026-2027', '2027-2028'];
    for (const year of years) {
      const periods = shipped.filter((period) => period.zone === zone && period.schoolYear === year);
      expect(periods.map(({ kind }) => kind).sort()).toEqual(['bridge', ...Array(5).fill('holiday')]);
    }
  });

  it.each(['A', 'B', 'C'])('reach to the end of August 2028 in zone %s, that summer being open', (zone) => {
    expect(calendarReach(shipped, zone)).toBe('2028-08-31');
    expect(shipped.filter(({ returnDay }) => returnDay === null)).toHaveLength(3);
  });
});
