import { actionsNow } from '../../domain/actions-now.ts';
import { type Facts, openFacts } from '../../domain/enrolment.ts';

const OPEN: Facts = openFacts({
  enrolmentId: 'e',
  reference: 'UA-2026-00001',
  certification: 'C',
  centre: 'c',
  semester: '2026-2027-S1',
  registeredOn: '2026-10-01',
  limit: '2027-09-30',
  enteredOn: '2026-10-01',
});

const CLOSED: Facts = {
  ...OPEN,
  avis: { mention: 'validated', version: 1, givenOn: '2027-01-10' },
  avisCorrectionDays: 60,
  closedOn: '2027-01-10',
};

describe('The commands offered today', () => {
  it.each([
    ['2027-09-29', false],
    ['2027-09-30', true],
    ['2027-10-01', true],
  ])('R34: a manager is offered to close as expired on %s: %s', (today, offered) =>
    expect(actionsNow(OPEN, 'no_tutor', 'manager', today).includes('expire')).toBe(offered),
  );

  it.each([
    ['2027-03-10', true],
    ['2027-03-11', true],
    ['2027-03-12', false],
  ])('R20: a manager is offered to correct the avis on %s: %s', (today, offered) =>
    expect(actionsNow(CLOSED, 'closed', 'manager', today).includes('correctAvis')).toBe(offered),
  );

  it('R33: nothing is offered on a withdrawn enrolment, whose avis was never given', () => {
    const withdrawn: Facts = { ...OPEN, ended: { outcome: 'withdrawn', on: '2027-01-10' }, closedOn: '2027-01-10' };
    expect(actionsNow(withdrawn, 'closed', 'administrator', '2027-01-10')).toEqual([]);
  });
});
