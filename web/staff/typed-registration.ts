import { centsIn, dateIn, integerIn } from '../../services/fields/typed-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How the fields that are not texts are read; the others are taken as they were typed. */
const READ: Readonly<Record<string, (typed: string) => unknown>> = {
  'eligibility.validatedUnits': integerIn,
  'eligibility.experienceMonths': integerIn,
  'eligibility.experienceInProgress': (typed) => typed === 'true',
  'cgv.acceptedOn': dateIn,
  registeredOn: dateIn,
  priceCents: centsIn,
};

/** What was typed in the form of a registration, as its schema wants it; what cannot be read stays, for the schema to refuse. */
export function typedRegistration(typed: unknown, path = ''): unknown {
  if (typeof typed === 'string') return READ[path]?.(typed) ?? typed;
  if (typeof typed !== 'object' || typed === null || Array.isArray(typed)) return typed;
  const within = (name: string) => (path ? `${path}.${name}` : name);
  return Object.fromEntries(
    Object.entries(typed as Fields).map(([name, value]) => [name, typedRegistration(value, within(name))]),
  );
}
