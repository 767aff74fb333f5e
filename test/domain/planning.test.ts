import fc from 'fast-check';
import type { HolidayPeriod } from '../../domain/calendar.ts';
import { correctionDeadline } from '../../domain/correction.ts';
import { addDays, inFrench } from '../../domain/dates.ts';
import {
  type KeptDates,
  latestReport,
  type PlanningRules,
  proposePlanning,
  requirePlanningFits,
} from '../../domain/planning.ts';
import { refusalOf, SCHOOL_HOLIDAYS, typographicFaults } from './given.ts';

const RULES: PlanningRules = {
  today: '2026-11-05',
  limit: '2027-09-30',
  zone: 'B',
  periods: SCHOOL_HOLIDAYS,
  avisDays: 14,
};

const judged = (reportDue: string, revisionDue: string, changes: Partial<PlanningRules> = {}, kept?: KeptDates) =>
  refusalOf(() => requirePlanningFits({ reportDue, revisionDue }, { ...RULES, ...changes }, kept));

describe('The planning (R11): today < reportDue', () => {
  it.each([
    ['2026-11-04', 'planning.order', 'the day before'],
    ['2026-11-05', 'planning.order', 'today'],
    ['2026-11-06', undefined, 'tomorrow'],
  ])('R11: %s, today being 5 November 2026: %s (%s)', (reportDue, code, _) =>
    expect(judged(reportDue, '2027-03-01')?.code).toBe(code),
  );

  it('R11: says which date it is and the latest possible one', () => {
    const refusal = judged('2026-11-05', '2027-03-01');
    // 16 September is the last day for the revision, and a correction takes six weeks in summer.
    expect(refusal?.message).toBe(
      'La date butoir du rapport (5 novembre 2026) ne convient pas\u00a0: elle doit être postérieure à aujourd’hui\u00a0; ' +
        'dernière date possible\u00a0: le 4 août 2027.',
    );
    expect(refusal?.errors[0]?.path).toBe('reportDue');
  });
});

describe('The planning (R11): reportDue + the correction time < revisionDue', () => {
  it.each([
    ['2027-02-07', 'planning.order', 'the day before'],
    ['2027-02-08', 'planning.order', 'the day of the correction deadline'],
    ['2027-02-09', undefined, 'the day after'],
  ])('R11: four weeks from 11 January 2027: revision on %s: %s (%s)', (revisionDue, code, _) =>
    expect(judged('2027-01-11', revisionDue)?.code).toBe(code),
  );

  it.each([
    ['2027-03-14', 'planning.order', 'the day before'],
    ['2027-03-15', 'planning.order', 'the day of the correction deadline'],
    ['2027-03-16', undefined, 'the day after'],
  ])('R13: six weeks from 1 February 2027, for winter holidays: revision on %s: %s (%s)', (revisionDue, code, _) =>
    expect(judged('2027-02-01', revisionDue)?.code).toBe(code),
  );

  it('R11: says after what, and the latest possible date', () =>
    expect(judged('2027-01-11', '2027-02-08')?.message).toBe(
      'La date de remise du rapport révisé (8 février 2027) ne convient pas\u00a0: elle doit être postérieure à ' +
        'l’échéance de la correction (8 février 2027)\u00a0; dernière date possible\u00a0: le 16 septembre 2027.',
    ));
});

