import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Table } from '../../domain/table.ts';
import { chunks } from './chunks.ts';
import { contentOf, MANIFEST, MEDIA_TYPE, SETTINGS, STYLES } from './ods-parts.ts';

/** The same table gives the same bytes. */
const MADE_AT = new Date('2026-01-01T00:00:00Z');
const PLAIN = { mtime: MADE_AT, forceDosTimestamp: true };

/**
 * A table as an OpenDocument spreadsheet (ODF 1.3): dates, numbers and sums typed, its headings in sight and filtered by.
 * It is written while the rows are read, and never held whole. The stream is destroyed with the error of the rows; to
 * destroy it ends their reading.
 */
export function odsOf(table: Table): Readable {
  const zip = new ZipFile();
  const content = Readable.from(chunks(contentOf(table)));
  const out = new PassThrough();
  // First and bare, so that the file is recognised by its first bytes.
  zip.addBuffer(Buffer.from(MEDIA_TYPE), 'mimetype', { ...PLAIN, compress: false });
  zip.addBuffer(Buffer.from(MANIFEST), 'META-INF/manifest.xml', PLAIN);
  zip.addBuffer(Buffer.from(STYLES), 'styles.xml', PLAIN);
  zip.addBuffer(Buffer.from(SETTINGS), 'settings.xml', PLAIN);
  zip.addReadStream(content, 'content.xml', PLAIN);
  zip.end();
  // yazl does not look at the errors of the streams that it is given.
  content.on('error', (error) => out.destroy(error));
  zip.on('error', (error: Error) => out.destroy(error));
  out.on('close', () => content.destroy());
  pipeline(zip.outputStream, out).catch(() => content.destroy());
  return out;
}
