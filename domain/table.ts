/**
 * What a cell holds: a text, a whole number, a civil date (`YYYY-MM-DD`) or a sum in euro cents, as its column says. Nothing,
 * when null.
 */
export type CellKind = 'text' | 'integer' | 'date' | 'euros';
export type Cell = string | number | null;

export interface TableColumn {
  title: string;
  kind: CellKind;
}

/** A table on its way into a spreadsheet: its rows are read while it is written, and may be many. */
export interface Table {
  name: string;
  columns: readonly TableColumn[];
  rows: AsyncIterable<readonly Cell[]>;
}

/** What makes a spreadsheet compute a cell, also in full-width letters: an apostrophe before it makes it a text. */
const COMPUTED = /^[\s\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** A text as a spreadsheet never takes it for a formula. */
export const harmless = (text: string): string => (COMPUTED.test(text) ? `'${text}` : text);

/** The text that `harmless` was given: only the apostrophe that it put goes (« '+33 6 12… », not « 's Gravesande »). */
export const withoutItsApostrophe = (cell: string): string =>
  cell.startsWith("'") && COMPUTED.test(cell.slice(1)) ? cell.slice(1) : cell;

/** A table that somebody sent: each row with its line in the file, the first being line 1. */
export interface ReadTable {
  rows: { line: number; cells: string[] }[];
}