describe('The planning (R11): revisionDue + the avis time ≤ the limit', () => {
  it.each([
    ['2027-09-15', undefined, 'a day to spare'],
    ['2027-09-16', undefined, 'avis on the very day of the limit'],
    ['2027-09-17', 'planning.exceeds_two_semesters', 'a day too late'],
  ])('R11: 14 days for the avis, limit 30 September 2027: revision on %s: %s (%s)', (revisionDue, code, _) =>
    expect(judged('2027-01-11', revisionDue)?.code).toBe(code),
  );

  it('R11: the avis time is policy', () => {
    expect(judged('2027-01-11', '2027-09-23', { avisDays: 7 })).toBeUndefined();
    expect(judged('2027-01-11', '2027-09-24', { avisDays: 7 })?.code).toBe('planning.exceeds_two_semesters');
  });

  it('R11: says which date it is and the latest possible one', () =>
    expect(judged('2027-01-11', '2027-09-17')?.message).toBe(
      'La date de remise du rapport révisé (17 septembre 2027) ne convient pas\u00a0: avec 14 jours pour l’avis, la ' +
        'prestation dépasserait sa limite (30 septembre 2027)\u00a0; dernière date possible\u00a0: le 16 septembre 2027.',
    ));

  it('R11: where no revision date could follow it, it is the date butoir that is too late', () => {
    const refusal = judged('2027-09-02', '2027-10-15');
    expect(refusal?.code).toBe('planning.exceeds_two_semesters');
    expect(refusal?.message).toBe(
      'La date butoir du rapport (2 septembre 2027) ne convient pas\u00a0: sa correction, attendue le 30 septembre 2027, ' +
        'ne laisserait pas le temps de la révision et de l’avis avant la limite (30 septembre 2027)\u00a0; dernière date ' +
        'possible\u00a0: le 4 août 2027.',
    );
    expect(refusal?.errors[0]?.path).toBe('reportDue');
    expect(judged('2027-09-02', '2027-09-10')).toMatchObject({
      code: 'planning.order',
      errors: [{ path: 'reportDue' }],
    });
  });

  it('R11: says so when no date fits any more', () =>
    expect(judged('2027-08-20', '2027-10-15', { today: '2027-08-15' })?.message).toContain(
      'aucune date ne convient plus sans prolonger la limite (30 septembre 2027)',
    ));
});

describe('The planning once dates have been kept (R32)', () => {
  const late = { today: '2027-03-01' };

  it('R32: the report is there: its date butoir is judged no more, the correction counts from its reception', () => {
    const kept = { report: { due: '2027-03-10' } };
    expect(judged('2027-02-01', '2027-03-10', late, kept)?.code).toBe('planning.order');
    expect(judged('2027-02-01', '2027-03-11', late, kept)).toBeUndefined();
  });

  it('R32: an overdue correction: the revision can be due neither before its deadline nor in the past', () => {
    const kept = { report: { due: '2027-02-10' } };
    expect(judged('2027-01-11', '2027-03-01', late, kept)?.message).toContain('postérieure à aujourd’hui');
    expect(judged('2027-01-11', '2027-03-02', late, kept)).toBeUndefined();
    const dueToday = { report: { due: '2027-03-01' } };
    expect(judged('2027-01-11', '2027-03-01', late, dueToday)?.message).toContain('postérieure à aujourd’hui');
  });

  it('R32: the correction is returned: only today and the limit count', () => {
    const kept = { report: { due: '2027-03-20' }, correction: true };
    expect(judged('2027-02-01', '2027-03-01', late, kept)?.code).toBe('planning.order');
    expect(judged('2027-02-01', '2027-03-02', late, kept)).toBeUndefined();
    expect(judged('2027-02-01', '2027-09-17', late, kept)?.code).toBe('planning.exceeds_two_semesters');
  });

  it('R32: names the revision date, and says when none fits any more', () => {
    const lastDay = { report: { due: '2027-09-16' } };
    expect(judged('2027-08-05', '2027-09-16', { today: '2027-09-01' }, lastDay)?.message).toContain('aucune date');
    const kept = { report: { due: '2027-09-20' } };
    const refusal = judged('2027-08-23', '2027-09-25', { today: '2027-09-01' }, kept);
    expect(refusal).toMatchObject({ code: 'planning.exceeds_two_semesters', errors: [{ path: 'revisionDue' }] });
    expect(refusal?.message).toContain('aucune date ne convient plus');
  });
});

describe('The last possible date butoir (R11)', () => {
  it('R11: fits, and the day after does not', () => {
    const latest = latestReport(RULES);
    expect(latest).toBe('2027-08-04');
    expect(judged('2027-08-04', '2027-09-16')).toBeUndefined();
    expect(judged('2027-08-05', '2027-09-16')).toMatchObject({
      code: 'planning.order',
      errors: [{ path: 'reportDue' }],
    });
  });

  it('R11: there is none where the limit is too near', () =>
    expect(latestReport({ ...RULES, today: '2027-08-04' })).toBeUndefined());
});

