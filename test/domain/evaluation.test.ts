import { followUpDue } from '../../domain/evaluation.ts';
import { situationOf, stepOf } from '../../domain/progress.ts';
import { waitStart } from '../../domain/waits.ts';
import { after, consequencesOf, IN, noonOf, PUBLIC_HOLIDAYS, refused } from './given.ts';

const unfavourable = { mention: 'not_validated' } as const;
const answers = (...met: (boolean | undefined)[]) => ({
  answers: met.map((answer, i) => ({ id: `c${i + 1}`, met: answer })),
});

describe('The avis (R20): mention, motivation, every criterion answered', () => {
  const judged = (changes: object) => refused(IN.avis_awaited, 'giveAvis', undefined, changes);

  it.each([
    ['validated, the mandatory criterion met', answers(true, false), undefined],
    ['validated, all met', answers(true, true), undefined],
    ['validated, the mandatory criterion unmet', answers(false, true), 'avis.inconsistent'],
    ['not validated, the mandatory criterion unmet', { ...answers(false, true), ...unfavourable }, undefined],
    ['not validated, though all are met', { ...answers(true, true), ...unfavourable }, undefined],
    ['no mention', { mention: undefined }, 'avis.incomplete'],
    ['no motivation', { hasMotivation: false }, 'avis.incomplete'],
    ['a criterion without an answer', answers(true), 'avis.incomplete'],
    ['a criterion answered by nothing', answers(true, undefined), 'avis.incomplete'],
    ['no answer at all', { answers: [] }, 'avis.incomplete'],
    [
      'a criterion answered twice',
      { answers: [...answers(true, true).answers, { id: 'c1', met: true }] },
      'avis.incomplete',
    ],
    [
      'a criterion of another form',
      { answers: [...answers(true, true).answers, { id: 'x', met: true }] },
      'avis.incomplete',
    ],
    ['an unmet mandatory criterion, and one unanswered', answers(false), 'avis.incomplete'],
  ])('R20: %s', (_, changes, code) => expect(judged(changes)?.code).toBe(code));

  it('R20: a form without criteria asks for none', () => expect(judged({ form: [], answers: [] })).toBeUndefined());

  it('R20: names everything that is missing at once', () => {
    const refusal = judged({ mention: undefined, hasMotivation: false, answers: [] });
    expect(refusal?.errors.map(({ path }) => path)).toEqual(['mention', 'motivation', 'criteria.c1', 'criteria.c2']);
  });

  it('R20: favourable: closed, and the auditeur is told', () => {
    const { facts, mails, lines } = consequencesOf(IN.avis_awaited, 'giveAvis', '2027-03-15');
    expect(situationOf(facts, noonOf('2027-03-15'))).toBe('closed');
    expect(mails).toEqual([
      { name: 'avis_given', to: 'auditeur', facts: { mention: 'validated', givenOn: '2027-03-15' } },
    ]);
    expect(lines[0]?.text).toBe('Avis rendu le 15 mars 2027\u00a0: validé{note}.');
  });

  it('R20: late, it is flagged', () =>
    expect(consequencesOf(IN.avis_awaited, 'giveAvis', '2027-03-28').lines[0]?.text).toBe(
      'Avis rendu le 28 mars 2027\u00a0: validé, en retard (échéance\u00a0: 27 mars 2027){note}.',
    ));

  it('R21: unfavourable: a follow-up is awaited, and staff are told by when', () => {
    const { facts, mails } = consequencesOf(IN.avis_awaited, 'giveAvis', '2027-03-15', unfavourable);
    expect(situationOf(facts, noonOf('2027-03-15'))).toBe('follow_up_awaited');
    expect(stepOf(facts, 'follow_up_awaited')).toBe('final_avis');
    // Easter Monday, 29 March, is no working day.
    expect(mails.at(-1)).toMatchObject({
      name: 'follow_up_to_make',
      to: 'staff',
      facts: { due: { date: '2027-03-30' } },
    });
  });

  it('R20: what was given is immutable', () => {
    expect(refused(IN.closed, 'giveAvis')?.code).toBe('enrolment.state');
    expect(refused(IN.follow_up_awaited, 'giveAvis')?.code).toBe('enrolment.state');
  });
});

