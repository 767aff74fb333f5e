import { type FundingType, priceFor, type TariffKind } from '../../domain/tariff.ts';
import { refusalOf } from './given.ts';

const STANDARD = { individual: 12_000, organisation: 17_000 };
const SPECIAL = { individual: 9_000, organisation: 25_000 };

const price = (kind: TariffKind, funding: FundingType, givenCents?: number) =>
  priceFor({ kind, standard: STANDARD, special: SPECIAL, funding, givenCents });

describe('Price (R4), in cents', () => {
  it.each([
    ['standard', 'organisation', 17_000],
    ['standard', 'individual', 12_000],
    ['special', 'organisation', 25_000],
    ['special', 'individual', 9_000],
  ] as const)('R4: %s tariff, paid by an %s: %i', (kind, funding, cents) => expect(price(kind, funding)).toBe(cents));

  it('R4: « nous consulter »: staff give the price, also a gratis one', () => {
    expect(price('on_request', 'individual', 30_050)).toBe(30_050);
    expect(price('on_request', 'organisation', 0)).toBe(0);
  });

  it('R4: « nous consulter » without a price is refused', () =>
    expect(refusalOf(() => price('on_request', 'individual'))?.code).toBe('tariff.on_request'));

  it('R4: a special tariff that was never set has to be given', () => {
    const unset = { kind: 'special', standard: STANDARD, special: null, funding: 'individual' } as const;
    expect(refusalOf(() => priceFor(unset))?.code).toBe('tariff.on_request');
    expect(priceFor({ ...unset, givenCents: 8_000 })).toBe(8_000);
  });
});
