import { mailTo } from '../../domain/mails.ts';
import {
  isMeetingSlot,
  MEETING_STARTS,
  meetingDays,
  requireMeetingSlot,
  requireObjectivesMet,
  type Slot,
} from '../../domain/meeting.ts';
import { horizonOf, latenessInFrench, latenessOf, type MeetingLateness } from '../../domain/meeting-horizon.ts';
import { latestReport } from '../../domain/planning.ts';
import { situationOf, stepOf } from '../../domain/progress.ts';
import {
  after,
  command,
  consequencesOf,
  IN,
  noonOf,
  PUBLIC_HOLIDAYS,
  refusalOf,
  refused,
  SCHOOL_HOLIDAYS,
  slot,
  typographicFaults,
} from './given.ts';

const judged = (wanted: Slot, now = '2026-09-01T08:00:00.000Z') =>
  refusalOf(() => requireMeetingSlot(wanted, now, PUBLIC_HOLIDAYS))?.code;

describe('The slot of the first meeting (R10): 30 minutes, Monday to Friday, from 8:00, ended by 19:00, Paris time', () => {
  it.each([
    ['07:59', '05:59', 'meeting.outside_hours'],
    ['08:00', '06:00', undefined],
    ['12:15', '10:15', undefined],
    ['18:30', '16:30', undefined],
    ['18:31', '16:31', 'meeting.outside_hours'],
    ['19:00', '17:00', 'meeting.outside_hours'],
    ['00:00', '22:00', 'meeting.outside_hours'],
    ['23:59', '21:59', 'meeting.outside_hours'],
  ])('R10: at %s in summer (%s UTC): %s', (time, utc, code) =>
    expect(judged(slot('2026-10-06', time, utc))).toBe(code),
  );

  it('R10: a second after 18:30 would end after 19:00; a second before 8:00 is before 8:00', () => {
    expect(judged({ ...slot('2026-10-06', '18:30'), startsAt: '2026-10-06T16:30:01.000Z' })).toBe(
      'meeting.outside_hours',
    );
    expect(judged({ ...slot('2026-10-06', '07:59'), startsAt: '2026-10-06T05:59:59.999Z' })).toBe(
      'meeting.outside_hours',
    );
  });

  it.each([
    ['2026-10-05', 'Monday', undefined],
    ['2026-10-09', 'Friday', undefined],
    ['2026-10-10', 'Saturday', 'meeting.outside_hours'],
    ['2026-10-11', 'Sunday', 'meeting.outside_hours'],
    ['2026-11-11', 'Armistice day, a Wednesday', 'meeting.public_holiday'],
    ['2027-05-06', 'Ascension day, a Thursday', 'meeting.public_holiday'],
    ['2027-05-07', 'the bridge after it', undefined],
  ])('R10: on %s (%s): %s', (date, _, code) => expect(judged(slot(date))).toBe(code));

  it.each([
    ['2026-03-27', 'the Friday before the clocks go forward', '07:00', '08:00'],
    ['2026-03-30', 'the Monday after', '06:00', '08:00'],
    ['2026-10-23', 'the Friday before the clocks go back', '06:00', '08:00'],
    ['2026-10-26', 'the Monday after', '07:00', '08:00'],
  ])('R10: 8:00 in Paris on %s (%s) is %s UTC', (date, _, utc, time) =>
    expect(judged(slot(date, time, utc), '2026-01-01T00:00:00.000Z')).toBeUndefined(),
  );

  it('R10: in the future: not a minute ago, not this very instant, a minute from now', () => {
    const wanted = slot('2026-10-06', '14:30', '12:30');
    expect(judged(wanted, '2026-10-06T12:31:00.000Z')).toBe('meeting.in_the_past');
    expect(judged(wanted, '2026-10-06T12:30:00.000Z')).toBe('meeting.in_the_past');
    expect(judged(wanted, '2026-10-06T12:29:00.000Z')).toBeUndefined();
  });

  it('R10: says which day is a public holiday', () =>
    expect(
      refusalOf(() => requireMeetingSlot(slot('2026-11-11'), '2026-09-01T08:00:00.000Z', PUBLIC_HOLIDAYS))?.message,
    ).toBe('Le mercredi 11 novembre 2026 est un jour férié\u00a0: choisissez un autre jour.'));
});

