import { consequencesOf, IN, refused, tutor } from './given.ts';

const assigning = (changes: Parameters<typeof tutor>[0], options: { forced?: boolean; hasReason?: boolean } = {}) =>
  refused(IN.no_tutor, 'assignTutor', '2026-10-05', { tutor: tutor(changes), ...options })?.code;

describe('Who may become the tutor (R9)', () => {
  it('R9: active, approved, of the certification and with room', () => expect(assigning({})).toBeUndefined());

  it.each([
    ['tutor.inactive', { active: false }],
    ['tutor.not_approved', { approved: false }],
    ['tutor.wrong_certification', { coversCertification: false }],
    ['tutor.overloaded', { load: 10, capacity: 10 }],
  ] as const)('R9: %s', (code, changes) => expect(assigning(changes)).toBe(code));

  it.each([
    [9, 10, undefined],
    [10, 10, 'tutor.overloaded'],
    [11, 10, 'tutor.overloaded'],
    [0, 0, 'tutor.overloaded'],
  ])('R9: %i followed for a capacity of %i: %s', (load, capacity, code) =>
    expect(assigning({ load, capacity })).toBe(code),
  );

  it('R9: at capacity only when forced, and with a reason', () => {
    const full = { load: 10, capacity: 10 };
    expect(assigning(full, { forced: true, hasReason: false })).toBe('tutor.overloaded');
    expect(assigning(full, { forced: false, hasReason: true })).toBe('tutor.overloaded');
    expect(assigning(full, { forced: true, hasReason: true })).toBeUndefined();
  });

  it.each([
    ['tutor.inactive', { active: false }],
    ['tutor.not_approved', { approved: false }],
    ['tutor.wrong_certification', { coversCertification: false }],
  ] as const)('R9: forcing does nothing about %s', (code, changes) =>
    expect(assigning(changes, { forced: true, hasReason: true })).toBe(code),
  );

  it('R9: the journal says that the tutor was forced beyond their capacity, and why', () => {
    const forced = { tutor: tutor({ load: 10 }), forced: true, hasReason: true };
    expect(consequencesOf(IN.no_tutor, 'assignTutor', '2026-10-05', forced).lines[0]?.text).toBe(
      'Tuteur affecté au-delà de sa capacité{reason}\u00a0: {tutor:tutor-1}.',
    );
    expect(consequencesOf(IN.no_tutor, 'assignTutor', '2026-10-05', { ...forced, tutor: tutor() }).lines[0]?.text).toBe(
      'Tuteur affecté\u00a0: {tutor:tutor-1}.',
    );
  });
});

describe('Step 1: a tutor is assigned', () => {
  it('tells auditeur and tutor; the first mail of an enrolment is this one', () => {
    const { mails, facts } = consequencesOf(IN.no_tutor, 'assignTutor', '2026-10-05');
    expect(mails.map(({ name, to }) => [name, to])).toEqual([
      ['tutor_assigned', 'auditeur'],
      ['tutor_assigned', 'tutor'],
    ]);
    expect(facts.tutor).toEqual({ id: 'tutor-1', code: 'T-0001', assignedOn: '2026-10-05' });
  });
});

describe('The tutor is replaced (R31)', () => {
  const other = tutor({ id: 'tutor-2', code: 'T-0002' });
  const replacing = { tutor: other, hasReason: true };

  it.each([
    'no_meeting',
    'meeting_booked',
    'meeting_to_record',
    'report_awaited',
    'report_received',
    'revision_awaited',
    'avis_awaited',
  ] as const)('R31: in %s, with a reason, R9 again, and all three are told', (situation) => {
    expect(refused(IN[situation], 'assignTutor', undefined, { tutor: other, hasReason: false })?.code).toBe(
      'reason.required',
    );
    expect(
      refused(IN[situation], 'assignTutor', undefined, { tutor: { ...other, active: false }, hasReason: true })?.code,
    ).toBe('tutor.inactive');
    const { mails, facts } = consequencesOf(IN[situation], 'assignTutor', undefined, replacing);
    expect(facts.tutor?.id).toBe('tutor-2');
    expect(mails.filter(({ name }) => name === 'tutor_replaced').map(({ to, tutorId }) => [to, tutorId])).toEqual([
      ['auditeur', undefined],
      ['tutor', undefined],
      ['former_tutor', 'tutor-1'],
    ]);
  });

  it('R31: by the same tutor is refused', () =>
    expect(refused(IN.no_meeting, 'assignTutor', undefined, { hasReason: true })?.code).toBe('tutor.already_assigned'));

  it('R31: a booked meeting is called off, to the auditeur and to the former tutor', () => {
    const { mails, facts, lines } = consequencesOf(IN.meeting_booked, 'assignTutor', undefined, replacing);
    expect(facts.meeting).toBeUndefined();
    expect(facts.bookingReopenedOn).toBe('2027-03-15');
    expect(lines.map(({ type }) => type)).toEqual(['tutor.replaced', 'meeting.called_off']);
    const cancellations = mails.filter(({ name }) => name === 'meeting_called_off');
    expect(cancellations.map(({ to, tutorId }) => [to, tutorId])).toEqual([
      ['auditeur', 'tutor-1'],
      ['former_tutor', 'tutor-1'],
    ]);
  });

  it('R31: a meeting whose hour has passed stays: the new tutor says what came of it', () => {
    const { mails, facts } = consequencesOf(IN.meeting_to_record, 'assignTutor', undefined, replacing);
    expect(facts.meeting).toEqual(IN.meeting_to_record.meeting);
    expect(mails.map(({ name }) => name)).not.toContain('meeting_called_off');
  });

  it('R31: what was due from the former tutor is due from the new one, on the same day', () => {
    const { facts } = consequencesOf(IN.report_received, 'assignTutor', undefined, replacing);
    expect(facts.report).toEqual(IN.report_received.report);
  });

  it('R9: the journal says when the new one was forced beyond their capacity', () => {
    const forced = { tutor: { ...other, load: 10 }, forced: true, hasReason: true };
    expect(consequencesOf(IN.no_meeting, 'assignTutor', undefined, forced).lines[0]?.text).toBe(
      '{tutor:tutor-1} est remplacé(e) par {tutor:tutor-2}, au-delà de sa capacité{reason}.',
    );
  });
});
