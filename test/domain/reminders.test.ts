import fc from 'fast-check';
import { addDays, isWorkingDay } from '../../domain/dates.ts';
import {
  DEFAULT_REMINDERS,
  datedNotices,
  meetingReminderDay,
  type NoticeBase,
  type NoticeRule,
  type WaitKind,
} from '../../domain/reminders.ts';
import { describeWait, waitStart } from '../../domain/waits.ts';
import { IN, PUBLIC_HOLIDAYS } from './given.ts';

/** « 2026-11-09 staff », « 2026-11-17 manager! » for an escalation; the first `count` of them. */
const told = (
  kind: WaitKind,
  base: NoticeBase,
  count: number,
  rules: readonly NoticeRule[] = DEFAULT_REMINDERS[kind],
) =>
  datedNotices(rules, base, PUBLIC_HOLIDAYS, base.start)
    .slice(0, count)
    .map(({ on, to, escalation }) => `${on} ${to}${escalation ? '!' : ''}`);

describe('The table of reminders and escalations: the default policy', () => {
  it('a tutor is awaited from staff: staff after 5 working days, then weekly; manager after 10 working days', () =>
    expect(told('tutor', { start: '2026-11-27' }, 6)).toEqual([
      '2026-12-04 staff',
      '2026-12-11 staff',
      '2026-12-11 manager!',
      '2026-12-18 staff',
      '2026-12-28 staff', // from Christmas, a Friday
      '2027-01-04 staff', // from New Year's day
    ]));

  it('a tutor is awaited, Armistice day among the working days', () =>
    expect(told('tutor', { start: '2026-11-04' }, 3)).toEqual([
      '2026-11-12 staff',
      '2026-11-19 staff',
      '2026-11-19 manager!',
    ]));

  it('a booking is awaited: auditeur after 7 and 14 days; staff after 21, then weekly', () =>
    expect(told('booking', { start: '2026-10-28' }, 6)).toEqual([
      '2026-11-04 auditeur',
      '2026-11-12 auditeur', // from Armistice day
      '2026-11-18 staff!',
      '2026-11-25 staff!',
      '2026-12-02 staff!',
      '2026-12-09 staff!',
    ]));

  it('a booking is awaited from a Saturday on', () =>
    expect(told('booking', { start: '2026-10-24' }, 4)).toEqual([
      '2026-11-02 auditeur',
      '2026-11-09 auditeur',
      '2026-11-16 staff!',
      '2026-11-23 staff!',
    ]));

  it('the outcome of a meeting is awaited: tutor 1 day after it, then every 3 days; staff after 7 days', () =>
    expect(told('outcome', { start: '2026-11-05' }, 7)).toEqual([
      '2026-11-06 tutor',
      '2026-11-09 tutor',
      '2026-11-12 tutor',
      '2026-11-12 staff!',
      '2026-11-16 tutor', // from Sunday 15
      '2026-11-18 tutor',
      '2026-11-23 tutor', // from Saturday 21
    ]));

  const DEPOSIT = [
    '2026-11-02 auditeur', // from Sunday 1
    '2026-11-12 auditeur',
    '2026-11-16 auditeur', // from Sunday 15, the date itself
    '2026-11-16 staff!',
    '2026-11-23 auditeur',
    '2026-11-30 auditeur',
    '2026-12-07 auditeur',
  ];
  it.each(['report', 'revision'] as const)(
    'the %s is awaited: auditeur 14 and 3 days before, on the day, then weekly, 3 times; staff the day after',
    (kind) => expect(told(kind, { start: '2026-10-05', due: '2026-11-15' }, 99)).toEqual(DEPOSIT),
  );

  it.each(['report', 'revision'] as const)('the %s is due on a Friday before holidays', (kind) =>
    expect(told(kind, { start: '2026-10-05', due: '2026-12-11' }, 99)).toEqual([
      '2026-11-27 auditeur',
      '2026-12-08 auditeur',
      '2026-12-11 auditeur',
      '2026-12-14 staff!', // from Saturday 12
      '2026-12-18 auditeur',
      '2026-12-28 auditeur', // from Christmas
      '2027-01-04 auditeur', // from New Year's day
    ]),
  );

  it('the correction is awaited: tutor 7 and 2 days before, then weekly; staff the day after, manager after 7 days', () =>
    expect(told('correction', { start: '2026-10-06', due: '2026-11-03' }, 7)).toEqual([
      '2026-10-27 tutor',
      '2026-11-02 tutor', // from Sunday 1
      '2026-11-04 staff!',
      '2026-11-10 tutor',
      '2026-11-10 manager!',
      '2026-11-17 tutor',
      '2026-11-24 tutor',
    ]));

  it('the avis is awaited: tutor 5 and 1 days before, then weekly; staff the day after, manager after 7 days', () =>
    expect(told('avis', { start: '2026-10-28', due: '2026-11-11' }, 6)).toEqual([
      '2026-11-06 tutor',
      '2026-11-10 tutor',
      '2026-11-12 staff!',
      '2026-11-18 tutor',
      '2026-11-18 manager!',
      '2026-11-25 tutor',
    ]));

  it('the follow-up is awaited: staff after 5 working days, manager after 10', () =>
    expect(told('follow_up', { start: '2026-12-24', due: '2027-01-11' }, 99)).toEqual([
      '2027-01-04 staff',
      '2027-01-11 manager!',
    ]));

  it('R34: the limit nears: staff and auditeur 30 days before; a manager at it, then weekly', () => {
    expect(told('limit', { start: '2026-10-01', due: '2027-09-30' }, 5)).toEqual([
      '2027-08-31 staff',
      '2027-08-31 auditeur',
      '2027-09-30 manager!',
      '2027-10-07 manager!',
      '2027-10-14 manager!',
    ]);
    expect(told('limit', { start: '2026-02-10', due: '2027-01-31' }, 4)).toEqual([
      '2027-01-04 staff', // from New Year's day
      '2027-01-04 auditeur',
      '2027-02-01 manager!', // from Sunday 31
      '2027-02-08 manager!',
    ]);
  });
});

