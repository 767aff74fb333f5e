import type { Prices } from '../domain/tariff.ts';

/** How a change of a field is told: by its French name alone, with both values, or as a sentence of its own. */
type Telling<Value> =
  | string
  | { label: string; show: (value: Value) => string }
  | ((before: Value, after: Value) => string);

/** The fields whose changes are told. */
export type Labels<Thing> = { [Field in keyof Thing]?: Telling<Thing[Field]> };

/**
 * What changed between two states of a thing, in French: « rôle : gestionnaire, désormais responsable ; téléphone ». Empty when
 * nothing that is told did.
 */
export function differences<Thing extends object>(before: Thing, after: Thing, labels: Labels<Thing>): string {
  const fields = Object.keys(labels) as (keyof Thing)[];
  return fields
    .filter((field) => !same(before[field], after[field]))
    .map((field) => told(labels[field]!, before[field], after[field]))
    .join('\u00a0; ');
}

/** Whether two values say the same; nothing at all says the same as null. */
export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function told<Value>(telling: Telling<Value>, before: Value, after: Value): string {
  if (typeof telling === 'string') return telling;
  if (typeof telling === 'function') return telling(before, after);
  return `${telling.label}\u00a0: ${telling.show(before)}, désormais ${telling.show(after)}`;
}

export const yesOrNo = (value: boolean | undefined): string => (value ? 'oui' : 'non');

/** A value as it is, or that there is none. */
export const asItIs = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? 'rien' : String(value);

/** « 120 et 170 »: the price for an individual, and for an organisation, in euros. */
export const pricesInWords = (prices: Prices | null | undefined): string =>
  prices
    ? [prices.individual, prices.organisation].map((cents) => String(cents / 100).replace('.', ',')).join(' et ')
    : 'rien';
