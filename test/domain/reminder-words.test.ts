import { noticeInFrench } from '../../domain/reminder-words.ts';
import { DEFAULT_REMINDERS, type NoticeRule } from '../../domain/reminders.ts';

describe('A line of the policy of reminders, in French', () => {
  it.each([
    [{ to: 'tutor', from: 'due', days: -7 }, 'Relance au tuteur, 7 jours avant l’échéance'],
    [{ to: 'tutor', from: 'due', days: -1 }, 'Relance au tuteur, la veille de l’échéance'],
    [{ to: 'auditeur', from: 'due', days: 0 }, 'Relance à l’auditeur, le jour de l’échéance'],
    [{ to: 'staff', escalation: true, from: 'due', days: 1 }, 'Alerte aux gestionnaires, le lendemain de l’échéance'],
    [
      { to: 'auditeur', from: 'due', days: 7, everyDays: 7, times: 3 },
      'Relance à l’auditeur, 7 jours après l’échéance, puis tous les 7 jours, 3 fois en tout',
    ],
    [
      { to: 'staff', from: 'start', days: 5, working: true, everyDays: 7 },
      'Relance aux gestionnaires, 5 jours ouvrés après le début de l’attente, puis tous les 7 jours',
    ],
    [
      { to: 'manager', escalation: true, from: 'start', days: 0, everyDays: 1 },
      'Alerte aux responsables, dès le début de l’attente, puis chaque jour',
    ],
    [
      { to: 'tutor', from: 'start', days: 1, everyDays: 3, times: 1 },
      'Relance au tuteur, 1 jour après le début de l’attente',
    ],
  ] as [NoticeRule, string][])('%j: %s', (rule, french) => {
    expect(noticeInFrench(rule).replaceAll('\u00a0', ' ')).toBe(french);
  });

  it('tells each line of the defaults apart from the others of its wait', () => {
    for (const rules of Object.values(DEFAULT_REMINDERS)) {
      expect(new Set(rules.map(noticeInFrench)).size).toBe(rules.length);
    }
  });
});
