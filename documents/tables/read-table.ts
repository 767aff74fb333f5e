import { CsvError, parse } from 'csv-parse/sync';
import type { ReadTable } from '../../domain/table.ts';
import { textOf } from './text-encoding.ts';

/** The file is not a table that can be read; `line` is where the reading stopped, when it is known. */
export class UnreadableTable extends Error {
  readonly line?: number;
  constructor(line?: number) {
    super('This is not a table of text.');
    this.name = 'UnreadableTable';
    this.line = line;
  }
}

const SEPARATORS = [';', '\t', ','] as const;

/**
 * The rows of a CSV file, whatever the spreadsheet that wrote it: separated by `;`, tabulations or commas, in UTF-8, UTF-16
 * or Windows-1252. Cells are trimmed; lines without anything are left out, and count.
 *
 * @throws UnreadableTable when quotes do not match, or when it is not a text.
 */
export function readTable(content: Buffer): ReadTable {
  const text = textOf(content)?.replace(/\r\n?/g, '\n');
  if (text === undefined) throw new UnreadableTable();
  try {
    const read = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      trim: true,
      relax_column_count: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return { rows: numbered(read).filter(({ cells }) => cells.some((cell) => cell !== '')) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableTable(typeof error.lines === 'number' ? error.lines : undefined);
  }
}

/** `info.lines` is where a record ends; one that holds line ends begins before. */
const numbered = (read: { record: string[]; info: { lines: number } }[]): ReadTable['rows'] =>
  read.map(({ record, info }) => ({
    line: info.lines - record.reduce((ends, cell) => ends + (cell.split('\n').length - 1), 0),
    cells: record,
  }));

/** The separator that the headings have most of, outside quotes. */
function separatorOf(text: string): string {
  const headings = (text.match(/^\s*[^\n]*/)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const count = (separator: string) => headings.split(separator).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best), SEPARATORS[0]);
}
