import { outcomeOf, situationOf } from '../../domain/progress.ts';
import { after, consequencesOf, IN, noonOf, refused } from './given.ts';

const UNTIL_AVIS = [
  'no_tutor',
  'no_meeting',
  'meeting_booked',
  'meeting_to_record',
  'report_awaited',
  'report_received',
  'revision_awaited',
  'avis_awaited',
] as const;

describe('Withdrawal (R33): until the avis, with a reason; all are told', () => {
  it.each(UNTIL_AVIS)('R33: in %s, by staff or by the auditeur', (situation) => {
    expect(refused(IN[situation], 'withdraw', undefined, { hasReason: false })?.code).toBe('reason.required');
    expect(refused(IN[situation], 'withdraw', undefined, { role: 'auditeur' })).toBeUndefined();
    const { facts, mails } = consequencesOf(IN[situation], 'withdraw');
    expect(situationOf(facts, noonOf('2027-03-15'))).toBe('closed');
    expect(outcomeOf(facts)).toBe('withdrawn');
    const told = mails.filter(({ name }) => name === 'withdrawn').map(({ to }) => to);
    expect(told).toEqual(situation === 'no_tutor' ? ['auditeur', 'staff'] : ['auditeur', 'tutor', 'staff']);
  });

  it.each(['follow_up_awaited', 'closed'] as const)('R33: not after the avis (%s)', (situation) =>
    expect(refused(IN[situation], 'withdraw')?.code).toBe('enrolment.state'),
  );

  it('R33: a meeting still to come is called off, one whose hour has passed is not', () => {
    const names = (situation: keyof typeof IN) =>
      consequencesOf(IN[situation], 'withdraw').mails.map(({ name }) => name);
    expect(names('meeting_booked').filter((name) => name === 'meeting_called_off')).toHaveLength(2);
    expect(names('meeting_to_record')).not.toContain('meeting_called_off');
  });
});

describe('The two-semester limit (R32, R34), 30 September 2027', () => {
  it.each([
    ['2027-09-29', 'limit.not_reached'],
    ['2027-09-30', undefined],
    ['2027-10-01', undefined],
  ])('R34: closed as expired on %s: %s', (today, code) =>
    expect(refused(IN.report_awaited, 'expire', today)?.code).toBe(code),
  );

  it.each(UNTIL_AVIS)('R34: in %s a manager may close as expired, with a reason', (situation) => {
    expect(refused(IN[situation], 'expire', '2027-10-01', { hasReason: false })?.code).toBe('reason.required');
    const { facts } = consequencesOf(IN[situation], 'expire', '2027-10-01');
    expect(outcomeOf(facts)).toBe('expired');
  });

  it.each([
    ['2027-09-29', 'limit.not_later'],
    ['2027-09-30', 'limit.not_later'],
    ['2027-10-01', undefined],
    ['2028-01-31', undefined],
  ])('R32: extended to %s: %s', (limit, code) =>
    expect(refused(IN.report_awaited, 'extendLimit', undefined, { limit })?.code).toBe(code),
  );

  it.each([
    ['2027-11-04', 'limit.not_later'],
    ['2027-11-05', undefined],
  ])('R32: extended on 5 November 2027, after the limit, to %s: %s', (limit, code) =>
    expect(refused(IN.report_awaited, 'extendLimit', '2027-11-05', { limit })?.code).toBe(code),
  );

  it('R32: with a reason; all are told, and the limit is another', () => {
    expect(refused(IN.report_awaited, 'extendLimit', undefined, { hasReason: false })?.code).toBe('reason.required');
    const { facts, lines, mails } = consequencesOf(IN.report_awaited, 'extendLimit');
    expect(facts.limit).toBe('2028-01-31');
    expect(lines[0]?.text).toBe('Limite de la prestation reportée du 30 septembre 2027 au 31 janvier 2028{reason}.');
    expect(mails.map(({ to }) => to)).toEqual(['auditeur', 'tutor', 'staff']);
    expect(refused(facts, 'expire', '2027-09-30')?.code).toBe('limit.not_reached');
  });

  it('R34: after the limit commands are still taken, and flagged', () => {
    const flagged = (today: string) =>
      consequencesOf(IN.report_awaited, 'submitReport', today).lines.filter(({ type }) => type === 'limit.exceeded');
    expect(flagged('2027-09-30')).toEqual([]);
    expect(flagged('2027-10-01')).toEqual([
      { type: 'limit.exceeded', text: 'Fait après la limite de la prestation (30 septembre 2027).' },
    ]);
  });

  it('R34: what a manager decides at the limit is not flagged', () => {
    for (const name of ['expire', 'extendLimit'] as const) {
      const { lines } = consequencesOf(IN.report_awaited, name, '2027-10-01');
      expect(lines.map(({ type }) => type)).not.toContain('limit.exceeded');
    }
  });

  it('R34: nothing closes on its own: the facts are open years later', () =>
    expect(situationOf(after(IN.no_tutor, 'assignTutor'), '2037-01-01T00:00:00.000Z')).toBe('no_meeting'));
});
