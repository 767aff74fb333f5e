import { plainWord } from '../../services/fields/typed-text.ts';

const LONGEST = 40;

/**
 * The id of a new criterion, made from its label: what avis are kept under for years is readable, and unlike the others'.
 */
export function criterionId(label: string, taken: ReadonlySet<string>): string {
  const base = plainWord(label).replaceAll(' ', '-').slice(0, LONGEST).replace(/-$/, '') || 'critere';
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

/** Criteria each with its id: those that have one keep it. */
export function withIds<Criterion extends { id?: string; label: string }>(
  criteria: readonly Criterion[],
): (Criterion & { id: string })[] {
  const taken = new Set(criteria.flatMap(({ id }) => id ?? []));
  return criteria.map((criterion) => {
    const id = criterion.id ?? criterionId(criterion.label, taken);
    taken.add(id);
    return { ...criterion, id };
  });
}
