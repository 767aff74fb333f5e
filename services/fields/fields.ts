import { z } from 'zod';
import { isPlainDate } from '../../domain/dates.ts';
import { messageOf } from './messages.ts';

/** Messages in French, for people: those of zod itself are for programmers. */
z.config({ customError: messageOf });

/** U+0000 and lone surrogates: PostgreSQL stores neither. */
const storable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);
const UNSTORABLE = 'contient un caractère qui ne peut pas être conservé';

/** A text of one line, not blank, trimmed. */
export const line = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => storable(text) && !/[\r\n]/.test(text), UNSTORABLE);

/** What people write at length. May be blank: whether it is needed is for a rule to say. */
export const prose = (max = 10_000) => z.string().max(max).refine(storable, UNSTORABLE);

export const email = () => z.email().max(254).refine(storable, UNSTORABLE);

export const phone = () => line(40).regex(/^[+\d][\d\s.()-]*$/, 'attend un numéro de téléphone');

/** The code of a certification, of a tutor, of a unit…: letters, digits and . _ - */
export const code = () =>
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'attend un code (lettres, chiffres, . _ -)');

export const uuid = () => z.uuid();

/** Years that every calendar computation and PostgreSQL can take. */
const inCalendar = (date: string): boolean => date >= '1990-01-01' && date <= '2199-12-31';

/** `YYYY-MM-DD`, a civil date in Paris. */
export const plainDate = () =>
  z
    .string()
    .refine((text) => isPlainDate(text) && inCalendar(text), 'attend une date du calendrier, AAAA-MM-JJ')
    .meta({ format: 'date', example: '2026-10-05' });

const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}(?::?\d{2})?)$/;

/** The same instant as ECMAScript reads it: seconds given, the offset with its minutes; undefined when it is none. */
function normalInstant(text: string): string | undefined {
  const [, date = '', minutes = '', seconds = ':00', offset = ''] = INSTANT.exec(text) ?? [];
  if (!isPlainDate(date) || !inCalendar(date)) return undefined;
  const [, hours = '', rest = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const normal = `${date}T${minutes}${seconds}${hours ? `${hours}:${rest}` : 'Z'}`;
  return Number.isNaN(Date.parse(normal)) ? undefined : normal;
}

/** ISO 8601 with `Z` or an offset, with or without seconds; comes out in UTC with milliseconds. */
export const instant = () =>
  z
    .string()
    .refine(
      (text) => normalInstant(text) !== undefined,
      'attend un instant ISO 8601 avec son décalage, par exemple 2026-10-05T14:00:00+02:00',
    )
    .transform((text) => new Date(normalInstant(text) ?? text).toISOString())
    .meta({ format: 'date-time', example: '2026-10-05T14:00:00+02:00' });

export const cents = () => z.int().min(0).max(100_000_000);

/** A count kept in an `integer` column. */
export const count = (max = 1_000_000) => z.int().min(0).max(max);

export const webAddress = () =>
  z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine(storable, UNSTORABLE);

/** `true`, `false`, as forms and query strings write them. */
export const flag = () => z.enum(['true', 'false']).transform((text) => text === 'true');

export { z };
