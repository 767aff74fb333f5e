import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { MAX_FILE_BYTES } from '../domain/report.ts';
import { Flawed } from './flawed.ts';
import { openZip, readDirectory } from './zip-directory.ts';

const MIB = 1024 * 1024;
const MOST_ENTRIES = 2_000;
const MOST_INFLATED = 200 * MIB;
const INFLATED_BEYOND_DOUBT = 20 * MIB;
const MOST_RATIO = 100;
/** A spreadsheet in a document, and a document in that one; what goes deeper is made to exhaust. */
const DEEPEST = 2;
const HEAD_BYTES = 256 * 1024;
const ZIP_ENTRY = Buffer.from('PK\x03\x04', 'latin1');
const XML = /\.(?:xml|rels|rdf)$/i;
const ENTITY = '<!ENTITY';
const ENTITIES = [Buffer.from(ENTITY), Buffer.from(ENTITY, 'utf16le'), Buffer.from(ENTITY, 'utf16le').swap16()];

/** One entry of an archive that was read whole. */
export interface Part {
  name: string;
  isStored: boolean;
  /** The first 256 KiB, as text, of the parts asked for; empty otherwise. */
  head: string;
}

/** What an archive and those within it may still hold. */
interface Budget {
  entries: number;
  inflatedBytes: number;
}

/**
 * Inflates everything that a zip holds, archives within it included, and tells its parts, in the order in which they lie:
 * each is of the size and the sum that it claims, and all together are not more than 2,000, nor than 200 MiB, nor (beyond
 * 20 MiB) than a hundred times the file. What is inflated goes nowhere; what claims too much is not inflated at all.
 * @throws Flawed, or what yauzl and zlib find.
 */
export async function readContents(zip: ZipFile, headsOf: ReadonlySet<string>): Promise<Part[]> {
  const inflatedBytes = Math.min(MOST_INFLATED, Math.max(INFLATED_BEYOND_DOUBT, MOST_RATIO * zip.fileSize));
  return readArchive(zip, headsOf, { entries: MOST_ENTRIES, inflatedBytes }, 0);
}

async function readArchive(zip: ZipFile, headsOf: ReadonlySet<string>, budget: Budget, depth: number): Promise<Part[]> {
  const entries = await readDirectory(zip, budget.entries);
  budget.entries -= entries.length;
  for (const { uncompressedSize } of entries) budget.inflatedBytes -= uncompressedSize;
  if (budget.inflatedBytes < 0) throw new Flawed('bomb', 'inflates to too much');
  const parts: Part[] = [];
  for (const entry of entries) {
    const start = await readEntry(zip, entry);
    if (beginsAsZip(start)) await readNested(start, budget, depth + 1);
    const head = headsOf.has(entry.fileName) ? start.toString('utf8', 0, HEAD_BYTES) : '';
    parts.push({ name: entry.fileName, isStored: entry.compressionMethod === 0, head });
  }
  return parts;
}

const NONE: ReadonlySet<string> = new Set();

async function readNested(archive: Buffer, budget: Budget, depth: number): Promise<void> {
  if (depth > DEEPEST) throw new Flawed('bomb', 'archives within archives');
  const zip = await openZip(archive);
  try {
    await readArchive(zip, NONE, budget, depth);
  } finally {
    zip.close();
  }
}

/** Reads an entry whole; answers its beginning, or all of it when it is itself an archive. */
async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let isArchive = false;
  await inflate(zip, entry, (chunk) => {
    if (kept >= HEAD_BYTES && !isArchive) return;
    chunks.push(chunk);
    kept += chunk.length;
    isArchive ||= beginsAsZip(Buffer.concat(chunks.slice(0, 2)));
    if (isArchive && kept > MAX_FILE_BYTES) throw new Flawed('bomb', 'an archive larger than the one that holds it');
  });
  const start = Buffer.concat(chunks);
  if (XML.test(entry.fileName) && ENTITIES.some((entity) => start.includes(entity))) {
    throw new Flawed('bomb', 'entities that expand');
  }
  return start;
}

const beginsAsZip = (start: Buffer): boolean => start.subarray(0, ZIP_ENTRY.length).equals(ZIP_ENTRY);

/** Gives the entry's inflated bytes to `take`, and makes sure of their number and of their sum. */
async function inflate(zip: ZipFile, entry: Entry, take: (chunk: Buffer) => void): Promise<void> {
  if (!entry.canDecodeFileData()) throw new Flawed('unreadable', 'a compression nobody uses');
  let sum = 0;
  let size = 0;
  let refusal: unknown;
  const check = async (inflated: AsyncIterable<Buffer>) => {
    for await (const chunk of inflated) {
      try {
        size += chunk.length;
        if (size > entry.uncompressedSize) throw new Flawed('bomb', 'an entry is larger than it claims');
        sum = crc32(chunk, sum);
        take(chunk);
      } catch (error) {
        refusal = error; // the pipeline would say that it was aborted
        throw error;
      }
    }
  };
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const isStored = entry.compressionMethod === 0;
  await (isStored ? pipeline(packed, check) : pipeline(packed, createInflateRaw(), check)).catch((error: unknown) => {
    throw refusal ?? error;
  });
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new Flawed('unreadable', 'an entry is damaged');
}
