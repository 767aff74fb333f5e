import { type Block, type Room, type Slice, TALLEST } from './flow.ts';
import type { Press } from './press.ts';
import { COLOURS, type Colour } from './sheet.ts';

interface PanelLook {
  gap?: number;
  fill?: Colour;
  /** A bar at its left edge. */
  bar?: Colour;
}

/** Between the edges of a panel and what it holds. */
export const PADDING = 12;
const BAR = 3;

/** Blocks on a ground of their own, kept together on one page as long as they fit there. */
export function panel(blocks: readonly Block[], { gap = 14, fill = COLOURS.panel, bar }: PanelLook = {}): Block {
  return (room) => {
    const inner: Room = { ...room, width: room.width - 2 * PADDING - BAR };
    const slices = blocks.flatMap((block) => block(inner));
    const height = heightOf(slices) + 2 * PADDING;
    const ground = (press: Press, x: number, y: number, tall: number): void =>
      press.artifact('Layout', () => {
        press.fill([{ x, y, width: room.width, height: tall }], fill);
        if (bar) press.fill([{ x, y, width: BAR, height: tall }], bar);
      });
    if (slices.length === 0) return [];
    if (height > TALLEST) return divided(slices, ground, gap);
    return [
      {
        height,
        gap,
        draw(press, x, y) {
          ground(press, x, y, height);
          drawStack(press, slices, x + BAR + PADDING, y + PADDING);
        },
      },
    ];
  };
}

/** Too tall for a page: each slice with its part of the ground. */
const divided = (
  slices: readonly Slice[],
  ground: (press: Press, x: number, y: number, tall: number) => void,
  gap: number,
): Slice[] =>
  slices.map((slice, index) => ({
    ...slice,
    gap: index === 0 ? gap : 0,
    height: slice.height + (index === 0 ? 0 : slice.gap),
    draw(press, x, y) {
      const above = index === 0 ? 0 : slice.gap;
      ground(press, x, y, slice.height + above);
      slice.draw(press, x + BAR + PADDING, y + above);
    },
  }));

/** The height of slices one below the other, without the space above the first. */
export const heightOf = (slices: readonly Slice[]): number =>
  slices.reduce((sum, slice, index) => sum + slice.height + (index === 0 ? 0 : slice.gap), 0);

/** Draws slices one below the other, without the space above the first. */
export function drawStack(press: Press, slices: readonly Slice[], x: number, y: number): void {
  let top = y;
  slices.forEach((slice, index) => {
    if (index > 0) top += slice.gap;
    slice.draw(press, x, top);
    top += slice.height;
  });
}