describe('The reminder of a meeting (R10): the day before, moved back to a working day', () => {
  it.each([
    ['2026-11-06', '2026-11-05', 'a Friday'],
    ['2026-11-16', '2026-11-13', 'a Monday: on Friday'],
    ['2026-11-12', '2026-11-10', 'the day after Armistice day'],
    ['2027-03-30', '2027-03-26', 'the Tuesday after Easter'],
  ])('R10: of %s is on %s (%s)', (date, on, _) => expect(meetingReminderDay(date, PUBLIC_HOLIDAYS)).toBe(on));
});

describe('A policy is data', () => {
  it('another one gives other dates', () => {
    const rules: NoticeRule[] = [
      { to: 'tutor', from: 'due', days: -1 },
      { to: 'manager', escalation: true, from: 'start', days: 2, working: true, everyDays: 2, times: 2 },
    ];
    expect(told('avis', { start: '2026-11-09', due: '2026-11-20' }, 99, rules)).toEqual([
      '2026-11-12 manager!', // from Tuesday 10 and Thursday 12: Armistice day is no working day
      '2026-11-16 manager!', // from Saturday 14
      '2026-11-19 tutor',
    ]);
  });

  it('an empty one reminds nobody', () =>
    expect(told('avis', { start: '2026-11-09', due: '2026-11-20' }, 99, [])).toEqual([]));

  it('a rule that counts from a due date waits for one', () =>
    expect(told('correction', { start: '2026-11-09' }, 99)).toEqual([]));

  const rule = fc.record(
    {
      to: fc.constantFrom('auditeur', 'tutor', 'staff', 'manager' as const),
      escalation: fc.boolean(),
      from: fc.constantFrom('start', 'due' as const),
      days: fc.integer({ min: -30, max: 30 }),
      everyDays: fc.integer({ min: 1, max: 20 }),
      times: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: ['to', 'from', 'days'] },
  ) as fc.Arbitrary<NoticeRule>;
  const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2026-09-01', days));

  it('every notice is on a working day, once, in order, and no rule tells twice on a day', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), day, day, day, (rules, start, due, from) => {
        const notices = datedNotices(rules, { start, due }, PUBLIC_HOLIDAYS, from);
        expect(notices.every(({ on }) => isWorkingDay(on, PUBLIC_HOLIDAYS))).toBe(true);
        expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
        expect(notices.map(({ on }) => on)).toEqual(notices.map(({ on }) => on).sort());
        const perRule = notices.map(({ key, on }) => `${key.split('/').slice(0, -1).join('/')} ${on}`);
        expect(new Set(perRule).size).toBe(perRule.length);
      }),
    );
  });

  it('an endless repetition goes on whenever it is laid out anew, with the same keys', () => {
    const rules = DEFAULT_REMINDERS.tutor;
    const base = { start: '2026-11-02' };
    const first = datedNotices(rules, base, PUBLIC_HOLIDAYS, '2026-11-02');
    const later = datedNotices(rules, base, PUBLIC_HOLIDAYS, '2027-06-01');
    expect(later.slice(0, first.length).map(({ key, on }) => [key, on])).toEqual(first.map(({ key, on }) => [key, on]));
    expect(later.filter(({ on }) => on >= '2027-06-01')).toHaveLength(6);
  });

  it('a due date that moves gives notices with other keys', () => {
    const keys = (due: string) =>
      datedNotices(DEFAULT_REMINDERS.report, { start: '2026-11-02', due }, PUBLIC_HOLIDAYS, '2026-11-02').map(
        ({ key }) => key,
      );
    expect(keys('2026-12-01').filter((key) => keys('2026-12-08').includes(key))).toEqual([]);
  });
});

