import { RuleViolation } from './errors.ts';

export const FUNDING_TYPES = ['individual', 'organisation'] as const;
export type FundingType = (typeof FUNDING_TYPES)[number];
export type TariffKind = 'standard' | 'special' | 'on_request';

/** Prices in euro cents, by who pays. */
export interface Prices {
  individual: number;
  organisation: number;
}

/**
 * R4: the centre's standard prices, the certification's own, or, "on request", the price that staff give.
 * Refuses with `tariff.on_request` when that one is missing. Answers integer cents.
 */
export function priceFor(input: {
  kind: TariffKind;
  standard: Prices;
  special?: Prices | null;
  funding: FundingType;
  givenCents?: number;
}): number {
  const { kind, standard, special, funding, givenCents } = input;
  if (kind === 'standard') return standard[funding];
  if (kind === 'special' && special) return special[funding];
  if (givenCents !== undefined) return givenCents;
  throw new RuleViolation(
    'tariff.on_request',
    'Le tarif de cette certification est établi sur demande\u00a0: indiquez le prix convenu.',
    [{ path: 'priceCents', code: 'tariff.on_request', message: 'Indiquez le prix convenu.' }],
  );
}
