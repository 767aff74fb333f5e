import type { FormState } from './form.ts';

/** A row of a form that has several: its fields, as they were typed. */
export type Row = Readonly<Record<string, string>>;

/** What a button of such a form asks for. */
export type RowAct = { kind: 'save' | 'add' } | { kind: 'remove' | 'up' | 'down'; rank: number };

/** What the buttons of such a form send, under this name. */
export const ACT = 'faire';
export const SAVE = 'enregistrer';
export const ADD = 'ajouter';
const ON_A_ROW = { retirer: 'remove', monter: 'up', descendre: 'down' } as const;
type OnARow = keyof typeof ON_A_ROW;

/** What the button of a row sends: `monter-2`. */
export const onRow = (what: OnARow, rank: number): string => `${what}-${rank}`;

/** What was asked for; to save, when it is nothing that we know. */
export function actIn(sent: unknown): RowAct {
  if (sent === ADD) return { kind: 'add' };
  const [, what, rank] = /^(retirer|monter|descendre)-(\d{1,3})$/.exec(String(sent)) ?? [];
  return what ? { kind: ON_A_ROW[what as OnARow], rank: Number(rank) } : { kind: 'save' };
}

/** The rows that were sent, in their order: `{ 0: {…}, 1: {…} }`, without those left empty. */
export function rowsIn(sent: unknown): Row[] {
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.entries(sent)
    .filter(([rank, row]) => /^\d{1,3}$/.test(rank) && typeof row === 'object' && row !== null)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, row]) => Object.fromEntries(Object.entries(row as object).map(([name, value]) => [name, String(value)])));
}

/** The rows among the fields of a form as it was sent, with dotted names: `criteria.0.label`. */
export function rowsNamed(name: string, body: Readonly<Record<string, unknown>>): Row[] {
  const rows: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(body)) {
    const [head, rank, field, ...more] = path.split('.');
    if (head !== name || !rank || !field || more.length > 0) continue;
    rows[rank] = { ...rows[rank], [field]: value };
  }
  return rowsIn(rows);
}

/** The rows once a button was pressed: one more, one less, or two that have changed places. */
export function rowsAfter(rows: readonly Row[], act: RowAct, added: Row = {}): Row[] {
  switch (act.kind) {
    case 'add':
      return [...rows, added];
    case 'remove':
      return rows.filter((_, rank) => rank !== act.rank);
    case 'up':
      return swapped(rows, act.rank - 1);
    case 'down':
      return swapped(rows, act.rank);
    default:
      return [...rows];
  }
}

/** The row of this rank and the one after it, in each other's place; as they are, at either end. */
function swapped(rows: readonly Row[], rank: number): Row[] {
  const [first, second] = [rows[rank], rows[rank + 1]];
  if (!first || !second) return [...rows];
  return [...rows.slice(0, rank), second, first, ...rows.slice(rank + 2)];
}

/** Rows as the values of a form's fields: `criteria.0.label`. */
export const valuesOfRows = (name: string, rows: readonly Row[]): FormState['values'] =>
  Object.fromEntries(
    rows.flatMap((row, rank) => Object.entries(row).map(([field, value]) => [`${name}.${rank}.${field}`, value])),
  );
