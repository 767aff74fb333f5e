import { consequencesOf, IN, refused } from './given.ts';

const withMinutes = (tutoringMinutes: number) => ({ ...IN.report_awaited, tutoringMinutes });
const logged = (before: number, minutes: number) =>
  consequencesOf(withMinutes(before), 'logTime', undefined, { minutes });

describe('The ledger of two hours (R30)', () => {
  it.each([
    [100, 19, 119, false],
    [100, 20, 120, false],
    [100, 21, 121, true],
    [120, 1, 121, true],
    [0, 121, 121, true],
  ])('R30: %i + %i = %i minutes: beyond two hours: %s', (before, minutes, total, beyond) => {
    const { facts, lines, mails } = logged(before, minutes);
    expect(facts.tutoringMinutes).toBe(total);
    expect(lines.map(({ type }) => type)).toEqual(
      beyond ? ['tutoring.logged', 'tutoring.exceeded'] : ['tutoring.logged'],
    );
    expect(mails).toEqual(beyond ? [{ name: 'tutoring_exceeded', to: 'staff', facts: { totalMinutes: total } }] : []);
  });

  it('R30: beyond, each line is flagged, staff are told once', () => {
    const { lines, mails } = logged(121, 10);
    expect(lines.at(-1)?.text).toBe(
      'Les 120\u00a0minutes d’accompagnement prévues sont dépassées\u00a0: 131\u00a0minutes au total.',
    );
    expect(mails).toEqual([]);
  });

  it('R30: the meeting counts 30 by itself, and may be what crosses the two hours', () => {
    const before = { ...IN.meeting_to_record, tutoringMinutes: 91 };
    const { facts, mails } = consequencesOf(before, 'recordMeeting');
    expect(facts.tutoringMinutes).toBe(121);
    expect(mails.map(({ name }) => name)).toContain('tutoring_exceeded');
  });

  it.each([
    [0, 'time_entry.invalid'],
    [1, undefined],
    [480, undefined],
    [481, 'time_entry.invalid'],
    [-5, 'time_entry.invalid'],
    [12.5, 'time_entry.invalid'],
  ])('R30: a line of %d minutes: %s', (minutes, code) =>
    expect(refused(IN.report_awaited, 'logTime', undefined, { minutes })?.code).toBe(code),
  );

  it.each([
    ['2026-09-30', 'time_entry.invalid', 'the day before the registration'],
    ['2026-10-01', undefined, 'the day of the registration'],
    ['2027-03-15', undefined, 'today'],
    ['2027-03-16', 'time_entry.invalid', 'tomorrow'],
  ])('R30: a line dated %s: %s (%s)', (date, code, _) =>
    expect(refused(IN.report_awaited, 'logTime', undefined, { date })?.code).toBe(code),
  );
});
