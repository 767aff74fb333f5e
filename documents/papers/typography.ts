import { typeset } from '../../domain/french.ts';
import { isCovered } from './fonts.ts';

/** What stands for a character that the font lacks. */
export const STAND_IN = '□';

/** A stretch of text as it is printed; `original` is what a stand-in stands for. */
export interface Printed {
  text: string;
  original?: string;
}

const LONE_SURROGATES = /[\ud800-\udfff]/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to remove them.
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;

/**
 * A text as it goes to the press, its words untouched: set as French wants, accents composed, one kind of line end, no control
 * characters.
 */
export const prepared = (text: string): string =>
  typeset(
    text
      .normalize('NFC')
      .replace(LONE_SURROGATES, '\ufffd')
      .replace(LINE_ENDS, '\n')
      .replace(CONTROLS, '')
      .replace(/[ \u00a0\u202f]+(?=[:;?!»](?:\s|$))/g, ' ')
      .replace(/«[ \u00a0\u202f]+/g, '« '),
  ).replace(/(?<=\b[nN]°) (?=\S)/g, '\u00a0');

/** A character with its marks, joined emoji, a flag: what a reader takes for one. */
const CLUSTER = /\p{RI}{2}|[^\p{M}\u200d](?:\p{M}|\p{Emoji_Modifier}|\u200d[^\p{M}\s]?)*|[\p{M}\u200d]+/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** A text on one line and nothing but what can be seen: for what a PDF says of itself. */
export const plain = (text: string): string => prepared(text).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();

/**
 * What the font can print of a text. A character that it lacks is printed as what it is equivalent to (① as 1), else as a
 * stand-in that keeps the original, for those who listen to the document or copy from it. Nothing is left out but what
 * cannot be seen.
 */
export function printable(text: string): Printed[] {
  if (isPrintable(text) && text.search(INVISIBLE) < 0) return [{ text }];
  const printed: Printed[] = [];
  for (const [cluster] of text.matchAll(CLUSTER)) {
    for (const part of printCluster(cluster)) append(printed, part);
  }
  return printed;
}

function printCluster(cluster: string): Printed[] {
  const visible = cluster.replace(INVISIBLE, '');
  if (isPrintable(visible)) return visible ? [{ text: visible }] : [];
  const equivalent = FORMS.map((form) => visible.normalize(form)).find(isPrintable);
  if (equivalent) return [{ text: equivalent }];
  const known = keepCovered(visible);
  return [...(known ? [{ text: known }] : []), { text: STAND_IN, original: cluster }];
}

/** The ways to write a character otherwise, the truest first. */
const FORMS = ['NFD', 'NFKC', 'NFKD'] as const;

/** What the font has of a cluster; marks alone are nothing. */
function keepCovered(cluster: string): string {
  const known = [...cluster].filter((character) => isCovered(character)).join('');
  return /^\p{M}*$/u.test(known) ? '' : known;
}

const isPrintable = (text: string): boolean =>
  [...text].every((character) => isCovered(character) || character === '\n' || character === '\t');

/** Stretches without stand-ins are one. */
function append(printed: Printed[], part: Printed): void {
  const last = printed.at(-1);
  if (last && !last.original && !part.original) last.text += part.text;
  else printed.push(part);
}
