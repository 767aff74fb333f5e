import { isPlainDate, type PlainDate } from '../../domain/dates.ts';

/** Each reads what people type in a form or a spreadsheet; undefined when it cannot be that. Spaces do not count. */

const bare = (text: string): string => text.replace(/[\s\u00a0\u202f]/g, '');

/** « 24 », « 1 200 ». */
export function integerIn(text: string): number | undefined {
  const digits = bare(text);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

/** « 120 », « 120,5 », « 1 200,50 € », in cents. */
export function centsIn(text: string): number | undefined {
  const [, euros, cents = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?(?:€|euros?|EUR)?$/i.exec(bare(text)) ?? [];
  return euros === undefined ? undefined : Number(euros) * 100 + Number(cents.padEnd(2, '0'));
}

/** « 05/10/2026 », « 5-10-2026 », « 2026-10-05 », with or without an hour of midnight after it. */
export function dateIn(text: string): PlainDate | undefined {
  const typed = text.trim().replace(/[ T]00:00(?::00)?(?:\.000)?Z?$/, '');
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? [];
  const date = day && month ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed;
  return isPlainDate(date) ? date : undefined;
}

const YES = new Set(['oui', 'o', 'x', 'vrai', 'true', '1', 'yes']);
const NO = new Set(['non', 'n', 'faux', 'false', '0', 'no']);

/** « oui », « non », a cross. */
export function yesIn(text: string): boolean | undefined {
  const typed = bare(text).toLowerCase();
  if (YES.has(typed)) return true;
  return NO.has(typed) ? false : undefined;
}

/** A word as it is recognised: without accents, capitals or signs. */
export const plainWord = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
