import { CsvError, parse } from 'csv-parse/sync';
import type { FieldError } from '../../domain/errors.ts';
import { plain } from './names.ts';
import { mistake, refuseCalendar, refuseIfAny } from './refusal.ts';
import type { CalendarRow, CalendarRows } from './row.ts';

type Column = Exclude<keyof CalendarRow, 'where' | 'path'>;

/** The ministry's export carries French labels, or the names of its API. */
const MINISTRY: Record<string, Column> = {
  description: 'description',
  population: 'population',
  'date de debut': 'start',
  start_date: 'start',
  'date de fin': 'end',
  end_date: 'end',
  zones: 'zones',
  annee_scolaire: 'schoolYear',
};

/** The columns of the data shipped with Jalons. */
const OURS: Record<string, Column> = {
  zone: 'zones',
  school_year: 'schoolYear',
  name: 'description',
  first_day_off: 'start',
  return_day: 'end',
  kind: 'kind',
};

/** Whether the first line is a header that this reader knows. */
export const looksLikeCsv = (text: string): boolean =>
  /(^|[;,\t"])(date de d[eé]but|start_date|first_day_off)/i.test(text.split('\n', 1)[0]!.normalize('NFC'));

/**
 * The rows of the ministry's export, or of our own format, told apart by their headers.
 * @throws RuleViolation `calendar.invalid` when a column is missing or a line is incomplete.
 */
export function csvRows(text: string): CalendarRows {
  const [header, ...lines] = records(text);
  if (!header) refuseCalendar('Le fichier ne contient aucune ligne.');
  const titles = header.cells.map(plain);
  const ours = titles.includes('first_day_off');
  const columns = ours ? OURS : MINISTRY;
  refuseMissing(titles, columns);
  const errors: FieldError[] = [];
  const rows = lines.map((line) => {
    const at = { where: `Ligne ${line.number}`, path: `lines.${line.number}` };
    if (line.cells.length !== titles.length) {
      errors.push(mistake(at, `${line.cells.length} colonnes au lieu de ${titles.length}.`));
    }
    return { ...at, ...cellsByColumn(titles, columns, line.cells) };
  });
  refuseIfAny(errors);
  return { format: ours ? 'jalons-csv' : 'ministry-csv', rows, remarks: [] };
}

function records(text: string): { cells: string[]; number: number }[] {
  const firstLine = text.split('\n', 1)[0]!;
  const delimiter = [';', '\t', ','].find((candidate) => firstLine.includes(candidate)) ?? ';';
  const options = { delimiter, info: true, trim: true, skip_empty_lines: true, relax_column_count: true } as const;
  try {
    const read = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return read.map(({ record, info }) => ({ cells: record, number: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? `, vers la ligne ${error.lines}` : '';
    return refuseCalendar(`Le fichier CSV ne peut pas être lu${line}\u00a0: guillemets ou séparateurs incorrects.`);
  }
}

function refuseMissing(titles: readonly string[], columns: Record<string, Column>): void {
  const present = new Set(titles.map((title) => columns[title]));
  const missing = [...new Set(Object.values(columns))].filter((column) => !present.has(column));
  if (missing.length === 0) return;
  const names = missing.map((column) => Object.keys(columns).find((title) => columns[title] === column));
  refuseCalendar(`Colonnes absentes du fichier\u00a0: ${names.join(', ')}.`);
}

function cellsByColumn(titles: readonly string[], columns: Record<string, Column>, cells: readonly string[]) {
  const row = { description: '', population: '', zones: '', start: '', end: '', schoolYear: '' };
  const named = titles.map((title, index) => [columns[title], cells[index] ?? ''] as const);
  return { ...row, ...Object.fromEntries(named.filter(([column]) => column !== undefined)) };
}
