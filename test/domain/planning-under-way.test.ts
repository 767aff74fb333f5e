import { addDays } from '../../domain/dates.ts';
import { type Facts, openFacts } from '../../domain/enrolment.ts';
import { proposeRest } from '../../domain/planning.ts';

const FACTS: Facts = {
  ...openFacts({
    enrolmentId: 'e',
    reference: 'UA-2026-00001',
    certification: 'C',
    centre: 'c',
    semester: '2026-2027-S1',
    registeredOn: '2026-10-01',
    limit: '2027-09-30',
    enteredOn: '2026-10-01',
  }),
  planning: { reportDue: '2026-11-30', revisionDue: '2027-02-15' },
};
const due = { date: '2026-12-28', weeks: 4, provisional: false, explanation: 'quatre semaines', rule: 'R13' } as const;
const RECEIVED: Facts = { ...FACTS, report: { receivedOn: '2026-11-30', deposits: 1, due } };
const rules = (today: string, limit = '2027-09-30') => ({ today, limit, zone: 'B', periods: [], avisDays: 14 });

describe('The planning proposed for an enrolment under way (R32)', () => {
  it('proposes both dates while the report is awaited', () =>
    expect(proposeRest(FACTS, rules('2026-11-01')).reportDue).toBe(addDays('2026-11-01', 42)));

  it('keeps the report and its correction, and proposes four weeks after the correction', () =>
    expect(proposeRest(RECEIVED, rules('2026-12-10'))).toMatchObject({
      reportDue: '2026-11-30',
      correctionDue: '2026-12-28',
      correctionWeeks: 4,
      revisionDue: '2027-01-25',
      avisDue: '2027-02-08',
    }));

  it('counts from today when the correction is late, or there', () => {
    expect(proposeRest(RECEIVED, rules('2027-01-10')).revisionDue).toBe('2027-02-07');
    const corrected = { ...RECEIVED, correction: { returnedOn: '2026-12-05' } };
    expect(proposeRest(corrected, rules('2026-12-10')).revisionDue).toBe('2027-01-07');
  });

  it('leaves everything as it was once the revision is received', () => {
    const revised: Facts = {
      ...RECEIVED,
      correction: { returnedOn: '2026-12-05' },
      revision: { receivedOn: '2027-01-07', unchanged: true },
      avisDue: { date: '2027-01-21', explanation: 'quatorze jours' },
    };
    expect(proposeRest(revised, rules('2027-01-08'))).toMatchObject({
      revisionDue: '2027-02-15',
      avisDue: '2027-01-21',
    });
  });

  it.each([
    ['2027-01-25', true],
    ['2027-01-12', true],
    ['2027-01-11', false],
  ])('R11: with the limit on %s a date fits: %s', (limit, fits) => {
    const propose = () => proposeRest(RECEIVED, rules('2026-12-10', limit));
    if (fits) expect(propose().avisDue <= limit).toBe(true);
    else expect(propose).toThrow(/ne convient pas/);
  });
});
