import type { Readable } from 'node:stream';
import type { ExportedEnrolment } from '../db/enrolment-export.ts';
import type { EnrolmentFilters } from '../db/enrolment-list.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Cell } from '../domain/table.ts';
import { tellAudit } from './audit.ts';
import { type Backend, present } from './backend.ts';
import { EXPORT_COLUMNS } from './export-columns.ts';
import type { Principal } from './principal.ts';

export const EXPORT_FORMATS = ['csv', 'ods'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A file on its way: `content` is read from the database as it is sent, and never held whole. */
export interface Export {
  fileName: string;
  mediaType: string;
  content: Readable;
}

export const EXPORT_MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

/**
 * The enrolments that staff may see and that filters let through, as a spreadsheet. Who exports what is told in the audit
 * log, without the words looked for: they may be a name.
 */
export async function exportEnrolments(
  backend: Backend,
  principal: Principal,
  filters: EnrolmentFilters,
  format: ExportFormat,
): Promise<Export> {
  const { today } = await present(backend);
  await tellAudit(backend, principal, {
    action: 'enrolments.exported',
    subject: format,
    text: `Dossiers exportés (${format.toUpperCase()})\u00a0: ${inWords(filters)}.`,
    centre: principal.centre,
  });
  const enrolments = backend.stores.exportedEnrolments(filters, { centre: principal.centre });
  const table = { name: 'Dossiers', columns: EXPORT_COLUMNS, rows: rowsOf(enrolments, backend.civilTime.parisDate) };
  return {
    fileName: `dossiers-${today}.${format}`,
    mediaType: EXPORT_MEDIA_TYPES[format],
    content: backend.tables[format](table),
  };
}

async function* rowsOf(
  enrolments: AsyncIterable<ExportedEnrolment>,
  dateOf: (at: Instant) => PlainDate,
): AsyncGenerator<Cell[]> {
  for await (const enrolment of enrolments) yield EXPORT_COLUMNS.map(({ cell }) => cell(enrolment, { dateOf }));
}

const inWords = ({ q, ...filters }: EnrolmentFilters): string => {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const words = given.map(([name, value]) => `${name} = ${value}`);
  return [...words, ...(q ? ['mots cherchés'] : [])].join(', ') || 'tous';
};
