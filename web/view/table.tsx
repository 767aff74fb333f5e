import type { Child } from 'hono/jsx';

export interface Column<Row> {
  label: Child;
  cell: (row: Row) => Child;
  /** Numbers are aligned on the right. */
  numeric?: boolean;
}

interface TableProps<Row> {
  /** Says what the table holds, for everyone. */
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Instead of a table without rows. */
  empty: Child;
}

/** A table whose first column names its rows; on a phone each row becomes a small card. */
export function Table<Row>({ caption, hideCaption, columns, rows, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <table class="stacked">
      <caption class={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, numeric }) => (
            <th scope="col" class={numeric ? 'numeric' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>{columns.map((column, index) => cellOf(column, row, index === 0))}</tr>
        ))}
      </tbody>
    </table>
  );
}

function cellOf<Row>({ label, cell, numeric }: Column<Row>, row: Row, isName: boolean) {
  const kind = numeric ? 'numeric' : undefined;
  if (isName) {
    return (
      <th scope="row" class={kind}>
        {cell(row)}
      </th>
    );
  }
  return (
    <td class={kind}>
      <span class="cell-label" aria-hidden="true">
        {label}
      </span>
      <span class="cell">{cell(row)}</span>
    </td>
  );
}
