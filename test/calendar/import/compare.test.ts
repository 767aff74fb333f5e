import fc from 'fast-check';
import { calendarAfter, compareCalendars } from '../../../calendar/import/compare.ts';
import type { ImportedCalendar } from '../../../calendar/import/read.ts';
import { shippedCalendar } from '../../../calendar/shipped.ts';
import type { SchoolPeriod } from '../../../domain/calendar.ts';

const shipped = shippedCalendar();
const file = (...periods: SchoolPeriod[]): ImportedCalendar => ({ format: 'ministry-csv', periods, ignored: [] });
const summer = (more: Partial<SchoolPeriod> = {}): SchoolPeriod => ({
  zone: 'B',
  schoolYear: '2027-2028',
  name: 'Vacances d’été',
  firstDayOff: '2028-07-05',
  returnDay: null,
  kind: 'holiday',
  ...more,
});

describe('what an import adds and changes', () => {
  it('adds what is not known, and removes nothing that it does not mention', () => {
    const next = summer({ schoolYear: '2028-2029', name: 'Vacances de la Toussaint', firstDayOff: '2028-10-21' });
    const comparison = compareCalendars(shipped, file({ ...next, returnDay: '2028-11-06' }));
    expect(comparison).toMatchObject({ added: [{ firstDayOff: '2028-10-21' }], changed: [], unchanged: [] });
    expect(calendarAfter(shipped, comparison)).toHaveLength(shipped.length + 1);
  });

  it.each(["Vacances d'Été", 'VACANCES D’ETE', "Début des Vacances d'Été", 'Vacances d’été'])(
    'knows %s for the summer holidays',
    (name) => {
      expect(compareCalendars(shipped, file(summer({ name })))).toMatchObject({ added: [], changed: [] });
    },
  );

  it('keeps apart zones, school years, winter and spring', () => {
    const winter = summer({ name: 'Vacances d’hiver' });
    const others = [
      summer({ zone: 'A' }),
      summer({ schoolYear: '2026-2027' }),
      summer({ name: 'Vacances de printemps' }),
    ];
    expect(compareCalendars([winter], file(...others)).added).toEqual(others);
  });

  it('closes an open summer', () => {
    const comparison = compareCalendars([summer()], file(summer({ returnDay: '2028-09-04' })));
    expect(comparison.changed).toEqual([{ before: summer(), after: summer({ returnDay: '2028-09-04' }) }]);
  });

  it('does not open a summer again, but moves its first day', () => {
    const closed = summer({ returnDay: '2028-09-04' });
    expect(compareCalendars([closed], file(summer())).unchanged).toEqual([closed]);
    const moved = compareCalendars([closed], file(summer({ firstDayOff: '2028-07-08' })));
    expect(moved.changed).toEqual([{ before: closed, after: { ...closed, firstDayOff: '2028-07-08' } }]);
  });

  it('says what the file left aside', () => {
    const ignored = [{ what: 'Corse', reason: 'hors des zones A, B et C', count: 94, where: 'Ligne 2' }];
    expect(compareCalendars([], { ...file(summer()), ignored }).ignored).toBe(ignored);
  });

  it('adds and changes nothing the second time', () => {
    const period = fc.record({
      zone: fc.constantFrom('A', 'B'),
      schoolYear: fc.constantFrom('2026-2027', '2027-2028'),
      name: fc.constantFrom('Vacances d’été', 'Vacances de Noël', "vacances d'Hiver"),
      firstDayOff: fc.constantFrom('2027-07-03', '2027-07-10'),
      returnDay: fc.constantFrom(null, '2027-09-01', '2027-09-06'),
      kind: fc.constantFrom('holiday' as const, 'bridge' as const),
    });
    const identity = ({ zone, schoolYear, name }: SchoolPeriod) => `${zone}${schoolYear}${name}`;
    const periods = fc.uniqueArray(period, { selector: identity });
    fc.assert(
      fc.property(periods, periods, (known, imported) => {
        const after = calendarAfter(known, compareCalendars(known, file(...imported)));
        const again = compareCalendars(after, file(...imported));
        expect(again.added).toEqual([]);
        expect(again.changed).toEqual([]);
        expect(calendarAfter(after, again)).toEqual(after);
        expect(after.length).toBeGreaterThanOrEqual(known.length);
      }),
    );
  });
});
