import type { CommandName, Role } from '../../domain/actions.ts';
import { after, consequencesOf, IN, refused } from './given.ts';

/** Acts that may have been done outside: the situation, the field of the date, the day the step began. */
const OUTSIDE = [
  ['submitReport', 'report_awaited', 'receivedOn', '2026-11-05'],
  ['returnCorrection', 'report_received', 'returnedOn', '2027-03-10'],
  ['submitRevision', 'revision_awaited', 'receivedOn', '2027-03-12'],
  ['giveAvis', 'avis_awaited', 'givenOn', '2027-03-13'],
] as const;

const judged = (name: CommandName, situation: keyof typeof IN, field: string, date: string, role: Role = 'staff') =>
  refused(IN[situation], name, '2027-03-15', { [field]: date, role });

describe('Something done outside is recorded with its real date (R35)', () => {
  describe.each(OUTSIDE)('%s in %s (%s), the step having begun on %s', (name, situation, field, began) => {
    it('R35: today, yesterday, or the day the step began', () => {
      for (const date of ['2027-03-15', '2027-03-14', began]) {
        expect(judged(name, situation, field, date)).toBeUndefined();
      }
    });

    it('R35: not tomorrow', () =>
      expect(judged(name, situation, field, '2027-03-16')).toMatchObject({
        code: 'date.in_the_future',
        errors: [{ path: field }],
      }));

    it('R35: not before the step began', () => {
      const dayBefore = new Date(Date.parse(began) - 86_400_000).toISOString().slice(0, 10);
      expect(judged(name, situation, field, dayBefore)).toMatchObject({
        code: 'date.before_step',
        errors: [{ path: field }],
      });
    });

    it.each(['manager', 'administrator'] as const)('R35: also by a %s', (role) =>
      expect(judged(name, situation, field, '2027-03-14', role)).toBeUndefined(),
    );

    it.each(['auditeur', 'tutor'] as const)('R35: not by an %s, for whom it is today (403)', (role) => {
      expect(judged(name, situation, field, '2027-03-14', role)?.code).toBe('date.staff_only');
      expect(judged(name, situation, field, '2027-03-15', role)).toBeUndefined();
    });
  });

  it('R35: deadlines count from the real date', () => {
    const facts = after(IN.report_awaited, 'submitReport', '2027-03-15', { receivedOn: '2027-03-10' });
    expect(facts.report?.due.date).toBe('2027-04-07');
    const revised = after(IN.revision_awaited, 'submitRevision', '2027-03-15', { receivedOn: '2027-03-13' });
    expect(revised.avisDue?.date).toBe('2027-03-27');
    const avis = after(IN.avis_awaited, 'giveAvis', '2027-03-15', { givenOn: '2027-03-13', mention: 'not_validated' });
    // Ten working days after Saturday 13 March: Easter Monday is the 29th, beyond.
    expect(avis.followUpDue?.date).toBe('2027-03-26');
  });

  it('R35: late or not is judged by the real date', () => {
    const { lines } = consequencesOf(IN.report_awaited, 'submitReport', '2027-04-05', { receivedOn: '2027-04-01' });
    expect(lines[0]?.text).toBe('Rapport reçu le 1er avril 2027{note}.');
  });

  it('R35: what is kept of the command is its real date', () =>
    expect(
      consequencesOf(IN.report_awaited, 'submitReport', '2027-03-15', { receivedOn: '2027-03-10' }).accepted,
    ).toEqual({
      on: '2027-03-10',
    }));
});
