import { readTable, UnreadableTable } from './read-table.ts';
import { csvOf } from './write-csv.ts';
import { odsOf } from './write-ods.ts';

/** Tables as spreadsheets read and write them. */
export const tables = {
  csv: csvOf,
  ods: odsOf,
  read: readTable,
  /** Where the reading of a table stopped, when the error says so; undefined for any other error. */
  unreadable: (error: unknown): { line?: number } | undefined =>
    error instanceof UnreadableTable ? { line: error.line } : undefined,
};