describe('The follow-up (R21): within 10 working days', () => {
  it.each([
    ['2026-11-02', '2026-11-17', 'Armistice day does not count'],
    ['2026-10-30', '2026-11-16', '1 November is a Sunday, Armistice day a Wednesday'],
    ['2026-12-24', '2027-01-11', 'neither Christmas nor New Year counts'],
    ['2027-03-13', '2027-03-26', 'given on a Saturday'],
    ['2027-03-26', '2027-04-12', 'Easter Monday does not count'],
  ])('R21: an avis of %s is due on %s (%s)', (givenOn, due, _) =>
    expect(followUpDue(givenOn, 10, PUBLIC_HOLIDAYS).date).toBe(due),
  );

  it('R21: how many is policy', () => expect(followUpDue('2026-11-02', 3, PUBLIC_HOLIDAYS).date).toBe('2026-11-05'));

  it.each([
    ['the date', { contactedOn: undefined }, ['contactedOn']],
    ['the summary', { hasSummary: false }, ['summary']],
    ['what follows', { path: undefined }, ['path']],
    ['everything', { contactedOn: undefined, hasSummary: false, path: undefined }, ['contactedOn', 'path', 'summary']],
  ])('R21: %s is missing', (_, changes, paths) => {
    const refusal = refused(IN.follow_up_awaited, 'recordFollowUp', undefined, changes);
    expect(refusal?.code).toBe('follow_up.incomplete');
    expect(refusal?.errors.map(({ path }) => path)).toEqual(paths);
  });

  it.each([
    ['2027-03-13', 'date.before_step'],
    ['2027-03-14', undefined],
    ['2027-03-15', undefined],
    ['2027-03-16', 'date.in_the_future'],
  ])('R21: contacted on %s, the avis being of 14 March, told on 15 March: %s', (contactedOn, code) =>
    expect(refused(IN.follow_up_awaited, 'recordFollowUp', undefined, { contactedOn })?.code).toBe(code),
  );

  it.each(['new_enrolment', 'vae', 'stop', 'other'] as const)('R21: « %s » closes the enrolment', (path) => {
    const { facts, mails } = consequencesOf(IN.follow_up_awaited, 'recordFollowUp', undefined, { path });
    expect(situationOf(facts, noonOf('2027-03-15'))).toBe('closed');
    expect(mails).toEqual([{ name: 'follow_up_recorded', to: 'auditeur', facts: { contactedOn: '2027-03-15', path } }]);
  });
});

describe('A manager corrects the avis (R20), as a new version, with a reason', () => {
  const manager = { role: 'manager' } as const;

  it('R20: needs a reason, and a sound avis', () => {
    expect(refused(IN.closed, 'correctAvis', undefined, { hasReason: false })?.code).toBe('reason.required');
    expect(refused(IN.closed, 'correctAvis', undefined, { hasMotivation: false })?.code).toBe('avis.incomplete');
    expect(refused(IN.closed, 'correctAvis', undefined, answers(false, true))?.code).toBe('avis.inconsistent');
  });

  it('R20: is told, and journalled with its version', () => {
    const { facts, lines, mails, accepted } = consequencesOf(IN.closed, 'correctAvis', '2027-03-20', {
      ...unfavourable,
      ...manager,
    });
    expect(facts.avis).toEqual({ mention: 'not_validated', version: 2, givenOn: '2027-03-20' });
    expect(accepted).toEqual({ on: '2027-03-20', avis: { version: 2 } });
    expect(lines[0]?.text).toBe(
      'Avis corrigé (version 2)\u00a0: «\u00a0validé\u00a0» devient «\u00a0non validé\u00a0»{reason}.',
    );
    expect(mails.map(({ name, to }) => [name, to])).toEqual([
      ['avis_corrected', 'auditeur'],
      ['avis_corrected', 'tutor'],
      ['avis_corrected', 'staff'],
      ['follow_up_to_make', 'staff'],
    ]);
  });

  it.each([
    ['2027-05-13', undefined, 'the 60th day'],
    ['2027-05-14', 'enrolment.archived', 'the 61st'],
  ])('R20: closed on 14 March 2027, corrected on %s: %s (%s)', (today, code, _) =>
    expect(refused(IN.closed, 'correctAvis', today, manager)?.code).toBe(code),
  );

  it('R20: how many days is the policy in force when the avis was given', () =>
    expect(refused({ ...IN.closed, avisCorrectionDays: 1 }, 'correctAvis', '2027-03-16', manager)?.code).toBe(
      'enrolment.archived',
    ));

  it('R20: to unfavourable, it reopens the follow-up, whose time counts from the correction', () => {
    const facts = after(IN.closed, 'correctAvis', '2027-03-30', { ...unfavourable, givenOn: '2027-03-14' });
    expect(situationOf(facts, noonOf('2027-03-30'))).toBe('follow_up_awaited');
    expect(facts.closedOn).toBeUndefined();
    expect(facts.followUpDue?.date).toBe('2027-04-13');
    expect(waitStart('follow_up', facts)).toBe('2027-03-30');
  });

  it('R20: to favourable, it makes the follow-up needless', () => {
    const facts = after(IN.follow_up_awaited, 'correctAvis', '2027-03-15', manager);
    expect(situationOf(facts, noonOf('2027-03-15'))).toBe('closed');
    expect(facts.followUpDue).toBeUndefined();
  });

  it('R20: with the same mention, what was done and what is due stay', () => {
    const { facts, lines } = consequencesOf(IN.follow_up_awaited, 'correctAvis', '2027-03-15', unfavourable);
    expect(facts.followUpDue).toEqual(IN.follow_up_awaited.followUpDue);
    expect(lines[0]?.text).toBe('Avis corrigé (version 2)\u00a0: la mention reste «\u00a0non validé\u00a0»{reason}.');
    const followed = { ...after(IN.follow_up_awaited, 'recordFollowUp'), closedOn: '2027-03-15' };
    const corrected = after(followed, 'correctAvis', '2027-03-16', unfavourable);
    expect(situationOf(corrected, noonOf('2027-03-16'))).toBe('closed');
    expect(corrected.followUp).toEqual(followed.followUp);
  });

  it('R20: there is nothing to correct in an enrolment that was withdrawn', () =>
    expect(refused(after(IN.avis_awaited, 'withdraw'), 'correctAvis', undefined, manager)?.code).toBe(
      'enrolment.state',
    ));
});
