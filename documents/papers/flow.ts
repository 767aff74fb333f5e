import type { Measure } from './lines.ts';
import type { Press, Tag } from './press.ts';
import { SHEET } from './sheet.ts';

/** A piece of a paper that no page break divides, in points. */
export interface Slice {
  height: number;
  /** The space above it, left out at the top of a page. */
  gap: number;
  /** Stays on the page of the next slice. */
  joined?: boolean;
  /** Drawn again above this slice when a page begins with it. */
  head?: Head;
  /** The space below that head, in points. */
  belowHead?: number;
  draw(press: Press, x: number, y: number): void;
}

export interface Head {
  height: number;
  draw(press: Press, x: number, y: number): void;
}

/** Where a block is laid out. */
export interface Room {
  measure: Measure;
  width: number;
  /** What its tags are part of. */
  within?: Tag;
}

/** A part of a paper, which becomes slices once the room that it has is known. */
export type Block = (room: Room) => Slice[];

/** A slice, or the repeated head of one, at its height on the page. */
export interface Placed {
  y: number;
  draw: Slice['draw'];
}

const BOTTOM = SHEET.height - SHEET.bottom;

/** What a page below its head can hold at least: nothing taller may be kept whole. */
export const TALLEST = BOTTOM - SHEET.topOfNext;

/**
 * Distributes slices over pages, in order: those joined stay together unless a page is too short for them. A heading joined
 * to what follows is so never last on its page.
 */
export function paginate(slices: readonly Slice[]): Placed[][] {
  const pages: Placed[][] = [[]];
  let y: number = SHEET.top;
  const isTop = (): boolean => pages.at(-1)?.length === 0;
  const put = (slice: Slice): void => {
    if (!isTop()) y += slice.gap;
    pages.at(-1)?.push({ y, draw: slice.draw });
    y += slice.height;
  };
  const newPage = (first?: Slice): void => {
    pages.push([]);
    y = SHEET.topOfNext;
    if (!first?.head) return;
    put({ ...first.head, gap: 0 });
    y += first.belowHead ?? 0;
  };
  for (const chain of chainsOf(slices)) {
    if (!isTop() && y + heightOf(chain) > BOTTOM) newPage(chain[0]);
    for (const slice of chain) {
      if (!isTop() && y + slice.gap + slice.height > BOTTOM) newPage(slice);
      put(slice);
    }
  }
  return pages;
}

const heightOf = (chain: readonly Slice[]): number => chain.reduce((sum, { gap, height }) => sum + gap + height, 0);

/** Slices with those that they are joined to. */
function chainsOf(slices: readonly Slice[]): Slice[][] {
  const chains: Slice[][] = [];
  let open = false;
  for (const slice of slices) {
    if (open) chains.at(-1)?.push(slice);
    else chains.push([slice]);
    open = slice.joined === true;
  }
  return chains;
}
