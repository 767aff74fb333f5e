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

/** A table that somebody sent: each row with its line in the file, the first being line 1. */
export interface ReadTable {
  rows: { line: number; cells: string[] }[];
}
