import { fileTypeFromBuffer } from 'file-type';
import type { FoundFormat } from '../domain/report.ts';
import { type Content, readRange, sizeOf } from './content.ts';

export const PDF_HEADER = '%PDF-';
/** Readers look for the header in so many bytes. */
export const PDF_HEADER_WITHIN = 1024;

const END_WITHIN = 4096;
const LAST_LINE = '%%EOF';
/** What a mail or a web server may add to a file without making anything else of it. */
const BLANK = /^(?:\xef\xbb\xbf)?[\s\0]*$/;
const MARKUP = /<(?:!doctype|html|head|body|script|iframe|svg|\?php)\b/i;
const SCRIPT = /^\s*(?:#!|MZ|\x7fELF)/;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_DIRECTORY = Buffer.from('PK\x01\x02', 'latin1');
const ZIP_END_BYTES = 22;
const ZIP_COMMENT_BYTES = 0xffff;

/**
 * `pdf`, when the file is one from its first byte to its last and nothing else besides (R12); else what is wrong with it.
 * `head` is its first 1024 bytes, in which `headerAt` is the place of the PDF header.
 */
export async function sniffPdf(content: Content, head: Buffer, headerAt: number): Promise<FoundFormat> {
  if (!BLANK.test(head.toString('latin1', 0, headerAt)) || MARKUP.test(head.toString('latin1'))) return 'ambiguous';
  const size = await sizeOf(content);
  const length = Math.min(size, ZIP_END_BYTES + ZIP_COMMENT_BYTES);
  const tail = await readRange(content, size - length, length);
  if (endsAsZip(tail) || (await goesOnAsSomethingElse(tail))) return 'ambiguous';
  return tail.subarray(-END_WITHIN).includes('startxref') ? 'pdf' : 'truncated';
}

/** Whether a reader of archives would find one: an end that knows where the directory begins, junk behind it or not. */
function endsAsZip(tail: Buffer): boolean {
  for (let at = tail.indexOf(ZIP_END); at >= 0; at = tail.indexOf(ZIP_END, at + 1)) {
    if (at + ZIP_END_BYTES > tail.length) return false;
    const directory = at - tail.readUInt32LE(at + 12);
    if (directory < 0 || directory === at) return true; // beyond what was read, or empty
    if (tail.subarray(directory, directory + ZIP_DIRECTORY.length).equals(ZIP_DIRECTORY)) return true;
  }
  return false;
}

/** Whether what follows the last line begins as another format, markup or a program. */
async function goesOnAsSomethingElse(tail: Buffer): Promise<boolean> {
  const lastLine = tail.lastIndexOf(LAST_LINE);
  if (lastLine < 0) return false;
  const rest = tail.subarray(lastLine + LAST_LINE.length);
  const text = rest.toString('latin1');
  if (BLANK.test(text)) return false;
  if (MARKUP.test(text) || SCRIPT.test(text)) return true;
  return (await fileTypeFromBuffer(Buffer.from(text.trimStart(), 'latin1')).catch(() => undefined)) !== undefined;
}
