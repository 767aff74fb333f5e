import { requireEligible } from '../../domain/eligibility.ts';
import { refusalOf } from './given.ts';

const judged = (eligibility: Parameters<typeof requireEligible>[0], minMonths = 12) =>
  refusalOf(() => requireEligible(eligibility, minMonths))?.code;

describe('Eligibility (R1, R2)', () => {
  it.each([
    [undefined, 'eligibility.units'],
    [0, 'eligibility.units'],
    [1, 'eligibility.units'],
    [2, undefined],
    [3, undefined],
  ])('R1: %s validated units: %s', (validatedUnits, code) =>
    expect(judged({ validatedUnits, experienceMonths: 12 })).toBe(code),
  );

  it.each([
    [undefined, 'eligibility.experience'],
    [11, 'eligibility.experience'],
    [12, undefined],
    [13, undefined],
  ])('R2: %s months where 12 are asked for: %s', (experienceMonths, code) =>
    expect(judged({ validatedUnits: 2, experienceMonths })).toBe(code),
  );

  it('R2: too little experience will do when it is declared as being acquired', () => {
    expect(judged({ validatedUnits: 2, experienceMonths: 0, experienceInProgress: true })).toBeUndefined();
    expect(judged({ validatedUnits: 2, experienceInProgress: true })).toBeUndefined();
    expect(judged({ validatedUnits: 2, experienceMonths: 11, experienceInProgress: false })).toBe(
      'eligibility.experience',
    );
  });

  it('R1: experience being acquired does not make up for units', () =>
    expect(judged({ validatedUnits: 1, experienceMonths: 60, experienceInProgress: true })).toBe('eligibility.units'));

  it('R2: a certification that asks for no experience takes none', () =>
    expect(judged({ validatedUnits: 2 }, 0)).toBeUndefined());

  it('says how many units and months are there, and how many are asked for', () => {
    expect(refusalOf(() => requireEligible({ validatedUnits: 1 }, 12))?.message).toContain('au moins 2 unités');
    expect(refusalOf(() => requireEligible({ validatedUnits: 2, experienceMonths: 5 }, 12))?.message).toContain(
      '12 mois d’expérience professionnelle (5 déclarés)',
    );
  });
});
