import { recomputeCorrection } from '../../domain/acts/change-calendar.ts';
import type { CalendarFacts } from '../../domain/commands.ts';
import { dueOf } from '../../domain/waits.ts';
import { CALENDAR, consequencesOf, IN, REPORT_FILE, refused, SCHOOL_HOLIDAYS } from './given.ts';

const names = ({ mails }: ReturnType<typeof consequencesOf>) => mails.map(({ name, to }) => `${name} → ${to}`);

describe('The report is deposited (step 3)', () => {
  it('sets the correction deadline from the day of reception (R13), and tells tutor and auditeur', () => {
    const received = consequencesOf(IN.report_awaited, 'submitReport', '2027-03-15');
    expect(received.facts.report).toMatchObject({
      receivedOn: '2027-03-15',
      deposits: 1,
      due: { date: '2027-04-12', weeks: 4 },
    });
    expect(received.lines[0]?.text).toBe('Rapport reçu le 15 mars 2027{note}.');
    expect(names(received)).toEqual(['report_received → tutor', 'report_received → auditeur']);
  });

  it('late, it is flagged and not refused', () => {
    const received = consequencesOf(IN.report_awaited, 'submitReport', '2027-04-02');
    expect(received.lines[0]?.text).toBe(
      'Rapport reçu le 2 avril 2027, en retard (échéance\u00a0: 1er avril 2027){note}.',
    );
    expect(received.mails[0]?.facts).toMatchObject({ late: true });
    expect(consequencesOf(IN.report_awaited, 'submitReport', '2027-04-01').mails[0]?.facts).toMatchObject({
      late: false,
    });
  });

  it('again, until the correction: the deadline counts from the first reception', () => {
    const again = consequencesOf(IN.report_received, 'submitReport', '2027-03-20');
    expect(again.facts.report).toEqual({ ...IN.report_received.report, deposits: 2 });
    expect(again.lines[0]?.type).toBe('report.deposited_again');
    expect(refused(IN.revision_awaited, 'submitReport')?.code).toBe('enrolment.state');
  });

  it('R14: where the calendar does not reach, the deadline is provisional and staff are told', () => {
    const unknown: CalendarFacts = { ...CALENDAR, periods: SCHOOL_HOLIDAYS.slice(0, 1) };
    const received = consequencesOf(IN.report_awaited, 'submitReport', '2027-03-15', { calendar: unknown });
    expect(received.facts.report?.due).toMatchObject({ date: '2027-04-12', provisional: true });
    expect(names(received)).toContain('deadline_provisional → staff');
  });

  it('R12: without a file it is refused', () =>
    expect(refused(IN.report_awaited, 'submitReport', undefined, { file: undefined })?.code).toBe('report.missing'));

  it.each([
    ['report.too_large', { ...REPORT_FILE, sizeBytes: 20 * 1024 * 1024 + 1 }],
    ['report.type', { ...REPORT_FILE, format: 'other' }],
    ['report.unreadable', { ...REPORT_FILE, format: 'unreadable' }],
    ['report.too_long', { ...REPORT_FILE, pages: 8 }],
  ] as const)('R12: %s', (code, file) =>
    expect(refused(IN.report_awaited, 'submitReport', undefined, { file })?.code).toBe(code),
  );
});

describe('A new calendar (R14)', () => {
  const withSpring = { ...CALENDAR, version: 2, periods: [{ ...SCHOOL_HOLIDAYS[3]!, firstDayOff: '2027-04-05' }] };

  it('R14: moves the deadline of a running correction, and tells all three', () => {
    const { facts, lines, mails } = recomputeCorrection(IN.report_received, withSpring);
    expect(facts.report?.due).toMatchObject({ date: '2027-04-21', weeks: 6 });
    expect(lines.map(({ type }) => type)).toEqual(['deadline.moved']);
    expect(mails.map(({ to }) => to)).toEqual(['tutor', 'auditeur', 'staff']);
  });

  it('R14: never shortens it, never silently keeps it', () => {
    const longer = recomputeCorrection(IN.report_received, withSpring).facts;
    const { facts, lines } = recomputeCorrection(longer, { ...CALENDAR, version: 3 });
    expect(facts.report?.due.date).toBe('2027-04-21');
    expect(lines.map(({ type }) => type)).toEqual(['deadline.reviewed']);
  });

  it('R14: the same calendar, or an older one, changes nothing', () =>
    expect(recomputeCorrection(IN.report_received, { ...withSpring, version: 1 })).toEqual({
      facts: IN.report_received,
      lines: [],
      mails: [],
    }));

  it.each(['report_awaited', 'revision_awaited', 'closed'] as const)(
    'R14: nothing is to recompute in %s',
    (situation) => expect(recomputeCorrection(IN[situation], withSpring).facts).toBe(IN[situation]),
  );
});