describe('A meeting is booked, moved and called off (R10)', () => {
  const booked = consequencesOf(IN.no_meeting, 'bookMeeting', '2026-10-06', { slot: slot('2026-11-05') });

  it('R10: both get an invitation; step 1 ends', () => {
    expect(stepOf(IN.no_meeting, 'no_meeting')).toBe('tutor_assignment');
    expect(stepOf(booked.facts, 'meeting_booked')).toBe('first_meeting');
    const meeting = { startsAt: '2026-11-05T13:30:00.000Z', date: '2026-11-05', sequence: 0 };
    expect(booked.mails).toEqual(mailTo(['auditeur', 'tutor'], 'meeting_booked', { meeting, moved: false }));
    expect(booked.lines[0]?.text).toBe('Premier rendez-vous fixé au jeudi 5 novembre 2026 à 14\u00a0h\u00a030.');
  });

  it.each(['auditeur', 'tutor', 'staff'] as const)('R10: by the %s', (role) =>
    expect(refused(IN.no_meeting, 'bookMeeting', undefined, { role })).toBeUndefined(),
  );

  it('R10: the SEQUENCE rises with each move, cancellation and new booking', () => {
    const moved = consequencesOf(booked.facts, 'bookMeeting', '2026-10-07', { slot: slot('2026-11-06') });
    expect(moved.lines[0]?.type).toBe('meeting.moved');
    expect(moved.facts.meeting?.sequence).toBe(1);
    const off = consequencesOf(moved.facts, 'callOffMeeting', '2026-10-08');
    expect(off.mails.map(({ facts }) => (facts as { meeting: { sequence: number } }).meeting.sequence)).toEqual([2, 2]);
    expect(after(off.facts, 'bookMeeting', '2026-10-09', { slot: slot('2026-11-09') }).meeting?.sequence).toBe(3);
  });

  it('R10: called off, with a reason, it is to be booked again, and the step does not go back', () => {
    expect(refused(booked.facts, 'callOffMeeting', '2026-10-08', { hasReason: false })?.code).toBe('reason.required');
    const { facts } = consequencesOf(booked.facts, 'callOffMeeting', '2026-10-08');
    expect(situationOf(facts, noonOf('2026-10-08'))).toBe('no_meeting');
    expect(stepOf(facts, 'no_meeting')).toBe('first_meeting');
    expect(facts.bookingReopenedOn).toBe('2026-10-08');
  });

  it('R10: one whose hour has passed can still be moved', () =>
    expect(refused(IN.meeting_to_record, 'bookMeeting')).toBeUndefined());
});

describe('A first meeting near the limit, or after it (R10, R11, R34)', () => {
  const RULES = { today: '2026-11-05', limit: '2027-09-30', zone: 'B', periods: SCHOOL_HOLIDAYS, avisDays: 14 };

  it('R11: leads on to a planning until the day before the last date butoir that fits', () => {
    expect(latestReport(RULES)).toBe('2027-08-04');
    expect(horizonOf(RULES)).toEqual({ limit: '2027-09-30', lastDay: '2027-08-03' });
    const planning = { reportDue: '2027-08-04', revisionDue: '2027-09-16' };
    const heldOn = (today: string) => refused(IN.no_meeting, 'recordMeeting', today, { heldOn: today, planning })?.code;
    expect([heldOn('2027-08-03'), heldOn('2027-08-04')]).toEqual([undefined, 'planning.order']);
  });

  it('R11: has no such day once no date butoir fits any more', () =>
    expect(horizonOf({ ...RULES, today: '2027-08-04' })).toEqual({ limit: '2027-09-30' }));

  it.each([
    ['2027-08-03', undefined],
    ['2027-08-04', 'no_room'],
    ['2027-09-30', 'no_room'],
    ['2027-10-01', 'after_limit'],
  ])('on %s: %s; and what is told of it names the limit and what can be done', (date, lateness) => {
    const horizon = horizonOf(RULES);
    expect(latenessOf(date, horizon)).toBe(lateness);
    if (!lateness) return;
    const told = latenessInFrench(lateness as MeetingLateness, horizon);
    expect(typographicFaults(told)).toEqual([]);
    expect(told).toContain('30 septembre 2027');
    expect(told).toContain('jusqu’au 3 août 2027');
  });

  it('R34: after the limit it is taken all the same, and flagged once', () => {
    const linesOn = (today: string, date: string) =>
      consequencesOf(IN.no_meeting, 'bookMeeting', today, { slot: slot(date) }).lines.map(({ type }) => type);
    expect(linesOn('2027-03-15', '2027-09-30')).toEqual(['meeting.booked']);
    expect(linesOn('2027-03-15', '2027-10-01')).toEqual(['meeting.booked', 'meeting.after_limit']);
    expect(linesOn('2027-10-01', '2027-10-04')).toEqual(['meeting.booked', 'limit.exceeded']);
  });
});

