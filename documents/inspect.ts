import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FoundFormat, MAX_FILE_BYTES } from '../domain/report.ts';
import { type Content, sizeOf } from './content.ts';
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
 * Looks into an uploaded file (R12): format by content, size, pages of a PDF, hash. A PDF whose pages nobody can count
 * is `unreadable`. Files over the limit are not opened further. Rejects only where the disk fails.
 */
export async function inspectUpload(content: Content): Promise<Inspection> {
  const sizeBytes = await sizeOf(content);
  const sha256 = await hashOf(content);
  const format = await sniff(content);
  if (format !== 'pdf' || sizeBytes > MAX_FILE_BYTES) return { format, sizeBytes, sha256 };
  const pages = await countPdfPages(content);
  return pages === undefined ? { format: 'unreadable', sizeBytes, sha256 } : { format, sizeBytes, pages, sha256 };
}

async function hashOf(content: Content): Promise<string> {
  const hash = createHash('sha256');
  if (typeof content !== 'string') return hash.update(content).digest('hex');
  for await (const chunk of createReadStream(content)) hash.update(chunk);
  return hash.digest('hex');
}
