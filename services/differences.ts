/** The fields whose changes are told, each by its French name, and how its values are shown; the others by their name alone. */
export type Labels<Thing> = {
  [Field in keyof Thing]?: string | { label: string; show: (value: Thing[Field]) => string };
};

/**
 * What changed between two states of a thing, in French: « rôle : gestionnaire → responsable, téléphone ». Empty when
 * nothing that is told did.
 */
export function differences<Thing extends object>(before: Thing, after: Thing, labels: Labels<Thing>): string {
  const fields = Object.keys(labels) as (keyof Thing)[];
  return fields
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
    .map((field) => {
      const told = labels[field]!;
      if (typeof told === 'string') return told;
      return `${told.label}\u00a0: ${told.show(before[field])} → ${told.show(after[field])}`;
    })
    .join(', ');
}

export const yesOrNo = (value: boolean | undefined): string => (value ? 'oui' : 'non');

/** A value as it is, or that there is none. */
export const asItIs = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? 'rien' : String(value);
