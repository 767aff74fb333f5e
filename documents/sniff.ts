import { fileTypeFromBuffer } from 'file-type';
import type { FoundFormat } from '../domain/report.ts';
import { type Content, readRange, sizeOf } from './content.ts';
import { sniffZip } from './sniff-zip.ts';

const PDF_HEADER = '%PDF-';
const PDF_HEADER_WITHIN = 1024;
const PDF_END_WITHIN = 4096;
const ZIP_ENTRY = Buffer.from('PK\x03\x04', 'latin1');
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_BYTES = 22;
const ZIP_COMMENT_BYTES = 0xffff;

/**
 * What the file is, read from its content and never from its name (R12). A file that could pass for two things at once
 * (a polyglot) is `other`; a PDF, DOCX or ODT that is cut short, locked or a bomb is `unreadable`.
 */
export async function sniff(content: Content): Promise<FoundFormat> {
  const head = await readRange(content, 0, PDF_HEADER_WITHIN);
  const pdfAt = head.indexOf(PDF_HEADER, 0, 'latin1');
  if (head.subarray(0, ZIP_ENTRY.length).equals(ZIP_ENTRY)) return pdfAt >= 0 ? 'other' : sniffZip(content);
  if (pdfAt < 0) return 'other';
  if (pdfAt > 0 && (await isSomethingElse(head, pdfAt))) return 'other';
  return sniffPdfEnd(content);
}

/** Whether what precedes the PDF header begins as another format: a known signature, markup or a script. */
async function isSomethingElse(head: Buffer, pdfAt: number): Promise<boolean> {
  if (/^[\s\0\ufeff]*(?:<|#!)/.test(head.toString('utf8', 0, pdfAt))) return true;
  const known = await fileTypeFromBuffer(head).catch(() => ({ ext: 'unknown' }));
  return known !== undefined && known.ext !== 'pdf';
}

/** Every whole PDF ends with where its last table of objects starts; one that also ends as a zip is a polyglot. */
async function sniffPdfEnd(content: Content): Promise<FoundFormat> {
  const size = await sizeOf(content);
  const length = Math.min(size, ZIP_END_BYTES + ZIP_COMMENT_BYTES);
  const tail = await readRange(content, size - length, length);
  if (endsAsZip(tail)) return 'other';
  return tail.subarray(-PDF_END_WITHIN).includes('startxref') ? 'pdf' : 'unreadable';
}

function endsAsZip(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf(ZIP_END); at >= 0; at = at > 0 ? tail.lastIndexOf(ZIP_END, at - 1) : -1) {
    const end = at + ZIP_END_BYTES;
    if (end <= tail.length && end + tail.readUInt16LE(end - 2) === tail.length) return true;
  }
  return false;
}
