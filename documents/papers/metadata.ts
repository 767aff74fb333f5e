import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/dates.ts';

/** What a PDF says of itself. */
export interface Metadata {
  title: string;
  /** The centre. */
  author: string;
  /** Its date of creation and of change: that of its data, so that the same data give the same bytes. */
  at: Instant;
}

const PRODUCER = 'Jalons';

/** The entries of the information dictionary. */
export function information({ title, author, at }: Metadata): Record<string, string | Date> {
  const date = new Date(at);
  return { Title: title, Author: author, Creator: PRODUCER, Producer: PRODUCER, CreationDate: date, ModDate: date };
}

const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string =>
  text.replace(NOT_IN_XML, '').replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');

/** The same in XMP, with the claim to be PDF/UA-1. */
export function xmp({ title, author, at }: Metadata): string {
  const date = `${at.slice(0, 19)}Z`;
  return `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <xmp:CreateDate>${date}</xmp:CreateDate>
  <xmp:ModifyDate>${date}</xmp:ModifyDate>
  <xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
  <dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>
  <dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
  <pdf:Producer>${PRODUCER}</pdf:Producer>
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>`;
}

/** What the file's identifier is until its bytes are known. */
export const UNIDENTIFIED = new Uint8Array(16);

const inHex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString('hex')}>`;

/** Gives a finished file its identifier: the hash of its bytes, so that only the same file has the same one. */
export function identify(file: Buffer): Buffer {
  const none = inHex(UNIDENTIFIED);
  const start = file.lastIndexOf(`/ID [${none} ${none}]`);
  if (start < 0) throw new Error('The PDF has no place for its identifier');
  const own = inHex(createHash('sha256').update(file).digest().subarray(0, 16));
  file.write(`/ID [${own} ${own}]`, start, 'latin1');
  return file;
}
