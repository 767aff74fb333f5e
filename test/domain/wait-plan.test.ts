import { civilTime } from '../../calendar/civil-time.ts';
import { DEFAULT_REMINDERS, type NoticeRule, type WaitKind } from '../../domain/reminders.ts';
import { plannedNotices, type WaitToPlan, yearsOf } from '../../domain/wait-plan.ts';

const publicHolidays = civilTime.publicHolidays(2025, 2029);

interface Asked extends Partial<WaitToPlan> {
  rules?: readonly NoticeRule[];
}

function plan(kind: WaitKind, start: string, { rules = DEFAULT_REMINDERS[kind], ...asked }: Asked = {}) {
  const begunAt = asked.begunAt ?? civilTime.atParis(start, '10:00');
  return plannedNotices({ kind, start, begunAt, now: begunAt, told: [], ...asked }, rules, publicHolidays, civilTime);
}

/** « 2026-11-09 08:00 staff », with « ! » for an escalation. */
const told = (notices: ReturnType<typeof plan>): string[] =>
  notices.map(
    ({ at, to, escalation }) => `${civilTime.parisDate(at)} ${civilTime.parisTime(at)} ${to}${escalation ? '!' : ''}`,
  );

describe('the table of reminders, line by line', () => {
  it('a tutor: staff after 5 working days, then weekly; the manager after 10', () => {
    // Monday 2 November; Wednesday 11 is a public holiday.
    expect(told(plan('tutor', '2026-11-02')).slice(0, 4)).toEqual([
      '2026-11-09 08:00 staff',
      '2026-11-16 08:00 staff',
      '2026-11-17 08:00 manager!',
      '2026-11-23 08:00 staff',
    ]);
  });

  it('a booking: the auditeur after 7 and 14 days; staff after 21 days, then weekly', () => {
    expect(told(plan('booking', '2026-11-03')).slice(0, 5)).toEqual([
      '2026-11-10 08:00 auditeur',
      '2026-11-17 08:00 auditeur',
      '2026-11-24 08:00 staff!',
      '2026-12-01 08:00 staff!',
      '2026-12-08 08:00 staff!',
    ]);
  });

  it('the outcome of a meeting: the tutor 1 day after, then every 3 days; staff after 7', () => {
    expect(told(plan('outcome', '2026-11-16')).slice(0, 4)).toEqual([
      '2026-11-17 08:00 tutor',
      '2026-11-20 08:00 tutor',
      '2026-11-23 08:00 tutor',
      '2026-11-23 08:00 staff!',
    ]);
  });

  it.each(['report', 'revision'] as const)(
    'the %s: 14 and 3 days before, on the day, then weekly 3 times; staff the day after',
    (kind) => {
      expect(told(plan(kind, '2026-11-02', { due: '2026-12-10' }))).toEqual([
        '2026-11-26 08:00 auditeur',
        '2026-12-07 08:00 auditeur',
        '2026-12-10 08:00 auditeur',
        '2026-12-11 08:00 staff!',
        '2026-12-17 08:00 auditeur',
        '2026-12-24 08:00 auditeur',
        '2026-12-31 08:00 auditeur',
      ]);
    },
  );

  it('the correction: 7 and 2 days before, then weekly; staff the day after, the manager after 7', () => {
    expect(told(plan('correction', '2026-11-02', { due: '2026-12-02' })).slice(0, 6)).toEqual([
      '2026-11-25 08:00 tutor',
      '2026-11-30 08:00 tutor',
      '2026-12-03 08:00 staff!',
      '2026-12-09 08:00 tutor',
      '2026-12-09 08:00 manager!',
      '2026-12-16 08:00 tutor',
    ]);
  });

  it('the avis: 5 and 1 days before, then weekly; staff the day after, the manager after 7', () => {
    expect(told(plan('avis', '2026-11-12', { due: '2026-11-26' })).slice(0, 5)).toEqual([
      '2026-11-23 08:00 tutor', // Saturday 21, moved forward
      '2026-11-25 08:00 tutor',
      '2026-11-27 08:00 staff!',
      '2026-12-03 08:00 tutor',
      '2026-12-03 08:00 manager!',
    ]);
  });

  it('the follow-up: staff after 5 working days, the manager after 10', () => {
    expect(told(plan('follow_up', '2026-12-21'))).toEqual(['2026-12-29 08:00 staff', '2027-01-06 08:00 manager!']);
  });

  it('the limit: staff and auditeur 30 days before; the manager at it, then weekly (R34)', () => {
    const notices = plan('limit', '2026-10-12', { due: '2027-09-30', now: '2027-08-20T08:00:00.000Z' });
    expect(told(notices).slice(0, 4)).toEqual([
      '2027-08-31 08:00 staff',
      '2027-08-31 08:00 auditeur',
      '2027-09-30 08:00 manager!',
      '2027-10-07 08:00 manager!',
    ]);
  });
});

