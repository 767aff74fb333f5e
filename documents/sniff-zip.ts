import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import type { FoundFormat } from '../domain/report.ts';
import type { Content } from './content.ts';

const MIB = 1024 * 1024;
const MOST_ENTRIES = 10_000;
const MOST_INFLATED = 200 * MIB;
const INFLATED_BEYOND_DOUBT = 20 * MIB;
const MOST_RATIO = 100;
const MOST_READ = 64 * 1024;

const ODT_TYPE = 'application/vnd.oasis.opendocument.text';
const DOCX_MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** Not a document that can be opened: said by throwing it, so that every check reads as one line. */
class Unreadable extends Error {}

/**
 * Which document a zip holds: `docx`, `odt`, `other`, or `unreadable` when it is damaged, encrypted or a zip bomb. Reads
 * the directory and at most 64 KiB of three small entries; nothing else is inflated (R12).
 */
export async function sniffZip(content: Content): Promise<FoundFormat> {
  const zip = await openZip(content);
  if (!zip) return 'unreadable';
  try {
    const entries = await readDirectory(zip);
    if (await isOdt(zip, entries)) return 'odt';
    if (await isDocx(zip, entries)) return 'docx';
    return 'other';
  } catch {
    return 'unreadable';
  } finally {
    zip.close();
  }
}

async function openZip(content: Content): Promise<ZipFile | undefined> {
  const options = { autoClose: false, strictFileNames: true };
  try {
    return await (typeof content === 'string' ? openPromise(content, options) : fromBufferPromise(content, options));
  } catch {
    return undefined;
  }
}

/** The entries by name. Names given twice, or sizes that cannot be true or are meant to exhaust a reader, are refused. */
async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new Unreadable('too many entries');
  const entries = new Map<string, Entry>();
  let compressed = 0;
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName) || entry.isEncrypted()) throw new Unreadable('a name twice, or encrypted');
    entries.set(entry.fileName, entry);
    compressed += entry.compressedSize;
    inflated += entry.uncompressedSize;
  }
  if (compressed > zip.fileSize) throw new Unreadable('entries overlap or are cut short');
  if (inflated > Math.min(MOST_INFLATED, Math.max(INFLATED_BEYOND_DOUBT, MOST_RATIO * zip.fileSize))) {
    throw new Unreadable('a zip bomb');
  }
  return entries;
}

/** ODF: the file begins with an entry `mimetype`, stored, which says what it is. */
async function isOdt(zip: ZipFile, entries: Map<string, Entry>): Promise<boolean> {
  const mimetype = entries.get('mimetype');
  if (mimetype?.relativeOffsetOfLocalHeader !== 0 || mimetype.compressionMethod !== 0) return false;
  if ((await readStart(zip, mimetype)).trim() !== ODT_TYPE) return false;
  const manifest = entries.get('META-INF/manifest.xml');
  const locked = manifest && (await readStart(zip, manifest)).includes('encryption-data');
  if (locked || !entries.has('content.xml')) throw new Unreadable('encrypted, or without its content');
  return true;
}

/** OPC: the list of content types names the main part of a Word document, and the part is there. */
async function isDocx(zip: ZipFile, entries: Map<string, Entry>): Promise<boolean> {
  const contentTypes = entries.get('[Content_Types].xml');
  if (!contentTypes) return false;
  for (const [override] of (await readStart(zip, contentTypes)).matchAll(/<(?:\w+:)?Override\b[^<>]*>/g)) {
    if (!override.includes(`"${DOCX_MAIN_TYPE}"`)) continue;
    const part = /\bPartName="\/([^"]+)"/.exec(override)?.[1];
    if (!part || !entries.has(part)) throw new Unreadable('without its main part');
    return true;
  }
  return false;
}

/** The first 64 KiB of an entry, as text. */
async function readStart(zip: ZipFile, entry: Entry): Promise<string> {
  if (!entry.canDecodeFileData()) throw new Unreadable('a compression nobody uses');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= MOST_READ) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, MOST_READ);
}
