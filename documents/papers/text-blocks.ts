import type { Block, Slice } from './flow.ts';
import { breakLines, type Line, type RichText } from './lines.ts';
import type { Tag } from './press.ts';
import { STYLES, type Style } from './sheet.ts';
import { prepared } from './typography.ts';

interface TextOptions {
  style?: Style;
  /** The space above, in points. */
  gap?: number;
  tag?: string;
  /** Stays on the page of what follows. */
  joined?: boolean;
}

/** One paragraph, whose first two lines, and last two, are never parted. Without text, nothing. */
export function paragraph(text: RichText, options: TextOptions = {}): Block {
  const { style = STYLES.body, gap = 8, tag: type = 'P', joined } = options;
  return ({ measure, width, within }) => {
    const tag: Tag = { type, parent: within };
    const lines = breakLines(text, style, width, measure);
    return lines.map((line, index) => ({
      ...lineSlice(line, style, tag),
      gap: index === 0 ? gap : 0,
      joined: index === lines.length - 1 ? joined : joined || index === 0 || index === lines.length - 2,
    }));
  };
}

const lineSlice = (line: Line, style: Style, tag: Tag): Pick<Slice, 'height' | 'draw'> => ({
  height: style.leading,
  draw: (press, x, y) => press.tagged(tag, () => press.write(line, x, y)),
});

/** What somebody wrote: its paragraphs, which blank lines part, and the line ends within them. */
export function prose(text: string): Block {
  const paragraphs = prepared(text)
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
    .filter((part) => part.trim() !== '');
  return stack(...paragraphs.map((part) => paragraph(part)));
}

/** The paper's title. */
export const title = (text: string): Block =>
  paragraph(text, { style: STYLES.title, tag: 'H1', gap: 26, joined: true });

/** What stands below the title. */
export const subtitle = (text: string): Block => paragraph(text, { style: STYLES.subtitle, gap: 2 });

/** The heading of a part, never parted from what it heads. */
export const heading = (text: string): Block =>
  paragraph(text, { style: STYLES.heading, tag: 'H2', gap: 20, joined: true });

/** Blocks one below the other. */
export const stack =
  (...blocks: Block[]): Block =>
  (room) =>
    blocks.flatMap((block) => block(room));