describe('civil hours', () => {
  it('a notice that falls on a week-end or a public holiday moves forward to the next working day, 8:00', () => {
    const daily = (days: number): NoticeRule[] => [{ to: 'staff', from: 'start', days }];
    expect(told(plan('tutor', '2026-12-24', { rules: daily(1) }))).toEqual(['2026-12-28 08:00 staff']);
    expect(told(plan('tutor', '2027-03-25', { rules: daily(4) }))).toEqual(['2027-03-30 08:00 staff']); // Easter Monday
  });

  it('8:00 is 8:00 in Paris on both sides of the changes of March and October', () => {
    const rules: NoticeRule[] = [{ to: 'staff', from: 'start', days: 3 }];
    const instants = ['2027-03-23', '2027-03-26', '2026-10-20', '2026-10-23'].map(
      (start) => plan('tutor', start, { rules })[0]!.at,
    );
    expect(instants).toEqual([
      '2027-03-26T07:00:00.000Z',
      '2027-03-30T06:00:00.000Z',
      '2026-10-23T06:00:00.000Z',
      '2026-10-26T07:00:00.000Z',
    ]);
  });
});

describe('what falls before the wait, or while nobody was there to send it', () => {
  const begunAt = '2026-11-26T09:00:00.000Z'; // Thursday 10:00

  it('a reminder from before the wait began is dropped, an escalation is told at once', () => {
    const late = plan('correction', '2026-10-01', { due: '2026-11-20', begunAt });
    expect(told(late).slice(0, 3)).toEqual([
      '2026-11-26 10:00 staff!',
      '2026-11-27 08:00 tutor',
      '2026-11-27 08:00 manager!',
    ]);
  });

  it.each([
    ['at night', '2026-11-26T21:00:00.000Z', '2026-11-27 08:00'],
    ['before 8:00', '2026-11-27T06:59:00.000Z', '2026-11-27 08:00'],
    ['at 19:00', '2026-11-26T18:00:00.000Z', '2026-11-27 08:00'],
    ['at 18:59', '2026-11-26T17:59:00.000Z', '2026-11-26 18:59'],
    ['on a Saturday', '2026-11-28T10:00:00.000Z', '2026-11-30 08:00'],
  ])('%s, it waits for the next civil moment', (_, now, expected) => {
    const rules: NoticeRule[] = [{ to: 'staff', escalation: true, from: 'due', days: 1 }];
    expect(told(plan('avis', '2026-11-01', { due: '2026-11-20', begunAt: now, rules }))).toEqual([
      `${expected} staff!`,
    ]);
  });

  it('of the occurrences that a worker missed, each reader is sent one, which stands for the last of each line', () => {
    const asked = { begunAt: '2026-11-03T09:00:00.000Z', now: '2026-12-09T09:00:00.000Z' };
    const first = plan('booking', '2026-11-03', asked);
    expect(told(first).slice(0, 4)).toEqual([
      '2026-12-09 10:00 auditeur',
      '2026-12-09 10:00 staff!',
      '2026-12-15 08:00 staff!',
      '2026-12-22 08:00 staff!',
    ]);
    const keys = first.slice(0, 2).flatMap((notice) => notice.keys);
    expect(keys).toEqual(['2026-11-03/0/0', '2026-11-03/1/0', '2026-11-03/2/2']);
    expect(told(plan('booking', '2026-11-03', { ...asked, told: keys }))[0]).toBe('2026-12-15 08:00 staff!');
  });

  it('two rules that fall on the same moment remind a reader once; an alert stays beside the reminder', () => {
    const rules: NoticeRule[] = [
      { to: 'tutor', from: 'due', days: -2 }, // Saturday 28
      { to: 'tutor', from: 'due', days: -1 }, // Sunday 29
      { to: 'staff', from: 'due', days: -1 },
      { to: 'tutor', escalation: true, from: 'due', days: 0 },
      { to: 'tutor', from: 'due', days: 7 },
    ];
    const notices = plan('avis', '2026-11-16', { due: '2026-11-30', rules });
    expect(told(notices)).toEqual([
      '2026-11-30 08:00 tutor',
      '2026-11-30 08:00 staff',
      '2026-11-30 08:00 tutor!',
      '2026-12-07 08:00 tutor',
    ]);
    expect(notices[0]!.keys).toEqual(['2026-11-30/0/0', '2026-11-30/1/0']);
    const after = plan('avis', '2026-11-16', {
      due: '2026-11-30',
      rules,
      told: notices.slice(0, 3).flatMap((n) => n.keys),
    });
    expect(told(after)).toEqual(['2026-12-07 08:00 tutor']);
  });

  it('one missed at night that waits for 8:00 is one with the next, due then', () => {
    const rules: NoticeRule[] = [{ to: 'staff', from: 'start', days: 1, everyDays: 1 }];
    const asked = { begunAt: '2026-11-02T09:00:00.000Z', now: '2026-11-04T21:00:00.000Z', rules };
    expect(told(plan('tutor', '2026-11-02', asked)).slice(0, 2)).toEqual([
      '2026-11-05 08:00 staff',
      '2026-11-06 08:00 staff',
    ]);
  });

  it('a notice already sent is not sent again', () => {
    const [first, second] = plan('tutor', '2026-11-02');
    const next = plan('tutor', '2026-11-02', { now: first!.at, told: first!.keys });
    expect(next[0]).toEqual(second);
  });

  it('an endless repetition never runs dry', () => {
    const now = '2029-01-03T09:00:00.000Z';
    const rules: NoticeRule[] = [{ to: 'tutor', from: 'due', days: 7, everyDays: 7 }];
    const notices = plan('correction', '2026-11-02', { due: '2026-12-02', rules, now });
    expect(notices.filter(({ at }) => at > now).length).toBeGreaterThan(3);
  });

  it('a due date that moves gives notices of its own', () => {
    const before = plan('report', '2026-11-02', { due: '2026-12-10' }).flatMap(({ keys }) => keys);
    const after = plan('report', '2026-11-02', { due: '2027-01-14', told: before });
    expect(told(after)[0]).toBe('2026-12-31 08:00 auditeur');
  });

  it('at most eight notices are planned at once, in order', () => {
    const notices = plan('tutor', '2026-11-02', {
      rules: Array.from({ length: 20 }, (_, days) => ({
        to: 'staff' as const,
        from: 'start' as const,
        days: 20 - days,
      })),
    });
    expect(notices).toHaveLength(8);
    expect(notices.map(({ at }) => at)).toEqual(notices.map(({ at }) => at).sort());
  });
});

