import { type Entry, fromBufferPromise, type LocalFileHeader, openPromise, type ZipFile } from 'yauzl';
import { type Content, readRange, sizeOf } from './content.ts';
import { Flawed } from './flawed.ts';

const END_SIGNATURE = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
/** What may stand between the directory and the end: the end of a 64-bit archive, and what says where it is. */
const END_64_BYTES = 76;
/** What may follow an entry's bytes: their sizes, in 64 bits, with a signature. */
const DESCRIPTOR_BYTES = 24;
const HAS_DESCRIPTOR = 0x8;
/** « see the 64-bit field » */
const ELSEWHERE = 0xffffffff;

/** A zip, open; whoever opened it closes it. */
export async function openZip(content: Content): Promise<ZipFile> {
  const options = { autoClose: false, strictFileNames: true, validateEntrySizes: false };
  try {
    return await (typeof content === 'string' ? openPromise(content, options) : fromBufferPromise(content, options));
  } catch (error) {
    const start = Math.max(0, (await sizeOf(content)) - END_BYTES - 0xffff);
    const hasEnd = (await readRange(content, start, END_BYTES + 0xffff)).includes(END_SIGNATURE);
    throw new Flawed(hasEnd ? 'unreadable' : 'truncated', String(error));
  }
}

/**
 * The entries of the directory, in the order in which they lie, once it is certain that every reader finds the same ones:
 * no name twice, each where the directory says and as it says, one after the other, with nothing between or behind.
 * @throws Flawed `locked`, `bomb` (too many entries, entries that overlap), `ambiguous`; or what yauzl finds.
 */
export async function readDirectory(zip: ZipFile, mostEntries: number): Promise<Entry[]> {
  if (zip.entryCount > mostEntries) throw new Flawed('bomb', 'too many entries');
  const start = cursorOf(zip);
  const entries: Entry[] = [];
  const names = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new Flawed('locked', 'an entry is encrypted');
    const name = entry.fileName.toLowerCase(); // in a DOCX, names that differ by their case only are the same
    if (names.has(name)) throw new Flawed('ambiguous', 'a name twice');
    names.add(name);
    entries.push(entry);
  }
  checkEnd(zip);
  entries.sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  await checkPlaces(zip, entries, start);
  return entries;
}

/** Where the directory is being read: its start before the first entry, its end after the last one. */
const cursorOf = (zip: ZipFile): number => Number(zip.readEntryCursor); // mistyped

/** The directory has no more entries than were read, and the file ends with it. No document has a comment. */
function checkEnd(zip: ZipFile): void {
  const between = zip.fileSize - END_BYTES - cursorOf(zip);
  if (zip.comment !== '' || between < 0 || between > END_64_BYTES)
    throw new Flawed('ambiguous', 'something at the end');
}

async function checkPlaces(zip: ZipFile, entries: Entry[], directoryStart: number): Promise<void> {
  let end = 0;
  for (const entry of entries) {
    checkGap(entry.relativeOffsetOfLocalHeader - end, end === 0 ? 0 : DESCRIPTOR_BYTES);
    const local = await zip.readLocalFileHeaderPromise(entry);
    if (!agree(entry, local)) throw new Flawed('ambiguous', 'the directory says otherwise than the entry');
    end = local.fileDataStart + entry.compressedSize;
  }
  checkGap(directoryStart - end, DESCRIPTOR_BYTES);
}

function checkGap(bytes: number, most: number): void {
  if (bytes < 0) throw new Flawed('bomb', 'entries overlap');
  if (bytes > most) throw new Flawed('ambiguous', 'something lies between the entries');
}

/** Readers that follow the entries one after the other must find what those find that follow the directory. */
function agree(entry: Entry, local: LocalFileHeader): boolean {
  if (!entry.fileNameRaw.equals(local.fileName) || entry.compressionMethod !== local.compressionMethod) return false;
  if (((entry.generalPurposeBitFlag ^ local.generalPurposeBitFlag) & 1) !== 0) return false;
  if (local.generalPurposeBitFlag & HAS_DESCRIPTOR) return true;
  const same = (said: number, found: number) => found === said || found === ELSEWHERE;
  return (
    entry.crc32 === local.crc32 &&
    same(entry.compressedSize, local.compressedSize) &&
    same(entry.uncompressedSize, local.uncompressedSize)
  );
}
