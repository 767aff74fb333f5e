import { apply } from '../../domain/acts/acts.ts';
import { dueOf } from '../../domain/waits.ts';
import { command, consequencesOf, IN, refused } from './given.ts';

const asking = (reportDue: string, revisionDue: string) => ({ planning: { reportDue, revisionDue } });

describe('The parties amend the planning (R32)', () => {
  it.each(['report_awaited', 'report_received', 'revision_awaited'] as const)(
    'R32: in %s, with a reason',
    (situation) => {
      expect(refused(IN[situation], 'amendPlanning')).toBeUndefined();
      expect(refused(IN[situation], 'amendPlanning', undefined, { hasReason: false })?.code).toBe('reason.required');
      expect(refused(IN[situation], 'amendPlanning', undefined, { role: 'tutor' })).toBeUndefined();
    },
  );

  it.each([
    'no_tutor',
    'no_meeting',
    'meeting_booked',
    'meeting_to_record',
    'avis_awaited',
    'follow_up_awaited',
    'closed',
  ] as const)('R32: not in %s', (situation) =>
    expect(refused(IN[situation], 'amendPlanning')?.code).toBe('enrolment.state'),
  );

  it('R32: the report is awaited: both dates move, within R11, also when the date butoir has passed', () => {
    const overdue = IN.report_awaited;
    expect(refused(overdue, 'amendPlanning', '2027-04-20', asking('2027-04-20', '2027-07-01'))?.code).toBe(
      'planning.order',
    );
    const { facts, lines, mails } = consequencesOf(
      overdue,
      'amendPlanning',
      '2027-04-20',
      asking('2027-05-10', '2027-07-01'),
    );
    expect(dueOf('report', facts)?.date).toBe('2027-05-10');
    expect(lines[0]?.text).toBe(
      'Planning modifié\u00a0: rapport le 10 mai 2027, rapport révisé le 1er juillet 2027{reason}.',
    );
    expect(mails.map(({ name, to }) => [name, to])).toEqual([
      ['planning_amended', 'auditeur'],
      ['planning_amended', 'tutor'],
    ]);
  });

  it('R32: the report is there: its date butoir stays, whatever is asked; the revision comes after the correction', () => {
    const due = IN.report_received.report?.due.date;
    expect(due).toBe('2027-04-07');
    expect(refused(IN.report_received, 'amendPlanning', undefined, asking('2027-06-01', '2027-04-07'))?.code).toBe(
      'planning.order',
    );
    const { facts } = consequencesOf(
      IN.report_received,
      'amendPlanning',
      undefined,
      asking('2027-06-01', '2027-04-08'),
    );
    expect(facts.planning).toEqual({ reportDue: '2027-04-01', revisionDue: '2027-04-08' });
    expect(dueOf('correction', facts)?.date).toBe(due);
  });

  it('R32: the correction is returned: the revision can be due from tomorrow until 14 days before the limit', () => {
    const on = (revisionDue: string) =>
      refused(IN.revision_awaited, 'amendPlanning', '2027-03-15', asking('2027-04-01', revisionDue))?.code;
    expect(on('2027-03-15')).toBe('planning.order');
    expect(on('2027-03-16')).toBeUndefined();
    expect(on('2027-09-16')).toBeUndefined();
    expect(on('2027-09-17')).toBe('planning.exceeds_two_semesters');
  });

  it('R32: an extended limit makes room', () => {
    const extended = apply('extendLimit', IN.revision_awaited, command('extendLimit')).facts;
    expect(refused(extended, 'amendPlanning', undefined, asking('2027-04-01', '2028-01-17'))).toBeUndefined();
    expect(refused(extended, 'amendPlanning', undefined, asking('2027-04-01', '2028-01-18'))?.code).toBe(
      'planning.exceeds_two_semesters',
    );
  });
});
