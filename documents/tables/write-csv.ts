import { Readable } from 'node:stream';
import { type Cell, type CellKind, harmless, type Table } from '../../domain/table.ts';
import { chunks } from './chunks.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/**
 * A table as French spreadsheets open it: UTF-8 with its mark, `;`, dates dd/mm/yyyy, a decimal comma. A text is never taken
 * for a formula.
 */
export const csvOf = (table: Table): Readable => Readable.from(chunks(linesOf(table)), { objectMode: false });

async function* linesOf({ columns, rows }: Table): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(columns.map(({ title }) => quoted(harmless(title))));
  for await (const row of rows) yield line(columns.map(({ kind }, index) => written(kind, row[index] ?? null)));
}

const line = (cells: readonly string[]): string => cells.join(';') + LINE_END;

function written(kind: CellKind, cell: Cell): string {
  if (cell === null) return '';
  switch (kind) {
    case 'date':
      return frenchDate(String(cell));
    case 'euros':
      return (Number(cell) / 100).toFixed(2).replace('.', ',');
    case 'integer':
      return String(cell);
    case 'text':
      return quoted(harmless(String(cell)));
  }
}

const frenchDate = (date: string): string => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

const quoted = (text: string): string => (/[;"\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
