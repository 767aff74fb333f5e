import {
  isRegistrationOpen,
  type RegistrationWindow,
  requireConditionsAccepted,
  requireRegistrationOpen,
} from '../../domain/registration.ts';
import { refusalOf } from './given.ts';

const MONTHS = [2, 3, 10];
const APRIL_2024: RegistrationWindow = { from: '2024-04-01', to: '2024-04-30', label: 'Première mise en œuvre' };

const registering = (registeredOn: string, changes: { today?: string; lateReason?: string } = {}) =>
  refusalOf(() =>
    requireRegistrationOpen({
      registeredOn,
      today: registeredOn,
      months: MONTHS,
      exceptions: [APRIL_2024],
      ...changes,
    }),
  )?.code;

describe('Registration windows (R3): October, then February and March', () => {
  it.each([
    ['2026-09-30', 'registration.closed'],
    ['2026-10-01', undefined],
    ['2026-10-31', undefined],
    ['2026-11-01', 'registration.closed'],
    ['2027-01-31', 'registration.closed'],
    ['2027-02-01', undefined],
    ['2028-02-29', undefined],
    ['2027-03-31', undefined],
    ['2027-04-01', 'registration.closed'],
  ])('R3: on %s: %s', (on, code) => expect(registering(on)).toBe(code));

  it.each([
    ['2024-03-31', true],
    ['2024-04-01', true],
    ['2024-04-30', true],
    ['2024-05-01', false],
    ['2025-04-15', false],
  ])('R3: 2023-2024 also had April 2024, both ends included: on %s, %s', (on, open) =>
    expect(isRegistrationOpen(on, MONTHS, [APRIL_2024])).toBe(open),
  );

  it('R3: without the exception, April 2024 is closed', () =>
    expect(isRegistrationOpen('2024-04-15', MONTHS, [])).toBe(false));

  it('R3: outside the windows, staff may give a reason; a blank one is none', () => {
    expect(registering('2026-12-01', { lateReason: 'Dossier transmis tardivement' })).toBeUndefined();
    expect(registering('2026-12-01', { lateReason: '   ' })).toBe('registration.closed');
  });

  it('R6: looks at the day of registration, not at the clock', () => {
    expect(registering('2026-10-31', { today: '2026-11-20' })).toBeUndefined();
    expect(registering('2026-09-30', { today: '2026-10-01' })).toBe('registration.closed');
  });

  it('R6: refuses a registration in the future, even in a window or with a reason', () => {
    expect(registering('2026-10-02', { today: '2026-10-01' })).toBe('date.in_the_future');
    expect(registering('2026-12-02', { today: '2026-12-01', lateReason: 'Retard' })).toBe('date.in_the_future');
  });
});

describe('Conditions générales de vente (R5)', () => {
  const accepting = (cgv: Parameters<typeof requireConditionsAccepted>[0]) =>
    refusalOf(() => requireConditionsAccepted(cgv, '2026-10-05'))?.code;

  it.each([
    ['accepted today', { version: '2026-1', acceptedOn: '2026-10-05' }],
    ['accepted earlier', { version: '2026-1', acceptedOn: '2026-09-01' }],
  ])('R5: %s will do', (_, cgv) => expect(accepting(cgv)).toBeUndefined());

  it.each([
    ['nothing', undefined],
    ['no version', { acceptedOn: '2026-10-05' }],
    ['a blank version', { version: ' ', acceptedOn: '2026-10-05' }],
    ['no date', { version: '2026-1' }],
    ['accepted tomorrow', { version: '2026-1', acceptedOn: '2026-10-06' }],
  ])('R5: %s is refused', (_, cgv) => expect(accepting(cgv)).toBe('cgv.required'));

  it.each([
    [undefined, ['cgv.version', 'cgv.acceptedOn'], /^La version acceptée .* sont obligatoires\.$/],
    [{ acceptedOn: '2026-10-05' }, ['cgv.version'], /^Indiquez la version/],
    [{ version: '2026-1' }, ['cgv.acceptedOn'], /^Indiquez la date/],
    [{ version: '2026-1', acceptedOn: '2026-10-06' }, ['cgv.acceptedOn'], /6 octobre 2026.* postérieure à aujourd’hui/],
  ])('R5: says which of the two is wrong: %j', (cgv, paths, message) => {
    const refusal = refusalOf(() => requireConditionsAccepted(cgv, '2026-10-05'));
    expect(refusal?.errors.map(({ path }) => path)).toEqual(paths);
    expect(refusal?.message).toMatch(message);
  });
});