describe('The proposal of a planning', () => {
  it('gives six weeks to write, four to revise, and explains the correction', () =>
    expect(proposePlanning(RULES)).toEqual({
      reportDue: '2026-12-17',
      correctionDue: '2027-01-28',
      correctionWeeks: 6,
      explanation: expect.stringContaining('vacances de Noël'),
      revisionDue: '2027-02-25',
      avisDue: '2027-03-11',
      limit: '2027-09-30',
    }));

  it('is made around a date butoir when one is given', () =>
    expect(proposePlanning(RULES, '2027-01-11')).toMatchObject({
      reportDue: '2027-01-11',
      correctionDue: '2027-02-08',
      correctionWeeks: 4,
      revisionDue: '2027-03-08',
    }));

  it('takes less time where the limit is near', () =>
    expect(proposePlanning({ ...RULES, limit: '2027-02-15' })).toMatchObject({
      revisionDue: '2027-02-01',
      avisDue: '2027-02-15',
    }));

  it('refuses as R11 does where nothing fits', () => {
    expect(refusalOf(() => proposePlanning({ ...RULES, today: '2027-08-15' }))?.code).toBe(
      'planning.exceeds_two_semesters',
    );
    expect(refusalOf(() => proposePlanning(RULES, '2026-11-05'))?.code).toBe('planning.order');
    expect(refusalOf(() => proposePlanning(RULES, '2027-09-01'))?.code).toBe('planning.exceeds_two_semesters');
  });

  it('gives less time to write when holidays leave no room for six weeks, though a later date would fit', () => {
    // Holidays up to 28 February: six weeks for a report of that day, four for one of the next.
    const periods: HolidayPeriod[] = [
      { zone: 'B', name: 'Vacances', firstDayOff: '2027-01-01', returnDay: '2027-03-01', kind: 'holiday' },
      { zone: 'B', name: 'Plus tard', firstDayOff: '2028-01-01', returnDay: '2028-01-08', kind: 'holiday' },
    ];
    const rules = { ...RULES, today: '2027-01-10', limit: '2027-04-15', periods };
    expect(judged('2027-02-21', '2027-04-01', rules)?.errors[0]?.path).toBe('reportDue');
    expect(latestReport(rules)).toBe('2027-03-03');
    expect(proposePlanning(rules)).toMatchObject({
      reportDue: '2027-02-17',
      correctionWeeks: 6,
      revisionDue: '2027-04-01',
    });
  });

  const someday = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2026-09-01', days));
  const rules = fc.record({
    today: someday,
    limit: someday,
    zone: fc.constant('B'),
    periods: fc
      .array(fc.record({ firstDayOff: someday, length: fc.integer({ min: 1, max: 60 }) }), { maxLength: 8 })
      .map((periods) =>
        periods.map(({ firstDayOff, length }): HolidayPeriod => {
          return { zone: 'B', name: 'Vacances', firstDayOff, returnDay: addDays(firstDayOff, length), kind: 'holiday' };
        }),
      ),
    avisDays: fc.integer({ min: 1, max: 30 }),
  });

  it('is always accepted by the rule it is proposed under, and made whenever a date fits', () => {
    fc.assert(
      fc.property(rules, (given) => {
        const latest = latestReport(given);
        const refusal = refusalOf(() => {
          const { reportDue, revisionDue, correctionDue } = proposePlanning(given);
          requirePlanningFits({ reportDue, revisionDue }, given);
          expect(correctionDeadline({ ...given, receivedOn: reportDue }).date).toBe(correctionDue);
        });
        expect(refusal === undefined).toBe(latest !== undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('around a given date butoir is accepted, or refused where no revision date fits', () => {
    fc.assert(
      fc.property(rules, someday, (given, wanted) => {
        const refusal = refusalOf(() => {
          const { reportDue, revisionDue } = proposePlanning(given, wanted);
          expect(reportDue).toBe(wanted);
          requirePlanningFits({ reportDue, revisionDue }, given);
        });
        if (!refusal) return;
        expect(typographicFaults(refusal.message)).toEqual([]);
        for (let day = addDays(wanted, 1); day <= given.limit; day = addDays(day, 1)) {
          expect(refusalOf(() => requirePlanningFits({ reportDue: wanted, revisionDue: day }, given))).toBeDefined();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('R11: a refusal names the latest possible date, and that date is possible', () => {
    fc.assert(
      fc.property(rules, someday, someday, (given, reportDue, revisionDue) => {
        const refusal = refusalOf(() => requirePlanningFits({ reportDue, revisionDue }, given));
        if (!refusal) return;
        const latest = latestReport(given);
        const lastRevision = addDays(given.limit, -given.avisDays);
        if (refusal.message.includes('aucune date ne convient plus')) return expect(latest).toBeUndefined();
        const named = refusal.errors[0]?.path === 'reportDue' ? latest : lastRevision;
        expect(refusal.message).toContain(`dernière date possible\u00a0: le ${inFrench(named ?? '')}`);
      }),
      { numRuns: 500 },
    );
  });
});