describe('The outcome of the meeting (step 2)', () => {
  it('not held: booked again, with a reason kept in the journal; the step does not go back', () => {
    const absent = { held: false, heldOn: undefined, hasReason: true };
    expect(refused(IN.meeting_to_record, 'recordMeeting', '2026-11-06', { ...absent, hasReason: false })?.code).toBe(
      'reason.required',
    );
    const { facts, lines, mails } = consequencesOf(IN.meeting_to_record, 'recordMeeting', '2026-11-06', absent);
    expect(situationOf(facts, noonOf('2026-11-06'))).toBe('no_meeting');
    expect(stepOf(facts, 'no_meeting')).toBe('first_meeting');
    expect(lines.map(({ type }) => type)).toEqual(['meeting.not_held']);
    expect(mails.map(({ name, to }) => [name, to])).toEqual([
      ['meeting_not_held', 'auditeur'],
      ['meeting_not_held', 'tutor'],
    ]);
    expect(facts.tutoringMinutes).toBe(0);
  });

  it('held: on the day of the slot, with its planning, its thirty minutes and no cancellation', () => {
    const { facts, mails, accepted } = consequencesOf(IN.meeting_to_record, 'recordMeeting', '2026-11-06', {
      heldOn: undefined,
    });
    expect(facts.heldOn).toBe('2026-11-05');
    expect(facts.tutoringMinutes).toBe(30);
    expect(accepted).toEqual({ on: '2026-11-05', minutes: 30 });
    expect(mails.map(({ name }) => name)).toEqual(['planning_agreed', 'planning_agreed']);
  });

  it('before the slot it is too early (409), unless it was held on another day, which cancels the invitation', () => {
    const early = { at: '2026-11-05T13:29:59.999Z', heldOn: undefined };
    expect(refused(IN.meeting_to_record, 'recordMeeting', '2026-11-05', early)?.code).toBe('meeting.not_yet');
    expect(
      refused(IN.meeting_to_record, 'recordMeeting', '2026-11-05', { ...early, held: false, hasReason: true })?.code,
    ).toBe('meeting.not_yet');
    const { facts, mails } = consequencesOf(IN.meeting_to_record, 'recordMeeting', '2026-11-05', {
      ...early,
      heldOn: '2026-11-03',
    });
    expect(facts.heldOn).toBe('2026-11-03');
    expect(facts.meeting).toBeUndefined();
    expect(mails.filter(({ name }) => name === 'meeting_called_off').map(({ to }) => to)).toEqual([
      'auditeur',
      'tutor',
    ]);
  });

  it('at the very instant of the slot, its outcome can be recorded', () =>
    expect(
      refused(IN.meeting_to_record, 'recordMeeting', '2026-11-05', {
        at: '2026-11-05T13:30:00.000Z',
        heldOn: undefined,
      }),
    ).toBeUndefined());

  it('R35: with no meeting booked, only one held on a given day can be recorded, by staff or tutor', () => {
    expect(refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { heldOn: undefined })?.code).toBe('enrolment.state');
    const absent = refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { held: false, hasReason: true });
    expect([absent?.code, absent?.errors]).toEqual(['enrolment.state', []]);
    const dateless = refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { heldOn: undefined });
    expect(dateless?.errors.map(({ path }) => path)).toEqual(['heldOn']);
    expect(refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { heldOn: '2026-11-04' })).toBeUndefined();
    expect(
      refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { heldOn: '2026-11-04', role: 'tutor' }),
    ).toBeUndefined();
  });

  it.each([
    ['2026-09-30', 'date.before_step'],
    ['2026-10-01', undefined],
    ['2026-11-05', undefined],
    ['2026-11-06', 'date.in_the_future'],
  ])('R35: held on %s, registered on 1 October, told on 5 November: %s', (heldOn, code) =>
    expect(refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { heldOn })?.code).toBe(code),
  );

  it('R10: the hours do not apply to a meeting held otherwise, on a Sunday for instance', () =>
    expect(refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { heldOn: '2026-11-01' })).toBeUndefined());

  it('held without a planning is refused', () =>
    expect(refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { planning: undefined })?.code).toBe(
      'planning.required',
    ));

  it('R11: its planning is judged, and the field is named as it was sent', () => {
    const refusal = refused(IN.no_meeting, 'recordMeeting', '2026-11-05', {
      planning: { reportDue: '2026-11-05', revisionDue: '2027-06-30' },
    });
    expect(refusal?.code).toBe('planning.order');
    expect(refusal?.errors[0]?.path).toBe('planning.reportDue');
  });
});

