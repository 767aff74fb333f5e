import type { SchoolPeriod } from '../../domain/calendar.ts';
import { lastKnownDayOff } from '../../domain/calendar.ts';
import type { FieldError } from '../../domain/errors.ts';
import { nameKey } from './names.ts';
import { mistake } from './refusal.ts';

/** A period with the place of the file that says it. */
export interface PlacedPeriod {
  period: SchoolPeriod;
  where: string;
  path: string;
}

/** What makes two periods the same one: zone, school year and name. */
export const identityOf = (period: SchoolPeriod): string =>
  `${period.zone} ${period.schoolYear} ${nameKey(period.name)}`;

/**
 * One period for each identity, in order of zone and date; the ministry repeats it for each académie. Two that differ, or
 * two holidays of a zone that share a day, are mistakes. A summer given both open and closed is closed.
 */
export function reconciled(placed: readonly PlacedPeriod[]): { periods: SchoolPeriod[]; errors: FieldError[] } {
  const byIdentity = new Map<string, PlacedPeriod>();
  const errors: FieldError[] = [];
  for (const candidate of placed) {
    const identity = identityOf(candidate.period);
    const other = byIdentity.get(identity);
    const agreed = other ? agreement(other, candidate) : candidate;
    if (agreed) byIdentity.set(identity, agreed);
    else errors.push(mistake(candidate, `contredit ${inSentence(other!)} pour ${designation(candidate.period)}.`));
  }
  const kept = [...byIdentity.values()].sort((a, b) => (orderOf(a.period) < orderOf(b.period) ? -1 : 1));
  errors.push(...overlaps(kept));
  return { periods: kept.map(({ period }) => period), errors };
}

function agreement(first: PlacedPeriod, second: PlacedPeriod): PlacedPeriod | undefined {
  const a = first.period;
  const b = second.period;
  if (a.firstDayOff !== b.firstDayOff || a.kind !== b.kind) return undefined;
  if (a.returnDay === b.returnDay || b.returnDay === null) return first;
  return a.returnDay === null ? second : undefined;
}

function overlaps(sorted: readonly PlacedPeriod[]): FieldError[] {
  const holidays = sorted.filter(({ period }) => period.kind === 'holiday');
  return holidays.flatMap((current, index) => {
    const previous = holidays[index - 1];
    if (previous?.period.zone !== current.period.zone) return [];
    if (current.period.firstDayOff > lastKnownDayOff(previous.period)) return [];
    const both = `${designation(current.period)} et ${designation(previous.period)}`;
    return [mistake(current, `${both} (${inSentence(previous)}) se chevauchent.`)];
  });
}

const orderOf = (period: SchoolPeriod): string => `${period.zone} ${period.firstDayOff} ${period.name}`;

const designation = (period: SchoolPeriod): string =>
  `«\u00a0${period.name}\u00a0» ${period.schoolYear}, zone ${period.zone}`;

const inSentence = ({ where }: PlacedPeriod): string => `l’${where.toLowerCase()}`.replace('l’ligne', 'la ligne');
