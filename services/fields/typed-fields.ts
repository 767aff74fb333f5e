import { cents, z } from './fields.ts';
import { centsIn, integerIn } from './typed-text.ts';

/** Fields as forms send them, which only know texts. */

/** A whole number as people type it: « 24 », « 1 200 ». */
export const typedCount = (max = 1_000_000, min = 0) =>
  read(integerIn, 'attend un nombre entier').pipe(z.int().min(min).max(max));

/** A sum in euros as people type it, in cents: « 120 », « 120,50 ». */
export const typedCents = () => read(centsIn, 'attend une somme en euros, par exemple 120 ou 120,50').pipe(cents());

/** A box: ticked or not. */
export const box = () =>
  z
    .string()
    .optional()
    .transform((value) => value === 'true');

/** Boxes of the same name: those ticked, in their order; a form sends nothing of the others. */
export const boxes = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item));

/** A field that may be emptied: null when it is. */
export const orNothing = <Item extends z.ZodType>(item: Item) => item.optional().transform((value) => value ?? null);

const read = <T>(reader: (text: string) => T | undefined, expected: string) =>
  z.string().transform((text, context): T => {
    const value = reader(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