describe('The day from which a wait counts', () => {
  it.each([
    ['tutor', IN.no_tutor, '2026-10-01', 'the day of the entry, also of an earlier registration'],
    ['booking', IN.no_meeting, '2026-10-05', 'the assignment'],
    ['meeting', IN.meeting_booked, '2027-03-15', 'the meeting'],
    ['outcome', IN.meeting_to_record, '2026-11-05', 'the meeting'],
    ['report', IN.report_awaited, '2026-11-05', 'the meeting held'],
    ['correction', IN.report_received, '2027-03-10', 'the reception'],
    ['revision', IN.revision_awaited, '2027-03-12', 'the correction'],
    ['avis', IN.avis_awaited, '2027-03-13', 'the reception of the revision'],
    ['follow_up', IN.follow_up_awaited, '2027-03-14', 'the avis'],
    ['limit', IN.no_tutor, '2026-10-01', 'the registration'],
  ] as const)('%s: %s', (kind, facts, start, _) => expect(waitStart(kind, facts)).toBe(start));

  it('a tutor is awaited from the day the enrolment was entered, not from an earlier registration', () =>
    expect(waitStart('tutor', { ...IN.no_tutor, enteredOn: '2026-10-20' })).toBe('2026-10-20'));

  it('a booking is awaited anew when a meeting falls through, and when the tutor changes, whichever is later', () => {
    const reopened = { ...IN.no_meeting, bookingReopenedOn: '2026-11-06' };
    expect(waitStart('booking', reopened)).toBe('2026-11-06');
    expect(waitStart('booking', { ...reopened, tutor: { id: 't', code: 'T', assignedOn: '2026-11-10' } })).toBe(
      '2026-11-10',
    );
  });

  it('each wait is said in French', () => {
    for (const kind of Object.keys(DEFAULT_REMINDERS) as WaitKind[])
      expect(describeWait(kind)).toMatch(/ est | approche/);
  });
});