describe('The correction is returned (step 3)', () => {
  const file = { ...REPORT_FILE, kind: 'correction' as const, pages: 40 };

  it.each([
    ['a file of any number of pages', { file, hasRemarks: false }, undefined],
    ['remarks', { hasRemarks: true }, undefined],
    ['both', { file, hasRemarks: true }, undefined],
    ['neither', { hasRemarks: false }, 'correction.empty'],
    ['a file that is none of ours', { file: { ...file, format: 'other' as const }, hasRemarks: true }, 'report.type'],
  ])('%s', (_, changes, code) =>
    expect(refused(IN.report_received, 'returnCorrection', undefined, changes)?.code).toBe(code),
  );

  it('late, it is flagged', () => {
    expect(consequencesOf(IN.report_received, 'returnCorrection', '2027-04-07').lines[0]?.text).toBe(
      'Correction annotée transmise le 7 avril 2027{note}.',
    );
    expect(consequencesOf(IN.report_received, 'returnCorrection', '2027-04-08').lines[0]?.text).toBe(
      'Correction annotée transmise le 8 avril 2027, en retard (échéance\u00a0: 7 avril 2027){note}.',
    );
  });

  it.each([
    ['2027-06-16', 14, false],
    ['2027-06-17', 13, true],
    ['2027-07-02', -2, true],
  ])(
    'late on %s, %i days before the revision is due: all are asked to amend the planning: %s',
    (on, daysLeft, told) => {
      const returned = consequencesOf(IN.report_received, 'returnCorrection', on);
      const asked = returned.mails.filter(({ name }) => name === 'revision_short');
      expect(asked.map(({ to }) => to)).toEqual(told ? ['auditeur', 'tutor', 'staff'] : []);
      if (told) expect(asked[0]?.facts).toEqual({ revisionDue: '2027-06-30', daysLeft });
    },
  );

  it('on time, few days left are what the parties agreed', () => {
    const soon = { ...IN.report_received, planning: { reportDue: '2027-03-10', revisionDue: '2027-04-08' } };
    expect(names(consequencesOf(soon, 'returnCorrection', '2027-04-07'))).toEqual(['correction_returned → auditeur']);
  });
});

describe('The revision is deposited (step 4)', () => {
  it('sets the time for the avis (R20), and tells tutor and auditeur', () => {
    const revised = consequencesOf(IN.revision_awaited, 'submitRevision', '2027-03-15');
    expect(dueOf('avis', revised.facts)).toEqual({
      date: '2027-03-29',
      explanation: '29 mars 2027\u00a0: 14 jours (R20) après la réception du rapport révisé le 15 mars 2027.',
    });
    expect(names(revised)).toEqual(['revision_received → tutor', 'revision_received → auditeur']);
  });

  it('or it stays unchanged', () => {
    const unchanged = { file: undefined, unchanged: true };
    const { facts, lines } = consequencesOf(IN.revision_awaited, 'submitRevision', '2027-07-01', unchanged);
    expect(facts.revision).toEqual({ receivedOn: '2027-07-01', unchanged: true });
    expect(lines[0]?.text).toBe(
      'Rapport déclaré inchangé le 1er juillet 2027, en retard (échéance\u00a0: 30 juin 2027){note}.',
    );
  });

  it('a file that comes with « unchanged » is a revision all the same', () => {
    const both = consequencesOf(IN.revision_awaited, 'submitRevision', '2027-03-15', { unchanged: true });
    expect(both.facts.revision).toEqual({ receivedOn: '2027-03-15', unchanged: false });
  });

  it('neither a file nor « unchanged » is refused', () =>
    expect(refused(IN.revision_awaited, 'submitRevision', undefined, { file: undefined, unchanged: false })?.code).toBe(
      'report.missing',
    ));

  it('R12: has the limits of the report', () =>
    expect(
      refused(IN.revision_awaited, 'submitRevision', undefined, {
        file: { ...REPORT_FILE, kind: 'revision', pages: 8 },
      })?.code,
    ).toBe('report.too_long'));
});
