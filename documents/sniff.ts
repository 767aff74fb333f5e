import type { FoundFormat } from '../domain/report.ts';
import { type Content, readRange } from './content.ts';
import { OLE_START, sniffOle } from './sniff-ole.ts';
import { PDF_HEADER, PDF_HEADER_WITHIN, sniffPdf } from './sniff-pdf.ts';
import { sniffZip } from './sniff-zip.ts';

const ZIP_ENTRY = Buffer.from('PK\x03\x04', 'latin1');

/**
 * What the file is, read from its content and never from its name (R12). A file that could pass for two things at once (a
 * polyglot) is `ambiguous`. The pages of a PDF are not looked at. Rejects only where the disk fails.
 */
export async function sniff(content: Content): Promise<FoundFormat> {
  const head = await readRange(content, 0, PDF_HEADER_WITHIN);
  const pdfAt = head.indexOf(PDF_HEADER, 0, 'latin1');
  if (beginsWith(head, ZIP_ENTRY)) return pdfAt >= 0 ? 'ambiguous' : sniffZip(content);
  if (pdfAt >= 0) return sniffPdf(content, head, pdfAt);
  return beginsWith(head, OLE_START) ? sniffOle(content) : 'other';
}

const beginsWith = (head: Buffer, signature: Buffer): boolean => head.subarray(0, signature.length).equals(signature);
