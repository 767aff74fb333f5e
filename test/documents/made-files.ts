import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import PDFKit from 'pdfkit';
import { ZipFile } from 'yazl';

/** A real PDF with that many A4 pages; with classic tables when `plain`, so that its objects can be read and cut. */
export async function pdfOf(pages: number, plain = false): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page += 1) document.addPage([595, 842]).drawText(`Page ${page}`);
  return Buffer.from(await document.save({ useObjectStreams: !plain }));
}

/** A PDF locked by a password, as its trailer says. */
export async function lockedPdf(): Promise<Buffer> {
  const pdf = (await pdfOf(1, true)).toString('latin1');
  const lock = '/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (o) /U (u) >>';
  return Buffer.from(pdf.replace('trailer\n<<', `trailer\n<<\n${lock}`), 'latin1');
}

/** A PDF of one page as pdfkit encrypts it: to be opened with a password, or by anybody but not annotated. */
export function encryptedPdf(lock: { userPassword?: string; ownerPassword: string }): Promise<Buffer> {
  const document = new PDFKit({ ...lock, pdfVersion: '1.7', permissions: { printing: 'lowResolution' } });
  document.text('Rapport').end();
  return buffer(document as unknown as Readable);
}

/** A PDF whose pages lie in a stream that nobody can read without a password, as its last dictionary says. */
export async function lockedInStreams(): Promise<Buffer> {
  const pdf = (await pdfOf(1)).toString('latin1');
  const at = pdf.indexOf('stream\n', pdf.indexOf('/ObjStm')) + 'stream\n'.length;
  const garbled = `${pdf.slice(0, at)}${'\xaa'.repeat(40)}${pdf.slice(at + 40)}`;
  return Buffer.from(garbled.replace('/Type /XRef', '/Encrypt 9 0 R\n/Type /XRef'), 'latin1');
}

/** A one-page PDF whose single object stream inflates to `inflated`, after so many filters. */
export function pdfInflatingTo(inflated: Buffer, filters = 1): Buffer {
  const deflated = deflateSync(inflated, { level: 9 });
  const dictionary = `<< /Type /ObjStm /N 1 /First 4 /Filter [${'/FlateDecode '.repeat(filters)}] /Length ${deflated.length} >>`;
  return Buffer.concat([
    Buffer.from(`%PDF-1.5\n1 0 obj\n${dictionary}\nstream\n`),
    deflated,
    Buffer.from('\nendstream\nendobj\ntrailer << /Root 2 0 R >>\nstartxref\n0\n%%EOF\n'),
  ]);
}

/** A PDF made of these objects, numbered from 1, the first being the catalog. */
export function pdfOfObjects(objects: string[]): Buffer {
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`);
}

export interface MadeEntry {
  name: string;
  data: Buffer | string;
  stored?: boolean;
  encrypted?: boolean;
  /** What directory and entry say instead of the truth. */
  claimedSize?: number;
  /** What the directory says besides, and the entry does not. */
  inDirectory?: { name?: string; size?: number; crc?: number; stored?: boolean; offset?: number };
  /** Of an entry that the directory does not list. */
  unlisted?: boolean;
}

/** A zip of these entries, in this order. */
export function zipOf(entries: MadeEntry[], claimedCount = entries.filter(({ unlisted }) => !unlisted).length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = zipEntry(entry, offset);
    parts.push(local);
    if (!entry.unlisted) directory.push(central);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimedCount, 8);
  end.writeUInt16LE(claimedCount, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function zipEntry(entry: MadeEntry, offset: number): { local: Buffer; central: Buffer } {
  const data = Buffer.from(entry.data as string);
  const packed = entry.stored ? data : deflateRawSync(data, { level: 9 });
  const { name = entry.name, size, crc, stored = entry.stored, offset: at = offset } = entry.inDirectory ?? {};
  const truth = { ...entry, crc: crc32(data), packedBytes: packed.length, size: entry.claimedSize ?? data.length };
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  const said = { ...truth, stored, size: size ?? truth.size, crc: crc ?? truth.crc };
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), commonFields(truth), Buffer.from(entry.name), packed]),
    central: Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      commonFields({ ...said, name }),
      rest,
      Buffer.from(name),
    ]),
  };
}

/** The fields that stand both before an entry's data and in the directory. */
function commonFields(entry: MadeEntry & { crc: number; packedBytes: number; size: number }): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.encrypted ? 0x801 : 0x800, 2);
  common.writeUInt16LE(entry.stored ? 0 : 8, 4);
  common.writeUInt32LE(entry.crc, 10);
  common.writeUInt32LE(entry.packedBytes, 14);
  common.writeUInt32LE(entry.size, 18);
  common.writeUInt16LE(Buffer.byteLength(entry.name), 22);
  return common;
}

/** The same entries as a common library writes them, sizes and sums behind each one's data. */
export async function streamedZipOf(entries: MadeEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, data, stored } of entries) {
    const whole = Buffer.from(data as string);
    if (stored) zip.addBuffer(whole, name, { compress: false });
    else zip.addReadStream(Readable.from([whole]), name);
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** A zip whose comment this is. */
export function commented(zip: Buffer, comment: string): Buffer {
  const end = Buffer.from(zip);
  end.writeUInt16LE(comment.length, end.length - 2);
  return Buffer.concat([end, Buffer.from(comment)]);
}

/** An archive in an archive, so many deep, of a file that inflates to so much. */
export function nestedZip(levels: number, inflatedBytes: number): Buffer {
  if (levels === 0) return zipOf([{ name: 'vide.bmp', data: Buffer.alloc(inflatedBytes) }]);
  return zipOf([{ name: `${levels}.zip`, data: nestedZip(levels - 1, inflatedBytes) }]);
}

/** An OLE container with streams of these names. */
export const oleWith = (...streams: string[]): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...streams.map((name) => Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(128)])),
    Buffer.alloc(4096),
  ]);

const CONTENT_TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="TYPE"/></Types>';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** The entries of a Word document. */
export const docxEntries = (mainType = WORD): MadeEntry[] => [
  { name: '[Content_Types].xml', data: CONTENT_TYPES.replace('TYPE', mainType) },
  { name: '_rels/.rels', data: '<Relationships/>' },
  { name: 'word/document.xml', data: '<w:document><w:body><w:p>Rapport</w:p></w:body></w:document>' },
];

/** The entries of an OpenDocument text. */
export const odtEntries = (mimetype = 'application/vnd.oasis.opendocument.text'): MadeEntry[] => [
  { name: 'mimetype', data: mimetype, stored: true },
  { name: 'content.xml', data: '<office:document-content/>' },
  { name: 'META-INF/manifest.xml', data: '<manifest:manifest/>' },
];

export const docx = (): Buffer => zipOf(docxEntries());
export const odt = (): Buffer => zipOf(odtEntries());

/** A JPEG's beginning, enough to be one by its signature. */
export const jpeg = (): Buffer =>
  Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(2000, 0x5a)]);
