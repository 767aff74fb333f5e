import fc from 'fast-check';
import { shippedCalendar } from '../../calendar/shipped.ts';
import type { HolidayPeriod } from '../../domain/calendar.ts';
import { correctionDeadline, recomputed } from '../../domain/correction.ts';
import { addDays, daysBetween, weekday } from '../../domain/dates.ts';

const shipped = shippedCalendar();
const inZoneB = (receivedOn: string, periods: readonly HolidayPeriod[] = shipped) =>
  correctionDeadline({ receivedOn, zone: 'B', periods });

const holidays = (firstDayOff: string, returnDay: string | null, name = 'Vacances d’hiver'): HolidayPeriod => ({
  zone: 'B',
  name,
  firstDayOff,
  returnDay,
  kind: 'holiday',
});
/** Far holidays, so that the calendar reaches beyond the window looked at. */
const later = holidays('2030-02-01', '2030-02-18', 'Vacances plus tard');

const day = fc.integer({ min: 0, max: 1800 }).map((days) => addDays('2024-01-01', days));
const somePeriods = fc.array(
  fc.record({
    zone: fc.constantFrom('A', 'B'),
    name: fc.constant('Vacances d’hiver'),
    firstDayOff: day,
    length: fc.integer({ min: 1, max: 70 }),
    kind: fc.constantFrom('holiday' as const, 'bridge' as const),
  }),
  { maxLength: 8 },
);
const calendar = somePeriods.map((periods) =>
  periods.map(({ length, ...period }) => ({ ...period, returnDay: addDays(period.firstDayOff, length) })),
);

describe('the correction deadline (R13), zone B, the shipped calendar', () => {
  it('gives six weeks to a report received on 24 September 2026: Toussaint begins on 17 October', () => {
    expect(inZoneB('2026-09-24')).toEqual({
      date: '2026-11-05',
      weeks: 6,
      provisional: false,
      rule: 'R13',
      period: { name: 'Vacances de la Toussaint', firstDayOff: '2026-10-17', returnDay: '2026-11-02' },
      explanation:
        '6 semaines (R13)\u00a0: vacances de la Toussaint, zone B, du 17 octobre au 1er novembre 2026, dans les quatre ' +
        'semaines à compter de la réception du 24 septembre 2026 (calendrier scolaire 2026-2027).',
    });
  });

  it('gives six weeks on 31 August 2026, the last day off', () => {
    expect(inZoneB('2026-08-31')).toMatchObject({ date: '2026-10-12', weeks: 6, provisional: false });
  });

  it('gives four weeks on 1 September 2026, the day class resumes', () => {
    expect(inZoneB('2026-09-01')).toEqual({
      date: '2026-09-29',
      weeks: 4,
      provisional: false,
      rule: 'R13',
      explanation:
        '4 semaines (R13)\u00a0: aucun jour de vacances scolaires, zone B, dans les quatre semaines à compter de la ' +
        'réception du 1er septembre 2026.',
    });
  });

  it('gives six weeks to about two thirds of the weekday receptions of 2024-2025', () => {
    const weekdays = Array.from({ length: 365 }, (_, n) => addDays('2024-09-01', n)).filter(
      (date) => weekday(date) <= 5,
    );
    const share = weekdays.filter((date) => inZoneB(date).weeks === 6).length / weekdays.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.75);
  });
});

describe('the four weeks, both ends included (R13)', () => {
  it.each([
    ['the day before the 28th day', '2027-03-28', 6],
    ['on the 28th day', '2027-03-29', 6],
    ['the day after the 28th day', '2027-03-30', 4],
  ])('received on 1 March, holidays that begin %s', (_, firstDayOff, weeks) => {
    expect(inZoneB('2027-03-01', [holidays(firstDayOff, addDays(firstDayOff, 16)), later]).weeks).toBe(weeks);
  });

  it.each([
    ['the day before the last day off', '2027-03-06', 6],
    ['on the last day off', '2027-03-07', 6],
    ['on the day class resumes', '2027-03-08', 4],
    ['the day after class resumes', '2027-03-09', 4],
  ])('received %s', (_, receivedOn, weeks) => {
    expect(inZoneB(receivedOn, [holidays('2027-02-20', '2027-03-08'), later]).weeks).toBe(weeks);
  });

  it('counts 29 February: 28 days after 1 February 2028 is 29 February', () => {
    expect(inZoneB('2028-02-01', [later]).date).toBe('2028-02-29');
    expect(inZoneB('2028-02-01', [holidays('2028-02-29', '2028-03-02'), later])).toMatchObject({
      date: '2028-03-14',
      weeks: 6,
    });
    expect(inZoneB('2028-02-29', [later]).date).toBe('2028-03-28');
    expect(inZoneB('2027-02-01', [later]).date).toBe('2027-03-01');
  });

  it('does not count a bridge', () => {
    const bridge = { ...holidays('2027-05-07', '2027-05-09', 'Pont de l’Ascension'), kind: 'bridge' as const };
    expect(inZoneB('2027-05-01', [bridge, later]).weeks).toBe(4);
  });

  it('is 28 or 42 days after the reception, 42 exactly when a day of holidays lies in the window', () => {
    fc.assert(
      fc.property(day, calendar, (receivedOn, periods) => {
        const deadline = inZoneB(receivedOn, periods);
        const window = Array.from({ length: 29 }, (_, n) => addDays(receivedOn, n));
        const off = periods.filter(({ zone, kind }) => zone === 'B' && kind === 'holiday');
        const met = window.some((date) => off.some((p) => p.firstDayOff <= date && date < p.returnDay));
        expect(daysBetween(receivedOn, deadline.date)).toBe(met ? 42 : 28);
        expect(deadline.weeks).toBe(met ? 6 : 4);
        if (met) expect(deadline.provisional).toBe(false);
      }),
    );
  });
});

