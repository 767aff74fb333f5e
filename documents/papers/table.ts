import type { Block, Head, Room, Slice } from './flow.ts';
import type { RichText } from './lines.ts';
import type { Tag } from './press.ts';
import { type Cell, HAIRLINE, layRow, type RowLook, repeatedRow, rowSlices } from './rows.ts';
import { COLOURS, STYLES, type Style } from './sheet.ts';

export interface TableColumn {
  title: string;
  /** Its part of the table's width, from 0 to 1. */
  share: number;
  align?: 'left' | 'right';
  /** Its cells are the headers of their rows. */
  heads?: boolean;
}

export interface Table {
  columns: readonly TableColumn[];
  /** A text a column. */
  rows: readonly (readonly RichText[])[];
  /** The last row: what it is, over all columns but the last, and its figure. */
  total?: { label: string; figure: string };
}

const LOOK: RowLook = { padding: 5, gutter: 12, inset: 8 };

/** A table whose column titles are repeated on each page that it goes on to; to be read, they are there once. */
export function table({ columns, rows, total }: Table): Block {
  return (room) => {
    const widths = columns.map(({ share }) => share * room.width);
    const tag: Tag = { type: 'Table', parent: room.within };
    const { slices: titles, head } = titleRow(columns, widths, { type: 'THead', parent: tag }, room);
    const body: Tag = { type: 'TBody', parent: tag };
    const lines = rows.map((texts) => layRow(cellsOf(texts, columns, body), widths, ruled, room));
    const last = total ? [layRow(totalCells(total, columns.length, body), widths, filled, room)] : [];
    const parts = [...lines, ...last].map(rowSlices);
    return [...titles, ...keepTotal(parts, total !== undefined).map((slice) => ({ ...slice, head }))];
  };
}

const ruled: RowLook = { ...LOOK, rule: HAIRLINE };
const filled: RowLook = { ...LOOK, fill: COLOURS.panel };

function titleRow(columns: readonly TableColumn[], widths: readonly number[], parent: Tag, room: Room) {
  const line: Tag = { type: 'TR', parent };
  const cells = columns.map(
    ({ title, align }): Cell => ({
      text: title,
      align,
      style: STYLES.columnTitle,
      tag: { type: 'TH', scope: 'Column', parent: line },
    }),
  );
  const row = layRow(cells, widths, { ...filled, rule: COLOURS.accent }, room);
  const head: Head = repeatedRow(row);
  return { slices: rowSlices(row).map((slice): Slice => ({ ...slice, gap: 8, joined: true })), head };
}

function cellsOf(texts: readonly RichText[], columns: readonly TableColumn[], parent: Tag): Cell[] {
  const line: Tag = { type: 'TR', parent };
  return columns.map(({ align, heads }, index) => ({
    text: texts[index] ?? '',
    align,
    tag: heads ? { type: 'TH', scope: 'Row', parent: line } : { type: 'TD', parent: line },
  }));
}

function totalCells({ label, figure }: { label: string; figure: string }, columns: number, parent: Tag): Cell[] {
  const line: Tag = { type: 'TR', parent };
  const style: Style = STYLES.columnTitle;
  return [
    { text: label, style, tag: { type: 'TH', scope: 'Row', columns: columns - 1, parent: line } },
    { text: figure, style, align: 'right', tag: { type: 'TD', parent: line } },
  ];
}

/** The row before a total stays with it. */
function keepTotal(parts: readonly Slice[][], hasTotal: boolean): Slice[] {
  const before = hasTotal ? parts.at(-2)?.at(-1) : undefined;
  if (before) before.joined = true;
  return parts.flat();
}

/** What is known, a line each: its name, and what it is. Facts that are absent have no line. */
export function facts(known: readonly (readonly [name: string, value: RichText | undefined])[]): Block {
  return (room) => {
    const tag: Tag = { type: 'Table', parent: room.within };
    const widths = [0.34 * room.width, 0.66 * room.width];
    const given = known.filter((fact): fact is readonly [string, RichText] => Boolean(fact[1]));
    const slices = given.flatMap(([name, value]) => {
      const line: Tag = { type: 'TR', parent: tag };
      const cells: Cell[] = [
        { text: name, style: STYLES.label, tag: { type: 'TH', scope: 'Row', parent: line } },
        { text: value, style: STYLES.value, tag: { type: 'TD', parent: line } },
      ];
      return rowSlices(layRow(cells, widths, { padding: 4, gutter: 12, rule: HAIRLINE }, room));
    });
    return slices.map((slice, index) => ({ ...slice, gap: index === 0 ? 14 : 0 }));
  };
}
