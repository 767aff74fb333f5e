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
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
    .map((field) => told(labels[field]!, before[field], after[field]))
    .join('\u00a0; ');
}

function told<Value>(telling: Telling<Value>, before: Value, after: Value): string {
  if (typeof telling === 'string') return telling;
  if (typeof telling === 'function') return telling(before, after);
  return `${telling.label}\u00a0: ${telling.show(before)}, désormais ${telling.show(after)}`;
}

export const yesOrNo = (value: boolean | undefined): string => (value ? 'oui' : 'non');

/** A value as it is, or that there is none. */
export const asItIs = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? 'rien' : String(value);
