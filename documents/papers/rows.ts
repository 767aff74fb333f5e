import { type Room, type Slice, TALLEST } from './flow.ts';
import { breakLines, type Line, type RichText } from './lines.ts';
import type { Press, Tag } from './press.ts';
import { COLOURS, type Colour, STYLES, type Style } from './sheet.ts';

/** A text in a row of several side by side. */
export interface Cell {
  text: RichText;
  style?: Style;
  tag: Tag;
  align?: 'left' | 'right';
}

export interface RowLook {
  /** Above and below the texts, in points. */
  padding: number;
  /** Between the columns. */
  gutter: number;
  /** Left and right of the whole row. */
  inset?: number;
  fill?: Colour;
  /** A hairline below. */
  rule?: Colour;
}

/** Cells side by side, laid out. */
export interface Row {
  height: number;
  /** How many lines its longest cell has, at least one. */
  lines: number;
  leading: number;
  cells: readonly { cell: Cell; x: number; width: number; lines: Line[] }[];
  width: number;
  look: RowLook;
}

/** Lays cells out in columns of these widths, in points; the gutter is taken from each of them. */
export function layRow(cells: readonly Cell[], widths: readonly number[], look: RowLook, room: Room): Row {
  const { padding, gutter, inset = 0 } = look;
  let column = 0;
  let x = inset;
  const laid = cells.map((cell, index) => {
    const next = column + (cell.tag.columns ?? 1);
    const whole = widths.slice(column, next).reduce((sum, wide) => sum + wide, 0);
    column = next;
    const sides = (index === 0 ? inset : 0) + (index === cells.length - 1 ? inset : gutter);
    const width = Math.max(1, whole - sides);
    const placed = { cell, x, width, lines: breakLines(cell.text, styleOf(cell), width, room.measure) };
    x += width + gutter;
    return placed;
  });
  const lines = Math.max(1, ...laid.map((cell) => cell.lines.length));
  const leading = Math.max(...cells.map((cell) => styleOf(cell).leading));
  return { height: lines * leading + 2 * padding, lines, leading, cells: laid, width: room.width, look };
}

const styleOf = (cell: Cell): Style => cell.style ?? STYLES.cell;

/** A taller row may be divided between pages, line by line. */
const WHOLE = TALLEST / 3;

/** A row as slices: one, or one a line where it is tall. */
export function rowSlices(row: Row): Slice[] {
  if (row.height <= WHOLE) return [{ ...stretch(row, 0, row.lines), gap: 0 }];
  return Array.from({ length: row.lines }, (_, index) => ({
    ...stretch(row, index, index + 1),
    gap: 0,
    joined: index === 0 || index === row.lines - 2,
    belowHead: index === 0 ? 0 : row.look.padding,
  }));
}

/** The lines of a row from one to before another. */
function stretch(row: Row, from: number, to: number): Pick<Slice, 'height' | 'draw'> {
  const { padding } = row.look;
  const above = from === 0 ? padding : 0;
  const isLast = to === row.lines;
  const height = (to - from) * row.leading + above + (isLast ? padding : 0);
  return {
    height,
    draw(press, x, y) {
      drawGround(press, row, { x, y, height, isLast });
      for (const { cell } of row.cells) press.place(cell.tag);
      for (const { cell, ...column } of row.cells) {
        const lines = column.lines.slice(from, to);
        if (lines.length === 0) continue;
        press.tagged(cell.tag, () => writeLines(press, lines, { ...column, row, cell, left: x, top: y + above }));
      }
    },
  };
}

/** A whole row that is only seen: the head of a table, repeated. */
export function repeatedRow(row: Row): Pick<Slice, 'height' | 'draw'> {
  return {
    height: row.height,
    draw: (press, x, y) =>
      press.artifact('Pagination', () => {
        drawGround(press, row, { x, y, height: row.height, isLast: true });
        for (const { cell, ...column } of row.cells) {
          writeLines(press, column.lines, { ...column, row, cell, left: x, top: y + row.look.padding });
        }
      }),
  };
}

function drawGround(press: Press, row: Row, at: { x: number; y: number; height: number; isLast: boolean }): void {
  const { fill, rule } = row.look;
  const { x, y, height } = at;
  if (!fill && !rule) return;
  press.artifact('Layout', () => {
    if (fill) press.fill([{ x, y, width: row.width, height }], fill);
    if (rule && at.isLast) press.fill([{ x, y: y + height - 0.6, width: row.width, height: 0.6 }], rule);
  });
}

interface Column {
  row: Row;
  cell: Cell;
  x: number;
  width: number;
  left: number;
  top: number;
}

function writeLines(press: Press, lines: readonly Line[], { row, cell, x, width, left, top }: Column): void {
  lines.forEach((line, index) => {
    const shift = cell.align === 'right' ? width - line.width : 0;
    press.write(line, left + x + shift, top + index * row.leading);
  });
}

/** The quiet line between rows. */
export const HAIRLINE = COLOURS.rule;
