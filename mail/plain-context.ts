import type { MailContext } from '../activities/ports.ts';
import { withoutPlace } from './personal-links.ts';

/** Control characters (line breaks above all), line and paragraph separators, and marks that turn the text's direction. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * The context with every text on one line, without invisible characters and without the place of a token: what people typed
 * can then enter a header, a table or a calendar without changing it, and gets nobody's personal link. Escaping for HTML or
 * iCalendar stays the renderers' business.
 */
export const plainContext = (context: MailContext): MailContext => plain(context) as MailContext;

function plain(value: unknown): unknown {
  if (typeof value === 'string') return withoutPlace(value.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim());
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** `text` when it is an http or https address that can safely be followed. */
export function webAddress(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
