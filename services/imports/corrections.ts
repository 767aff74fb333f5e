import type { StoredImportLine } from '../../db/imports.ts';
import type { Cell } from '../../domain/table.ts';
import type { Backend } from '../backend.ts';
import { EXPORT_MEDIA_TYPES, type Export } from '../exports.ts';
import type { Principal } from '../principal.ts';
import { columnOf, REMARK_HEADINGS } from './columns.ts';
import { readImport } from './imports.ts';

const PAGE = 200;

/**
 * The lines of an import that are to be corrected, as a file to correct and send again: the columns that were read, then what is
 * wrong. Lines of auditeurs who are enrolled already are not among them.
 */
export async function importCorrections(backend: Backend, principal: Principal, id: string): Promise<Export> {
  const { columns } = await readImport(backend, principal, id);
  const titles = [...columns.map(({ title }) => title), REMARK_HEADINGS.line, REMARK_HEADINGS.remarks];
  const rows = rowsOf(
    wrongLines(backend, id),
    columns.map(({ path }) => path),
  );
  return {
    fileName: 'inscriptions-a-corriger.csv',
    mediaType: EXPORT_MEDIA_TYPES.csv,
    content: backend.tables.csv({
      name: 'Inscriptions',
      columns: titles.map((title) => ({ title, kind: 'text' })),
      rows,
    }),
  };
}

async function* rowsOf(lines: AsyncIterable<StoredImportLine>, paths: readonly string[]): AsyncGenerator<Cell[]> {
  for await (const { line, cells = {}, refusals } of lines) {
    yield [...paths.map((path) => cells[path] ?? null), String(line), refusals.map(inWords).join(' ')];
  }
}

/** In the order of the file, those that a rule refused at the last moment among them. */
async function* wrongLines({ stores }: Backend, id: string): AsyncGenerator<StoredImportLine> {
  for (let after = 0; ; ) {
    const lines = await stores.imports.lines(id, { limit: PAGE, after });
    for (const line of lines) if (isWrong(line)) yield line;
    if (lines.length < PAGE) return;
    after = lines.at(-1)!.line;
  }
}

/** Whether there is something to correct in a line. */
const isWrong = ({ status, refusals }: StoredImportLine): boolean =>
  status === 'failed' || (status === 'refused' && !refusals.some(({ code }) => code === 'enrolment.duplicate'));

function inWords({ path, message }: StoredImportLine['refusals'][number]): string {
  const column = columnOf(path);
  const sentence = message.endsWith('.') ? message : `${message}.`;
  return column ? `${column.title}\u00a0: ${sentence}` : sentence;
}
