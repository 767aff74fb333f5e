import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';

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

/** A one-page PDF whose single object stream inflates to `inflated`. */
export function pdfInflatingTo(inflated: Buffer): Buffer {
  const deflated = deflateSync(inflated, { level: 9 });
  const dictionary = `<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${deflated.length} >>`;
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
  /** What the directory says instead of the truth. */
  claimedSize?: number;
}

/** A zip of these entries, in this order. */
export function zipOf(entries: MadeEntry[], claimedCount = entries.length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = zipEntry(entry, offset);
    parts.push(local);
    directory.push(central);
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
  const name = Buffer.from(entry.name);
  const data = Buffer.from(entry.data as string);
  const packed = entry.stored ? data : deflateRawSync(data, { level: 9 });
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.encrypted ? 0x801 : 0x800, 2);
  common.writeUInt16LE(entry.stored ? 0 : 8, 4);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(entry.claimedSize ?? data.length, 18);
  common.writeUInt16LE(name.length, 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]),
    central: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name]),
  };
}

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
