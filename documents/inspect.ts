import { type FoundFormat, MAX_FILE_BYTES } from '../domain/report.ts';
import { type Content, sha256Of, sizeOf } from './content.ts';
import { countPdfPages } from './pdf-pages.ts';
import { sniff } from './sniff.ts';

/** What is known of an uploaded file by looking into it; `judgeFile` says whether it may be deposited. */
export interface Inspection {
  format: FoundFormat;
  sizeBytes: number;
  /** Of a PDF. */
  pages?: number;
  /** Of the bytes, in lowercase hexadecimal. */
  sha256: string;
}

/**
 * Looks into an uploaded file (R12): format by content or what is wrong with it, size, pages of a PDF, hash. Files over the
 * limit are not opened. Rejects only where the disk fails.
 */
export async function inspectUpload(content: Content): Promise<Inspection> {
  const sizeBytes = await sizeOf(content);
  const sha256 = await sha256Of(content);
  if (sizeBytes > MAX_FILE_BYTES) return { format: 'other', sizeBytes, sha256 };
  const format = await sniff(content);
  if (format !== 'pdf') return { format, sizeBytes, sha256 };
  const counted = await countPdfPages(content);
  if ('flaw' in counted) return { format: counted.flaw, sizeBytes, sha256 };
  return { format, sizeBytes, pages: counted.pages, sha256 };
}