describe('the reminder of a meeting', () => {
  const meeting = (date: string, time: string, begunAt: string, asked: Asked = {}) =>
    told(plan('meeting', date, { begunAt, now: begunAt, meetingStartsAt: civilTime.atParis(date, time), ...asked }));

  it('goes to both the day before, at the meeting’s own time', () => {
    expect(meeting('2026-11-26', '14:30', '2026-11-20T09:00:00.000Z')).toEqual([
      '2026-11-25 14:30 auditeur',
      '2026-11-25 14:30 tutor',
    ]);
  });

  it('of a Monday moves back to Friday; after a public holiday, to the working day before', () => {
    expect(meeting('2026-11-23', '09:00', '2026-11-16T09:00:00.000Z')[0]).toBe('2026-11-20 09:00 auditeur');
    expect(meeting('2026-11-12', '09:00', '2026-11-03T09:00:00.000Z')[0]).toBe('2026-11-10 09:00 auditeur');
  });

  it('is at the same hour in Paris when the clocks change in between', () => {
    // Friday 23 October is summer time, Monday 26 is winter time.
    const notices = plan('meeting', '2026-10-26', {
      begunAt: '2026-10-12T09:00:00.000Z',
      meetingStartsAt: civilTime.atParis('2026-10-26', '09:00'),
    });
    expect(notices[0]!.at).toBe('2026-10-23T07:00:00.000Z');
  });

  it('is dropped when that is past', () => {
    expect(meeting('2026-11-26', '14:30', '2026-11-25T13:30:00.000Z')).toEqual([]);
    expect(meeting('2026-11-26', '14:30', '2026-11-25T13:29:00.000Z')).toHaveLength(2);
  });

  it('missed while nobody was there is sent late, as long as the meeting is ahead', () => {
    const booked = '2026-11-20T09:00:00.000Z';
    const late = { now: '2026-11-26T07:30:00.000Z' };
    expect(meeting('2026-11-26', '14:30', booked, late)[0]).toBe('2026-11-26 08:30 auditeur');
    expect(meeting('2026-11-26', '14:30', booked, { now: '2026-11-26T14:00:00.000Z' })).toEqual([]);
  });

  it('is sent once', () => {
    const asked = { begunAt: '2026-11-20T09:00:00.000Z', meetingStartsAt: civilTime.atParis('2026-11-26', '14:30') };
    const [auditeur] = plan('meeting', '2026-11-26', asked);
    expect(told(plan('meeting', '2026-11-26', { ...asked, told: auditeur!.keys }))).toEqual(['2026-11-25 14:30 tutor']);
  });
});

describe('the years whose public holidays a plan needs', () => {
  it('reach from the year before the wait to the year after what is due', () => {
    const years = yearsOf({ start: '2026-12-30', due: '2027-01-10', now: '2026-12-30T10:00:00.000Z' });
    expect(years).toEqual({ from: 2025, to: 2028 });
  });
});