describe('The four objectives of the meeting', () => {
  const ALL = { acquainted: true, instructions: true, questions: true, planning: true };

  it('are each confirmed', () => expect(refusalOf(() => requireObjectivesMet(ALL))).toBeUndefined());

  it.each(['acquainted', 'instructions', 'questions', 'planning'] as const)('%s is missing, or denied', (objective) => {
    for (const objectives of [
      { ...ALL, [objective]: false },
      { ...ALL, [objective]: undefined },
    ]) {
      const refusal = refusalOf(() => requireObjectivesMet(objectives));
      expect(refusal?.code).toBe('meeting.objectives');
      expect(refusal?.errors.map(({ path }) => path)).toEqual([`objectives.${objective}`]);
    }
  });

  it('all four are named when none was given', () => {
    const refusal = refusalOf(() => requireObjectivesMet(undefined));
    expect(refusal?.errors).toHaveLength(4);
    expect(refusal?.message).toContain('faire connaissance, transmettre les consignes');
  });

  it('are asked for by recordMeeting, before the planning', () =>
    expect(
      refused(IN.no_meeting, 'recordMeeting', '2026-11-05', { objectives: undefined, planning: undefined })?.code,
    ).toBe('meeting.objectives'));

  it('are not asked for when the meeting was not held', () => {
    const absent = { held: false, heldOn: undefined, hasReason: true, objectives: undefined, planning: undefined };
    expect(command('recordMeeting', '2026-11-06', absent).objectives).toBeUndefined();
    expect(refused(IN.meeting_to_record, 'recordMeeting', '2026-11-06', absent)).toBeUndefined();
  });
});

describe('The slots that are offered (R10)', () => {
  it('R10: begin every half hour from 8:00 to 18:30', () => {
    expect([MEETING_STARTS.length, MEETING_STARTS[0], MEETING_STARTS.at(-1)]).toEqual([22, '08:00', '18:30']);
  });

  it('R10: lie on working days: around All Saints, neither the week-end nor the public holiday', () => {
    expect(meetingDays('2026-10-30', 3, ['2026-11-11'])).toEqual(['2026-10-30', '2026-11-02', '2026-11-03']);
    expect(meetingDays('2026-11-10', 2, ['2026-11-11'])).toEqual(['2026-11-10', '2026-11-12']);
  });

  it('R10: could be booked, every one of them, while they are in the future', () => {
    for (const date of meetingDays('2026-10-05', 5, PUBLIC_HOLIDAYS)) {
      for (const time of MEETING_STARTS) {
        const offered = slot(date, time);
        expect([offered, isMeetingSlot(offered, '2026-10-01T08:00:00.000Z', PUBLIC_HOLIDAYS)]).toEqual([offered, true]);
        expect(isMeetingSlot(offered, '2026-10-31T08:00:00.000Z', PUBLIC_HOLIDAYS)).toBe(false);
      }
    }
  });
});
