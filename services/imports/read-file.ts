import { readFile } from 'node:fs/promises';
import { type ReadTable, withoutItsApostrophe } from '../../domain/table.ts';
import type { Backend } from '../backend.ts';
import type { ReceivedFile } from '../deposits.ts';
import { ServiceRefusal } from '../errors.ts';
import { columnNamed, IMPORT_COLUMNS, type ImportColumn, isRemark } from './columns.ts';

export const MAX_IMPORT_BYTES = 2 * 1024 * 1024;
export const MAX_IMPORT_LINES = 1_000;

/** A line as it was written, by field. */
export interface WrittenLine {
  line: number;
  cells: Record<string, string>;
  /** Cells beyond the last heading. */
  beyond: number;
}

export interface ReadImport {
  columns: { path: string; title: string }[];
  /** Headings that name nothing we know. */
  ignored: string[];
  lines: WrittenLine[];
}

/**
 * The lines of a file of registrations, its columns in any order.
 *
 * @throws ServiceRefusal `import.…` when it is too large, cannot be read, lacks a column, or has no line.
 */
export function readImportFile({ tables }: Pick<Backend, 'tables'>, content: Buffer): ReadImport {
  if (content.length > MAX_IMPORT_BYTES) throw tooLarge();
  const { rows } = tableIn(tables, content);
  const [headings, ...others] = rows;
  if (!headings || others.length === 0) {
    throw refused('import.empty', 'Le fichier est vide\u00a0: une ligne de titres, puis une ligne par inscription.');
  }
  const columns = headings.cells.map(columnNamed);
  requireColumns(headings.cells, columns);
  requireFewEnough(others.length);
  return {
    columns: columns.flatMap((column) => (column ? [{ path: column.path, title: column.title }] : [])),
    ignored: headings.cells.filter((heading, index) => heading !== '' && !columns[index] && !isRemark(heading)),
    lines: others.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(
        columns.flatMap((column, index) =>
          column && cells[index]?.trim() ? [[column.path, withoutItsApostrophe(cells[index].trim()).trim()]] : [],
        ),
      ),
      beyond: cells.slice(columns.length).filter((cell) => cell.trim() !== '').length,
    })),
  };
}

function tableIn(tables: Backend['tables'], content: Buffer): ReadTable {
  try {
    return tables.read(content);
  } catch (error) {
    const unreadable = tables.unreadable(error);
    if (!unreadable) throw error;
    const where = unreadable.line === undefined ? '' : `, vers la ligne ${unreadable.line}`;
    throw refused(
      'import.unreadable',
      `Le fichier ne peut pas être lu${where}\u00a0: enregistrez-le au format CSV depuis votre tableur.`,
    );
  }
}

function requireColumns(headings: readonly string[], columns: readonly (ImportColumn | undefined)[]): void {
  const missing = IMPORT_COLUMNS.filter((column) => column.required && !columns.includes(column));
  if (missing.length > 0) {
    const titles = missing.map(({ title }) => `«\u00a0${title}\u00a0»`).join(', ');
    throw refused(
      'import.columns',
      `Il manque au fichier\u00a0: ${titles}. Les titres sont attendus en première ligne.`,
    );
  }
  const twice = headings.find((_, index) => columns[index] && columns.indexOf(columns[index]) < index);
  if (twice !== undefined) throw refused('import.columns', `La colonne «\u00a0${twice}\u00a0» est donnée deux fois.`);
}

function requireFewEnough(lines: number): void {
  if (lines <= MAX_IMPORT_LINES) return;
  throw refused(
    'import.too_long',
    `Le fichier a ${lines}\u00a0lignes pour ${MAX_IMPORT_LINES} au plus\u00a0: importez-le en plusieurs fois.`,
  );
}

/** It is the file that is refused: on a form, under its field. */
const refused = (code: string, message: string): ServiceRefusal =>
  new ServiceRefusal('rule', code, message, [{ path: 'file', code, message }]);

const tooLarge = (): ServiceRefusal => {
  const [code, message] = ['import.too_large', 'Le fichier dépasse 2\u00a0Mio\u00a0: importez-le en plusieurs fois.'];
  return new ServiceRefusal('size', code, message, [{ path: 'file', code, message }]);
};

/** The bytes of a file received with a form; one too large to be read is refused before. */
export async function importContent(file: ReceivedFile | undefined): Promise<Buffer> {
  if (!file) throw refused('import.empty', 'Choisissez un fichier.');
  if (file.path === undefined || file.sizeBytes > MAX_IMPORT_BYTES) throw tooLarge();
  return readFile(file.path);
}
