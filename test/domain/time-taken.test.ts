import type { Facts, Situation } from '../../domain/enrolment.ts';
import { delaysIn, situationSince } from '../../domain/time-taken.ts';

const due = (date: string) => ({ date, explanation: '', weeks: 4 as const, provisional: false });
const FACTS = {
  registeredOn: '2026-10-05',
  enteredOn: '2026-10-07',
  tutor: { id: 't', code: 'T', assignedOn: '2026-10-08' },
  meeting: { startsAt: '2026-10-20T08:00:00.000Z', date: '2026-10-20', sequence: 0 },
  heldOn: '2026-10-21',
  report: { receivedOn: '2026-11-30', deposits: 2, due: due('2026-12-28') },
  correction: { returnedOn: '2026-12-29' },
  revision: { receivedOn: '2027-01-15', unchanged: false },
  avisDue: { date: '2027-01-29', explanation: '' },
  avis: { mention: 'not_validated', version: 1, givenOn: '2027-01-29' },
} as unknown as Facts;
const TODAY = '2027-03-01';

describe('Since when a situation lasts', () => {
  it.each([
    ['no_tutor', '2026-10-05'],
    ['no_meeting', '2026-10-08'],
    ['meeting_booked', TODAY],
    ['meeting_to_record', '2026-10-20'],
    ['report_awaited', '2026-10-21'],
    ['report_received', '2026-11-30'],
    ['revision_awaited', '2026-12-29'],
    ['avis_awaited', '2027-01-15'],
    ['follow_up_awaited', '2027-01-29'],
    ['closed', '2027-01-29'],
  ] as [Situation, string][])('%s: since %s, the real date of what led to it (R35)', (situation, since) => {
    expect(situationSince(FACTS, situation, TODAY)).toBe(since);
  });

  it('a booking awaited again counts from the day it was reopened', () => {
    expect(situationSince({ ...FACTS, bookingReopenedOn: '2026-10-22' }, 'no_meeting', TODAY)).toBe('2026-10-22');
  });

  it('a closing is dated by what closed', () => {
    const followUp = { contactedOn: '2027-02-05', path: 'vae' as const };
    expect(situationSince({ ...FACTS, followUp }, 'closed', TODAY)).toBe('2027-02-05');
    const ended = { outcome: 'withdrawn' as const, on: '2026-12-01' };
    expect(situationSince({ ...FACTS, ended }, 'closed', TODAY)).toBe('2026-12-01');
  });
});

describe('The delays of an enrolment', () => {
  it('count from the first reception to the return, and from the revision to the avis; late only after the day itself', () => {
    expect(delaysIn(FACTS)).toEqual({ correctionDays: 29, correctionLate: true, avisDays: 14, avisLate: false });
  });
  it('are absent as long as nothing was given', () => {
    expect(delaysIn({ ...FACTS, correction: undefined, revision: undefined, avis: undefined })).toEqual({});
  });
  it('are not those of a corrected avis (R20)', () => {
    expect(delaysIn({ ...FACTS, avis: { ...FACTS.avis!, version: 2 } })).not.toHaveProperty('avisDays');
  });
});
