import type { Colour, Face, Style } from './sheet.ts';
import { prepared, printable } from './typography.ts';

/** A text, or stretches of it that differ by face or colour. `\n` begins a new line. */
export type RichText = string | readonly Span[];
export interface Span {
  text: string;
  face?: Face;
  colour?: Colour;
}

/** What is drawn at once: one style, no line end. */
export interface Piece {
  text: string;
  style: Style;
  /** In points. */
  width: number;
  /** What a stand-in stands for. */
  original?: string;
}

export interface Line {
  pieces: Piece[];
  width: number;
}

/** The width of a text, in points. */
export type Measure = (text: string, style: Style) => number;

type Stretch = Omit<Piece, 'width'>;

/**
 * Breaks a text into lines no wider than `width`: between words, never at an unbreakable space; within a word only when it
 * alone is too wide, then after punctuation if that will do (addresses), else anywhere. A blank text has no line.
 */
export function breakLines(text: RichText, style: Style, width: number, measure: Measure): Line[] {
  const stretches = stretchesOf(text, style);
  if (stretches.every((stretch) => stretch.text.trim() === '')) return [];
  return splitAtLineEnds(stretches).flatMap((paragraph) => fill(wordsOf(paragraph), width, measure));
}

function stretchesOf(text: RichText, style: Style): Stretch[] {
  const spans: readonly Span[] = typeof text === 'string' ? [{ text }] : text;
  return spans.flatMap(({ text: words, face = style.face, colour = style.colour }) => {
    const own = { ...style, face, colour };
    return printable(prepared(words)).map((printed) => ({ ...printed, style: own }));
  });
}

function splitAtLineEnds(stretches: readonly Stretch[]): Stretch[][] {
  const lines: Stretch[][] = [[]];
  for (const stretch of stretches) {
    stretch.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text) lines.at(-1)?.push({ ...stretch, text });
    });
  }
  return lines;
}

/** A word with the space before it; parts of it may differ by style. */
interface Word {
  space?: Stretch;
  parts: Stretch[];
}

const BREAKABLE = /([ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+)/;

function wordsOf(stretches: readonly Stretch[]): Word[] {
  const words: Word[] = [{ parts: [] }];
  for (const stretch of stretches) {
    stretch.text.split(BREAKABLE).forEach((text, index) => {
      if (index % 2 === 1) words.push({ space: { style: stretch.style, text: ' ' }, parts: [] });
      else if (text) words.at(-1)?.parts.push({ ...stretch, text: text.replaceAll('\u00a0', ' ') });
    });
  }
  return words.filter((word) => word.parts.length > 0);
}

/** Rounding, so that a word measured to fit exactly does. */
const TOLERANCE = 0.01;

/** Fills lines with words, greedily. */
function fill(words: readonly Word[], width: number, measure: Measure): Line[] {
  const widthOf = (parts: readonly Stretch[]): number =>
    parts.reduce((sum, part) => sum + measure(part.text, part.style), 0);
  const lines: Stretch[][] = [[]];
  let used = 0;
  const put = (parts: readonly Stretch[], wide: number): void => {
    lines.at(-1)?.push(...parts);
    used += wide;
  };
  const newLine = (): void => {
    lines.push([]);
    used = 0;
  };
  for (const { space, parts } of words) {
    const wide = widthOf(parts);
    const gap = used > 0 && space ? widthOf([space]) : 0;
    if (used > 0 && used + gap + wide > width + TOLERANCE) newLine();
    else if (used > 0 && space) put([space], gap);
    if (wide <= width + TOLERANCE) put(parts, wide);
    else {
      for (const bit of bitsOf(parts, width, widthOf)) {
        if (used > 0 && used + bit.width > width + TOLERANCE) newLine();
        put([bit.stretch], bit.width);
      }
    }
  }
  return lines.map((stretches) => lineOf(stretches, measure));
}

const AFTER_PUNCTUATION = /(?<=[-/.@_?&=+~,;:#%–—])/;

/** A word too wide for a line, as the smallest parts that it may be broken into. */
function* bitsOf(parts: readonly Stretch[], width: number, widthOf: (parts: readonly Stretch[]) => number) {
  for (const part of parts) {
    for (const text of part.text.split(AFTER_PUNCTUATION)) {
      const stretch = { ...part, text };
      const wide = widthOf([stretch]);
      if (wide <= width) yield { stretch, width: wide };
      else yield* charactersOf(stretch, widthOf);
    }
  }
}

function* charactersOf(stretch: Stretch, widthOf: (parts: readonly Stretch[]) => number) {
  for (const [text] of stretch.text.matchAll(/\P{M}?\p{M}*/gu)) {
    if (!text) continue;
    const character = { ...stretch, text };
    yield { stretch: character, width: widthOf([character]) };
  }
}

/** Neighbours of one style are drawn together. */
function lineOf(stretches: readonly Stretch[], measure: Measure): Line {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    if (last && !last.original && !stretch.original && isSame(last.style, stretch.style)) last.text += stretch.text;
    else merged.push({ ...stretch });
  }
  const pieces = merged.map((stretch) => ({ ...stretch, width: measure(stretch.text, stretch.style) }));
  return { pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0) };
}

const isSame = (a: Style, b: Style): boolean => a.face === b.face && a.colour === b.colour && a.size === b.size;

/** The text on one line, cut with … where it is too long. */
export function oneLine(text: string, style: Style, width: number, measure: Measure): Line {
  const [first, ...others] = breakLines(text, style, width, measure);
  if (!first) return { pieces: [], width: 0 };
  if (others.length === 0) return first;
  const words = first.pieces.map((piece) => piece.text).join('');
  for (let length = words.length; length > 0; length -= 1) {
    const [cut, ...more] = breakLines(`${words.slice(0, length).trimEnd()}…`, style, width, measure);
    if (cut && more.length === 0) return cut;
  }
  return { pieces: [], width: 0 };
}