describe('a calendar that does not reach far enough (R14)', () => {
  const winter = holidays('2027-02-20', '2027-03-08');

  it('is known until its last return, included', () => {
    expect(inZoneB('2027-02-08', [holidays('2026-12-19', '2027-03-08')])).toMatchObject({ weeks: 6 });
    expect(inZoneB('2027-03-08', [winter, holidays('2027-04-04', '2027-04-05')])).toMatchObject({ weeks: 6 });
    expect(inZoneB('2027-03-08', [winter, holidays('2027-04-06', '2027-04-20')]).provisional).toBe(false);
  });

  it('gives four weeks, provisional, and says so, beyond it', () => {
    expect(inZoneB('2027-03-08', [winter])).toEqual({
      date: '2027-04-05',
      weeks: 4,
      provisional: true,
      rule: 'R14',
      explanation:
        '4 semaines, échéance provisoire (R14)\u00a0: le calendrier scolaire de la zone B n’est connu que jusqu’au ' +
        '8 mars 2027\u00a0; aucun jour de vacances connu dans les quatre semaines à compter de la réception du 8 mars 2027.',
    });
  });

  it('is six weeks, and not provisional, when a known holiday lies in the window all the same', () => {
    expect(inZoneB('2027-03-07', [winter])).toMatchObject({ weeks: 6, provisional: false });
  });

  it('holds the open summer of 2028 for certain until 31 August', () => {
    expect(inZoneB('2028-08-31')).toMatchObject({ date: '2028-10-12', weeks: 6, provisional: false });
    expect(inZoneB('2028-08-31').explanation).toContain('à partir du 5 juillet 2028 (retour non encore publié)');
    expect(inZoneB('2028-09-01')).toMatchObject({ date: '2028-09-29', weeks: 4, provisional: true });
  });

  it('is provisional for a zone of which nothing is known', () => {
    const deadline = correctionDeadline({ receivedOn: '2026-09-24', zone: 'D', periods: shipped });
    expect(deadline).toMatchObject({ date: '2026-10-22', weeks: 4, provisional: true });
    expect(deadline.explanation).toContain('aucun calendrier scolaire n’est connu pour la zone D');
  });
});

describe('a running deadline when a calendar is imported (R14)', () => {
  const fourWeeks = inZoneB('2027-03-08', [later]);
  const provisional = inZoneB('2027-03-08', []);
  const sixWeeks = inZoneB('2027-03-08', [holidays('2027-04-05', '2027-04-19')]);

  it('says nothing when nothing changed', () => {
    expect(recomputed(fourWeeks, fourWeeks)).toEqual({
      deadline: fourWeeks,
      change: 'unchanged',
      moved: false,
      why: null,
    });
  });

  it('moves to six weeks when holidays appear, and says why', () => {
    const result = recomputed(provisional, sixWeeks);
    expect(result).toMatchObject({ deadline: sixWeeks, change: 'later', moved: true });
    expect(result.why).toMatch(/reportée du 5 avril 2027 au 19 avril 2027\. 6 semaines \(R13\)/);
  });

  it('confirms a provisional deadline without moving it', () => {
    const result = recomputed(provisional, fourWeeks);
    expect(result).toMatchObject({ deadline: fourWeeks, change: 'confirmed', moved: false });
    expect(result.why).toMatch(/confirmée au 5 avril 2027/);
  });

  it('keeps six weeks when the holidays moved out of the window, and says what the calendar would give', () => {
    const result = recomputed(sixWeeks, fourWeeks);
    expect(result).toMatchObject({ change: 'kept', moved: false });
    expect(result.deadline).toMatchObject({ date: '2027-04-19', weeks: 6, provisional: false, rule: 'R14' });
    expect(result.why).toContain('jamais raccourcie');
    expect(result.why).toContain('5 avril 2027');
  });

  it('tells another reason for the same date', () => {
    const moved = inZoneB('2027-03-08', [holidays('2027-03-29', '2027-04-12')]);
    expect(recomputed(sixWeeks, moved)).toMatchObject({ deadline: moved, change: 'reworded', moved: false });
  });

  it('does not make a certain deadline provisional again', () => {
    expect(recomputed(fourWeeks, provisional)).toMatchObject({ deadline: fourWeeks, change: 'unchanged' });
  });

  it('is never shortened, and is the same done twice', () => {
    fc.assert(
      fc.property(day, fc.array(calendar, { minLength: 1, maxLength: 4 }), (receivedOn, calendars) => {
        let deadline = inZoneB(receivedOn, []);
        for (const periods of calendars) {
          const next = inZoneB(receivedOn, periods);
          const result = recomputed(deadline, next);
          expect(result.deadline.date >= deadline.date).toBe(true);
          expect(result.deadline.date >= next.date).toBe(true);
          expect(result.moved).toBe(result.deadline.date !== deadline.date);
          expect(result.why === null).toBe(result.change === 'unchanged');
          expect(recomputed(result.deadline, next).change).toBe('unchanged');
          deadline = result.deadline;
        }
      }),
    );
  });
});
