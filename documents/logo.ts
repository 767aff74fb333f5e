import { inflateSync } from 'node:zlib';
import { readLogo } from './papers/logo.ts';

export type LogoFormat = 'png' | 'jpeg';

/** What a look at a logo tells: its format, or why it cannot be printed. */
export type LogoFound = LogoFormat | 'other' | 'too_many_pixels' | 'unreadable';

/** At 300 dots an inch, twelve centimetres by ten: more would only make papers slow to print. */
const MAX_PIXELS = 1_500_000;

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG_SIGNATURE = Buffer.from('ffd8ff', 'hex');

/** What a logo is, read from its content to its end: one that is taken can be printed. */
export function inspectLogo(bytes: Buffer): LogoFound {
  const format = formatOf(bytes);
  if (!format) return 'other';
  if (format === 'png') {
    const pixels = pngPixels(bytes);
    if (pixels > MAX_PIXELS) return 'too_many_pixels';
    if (!inflatesWithin(bytes, pixels)) return 'unreadable';
  }
  const read = readLogo({ format, bytes });
  if (!read) return 'unreadable';
  return read.width * read.height > MAX_PIXELS ? 'too_many_pixels' : format;
}

function formatOf(bytes: Buffer): LogoFormat | undefined {
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return 'png';
  return bytes.subarray(0, JPEG_SIGNATURE.length).equals(JPEG_SIGNATURE) ? 'jpeg' : undefined;
}

const HEADER_END = 29;

const pngPixels = (bytes: Buffer): number =>
  bytes.length < HEADER_END ? 0 : bytes.readUInt32BE(16) * bytes.readUInt32BE(20);

/** The widest pixel: four colours of two bytes, and the filter of a line that has one pixel only. */
const BYTES_A_PIXEL = 9;

/** Whether the pixels of a PNG unpack to no more than their number says: a bomb stops there. */
function inflatesWithin(bytes: Buffer, pixels: number): boolean {
  try {
    const packed = Buffer.concat([...dataChunks(bytes)]);
    return inflateSync(packed, { maxOutputLength: pixels * BYTES_A_PIXEL + 1 }).length > 0;
  } catch {
    return false;
  }
}

const CHUNK_FRAME = 12;

function* dataChunks(bytes: Buffer): Iterable<Buffer> {
  for (let at = PNG_SIGNATURE.length; at + CHUNK_FRAME <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const data = at + 8;
    if (bytes.toString('latin1', at + 4, data) === 'IDAT') yield bytes.subarray(data, data + length);
    at += CHUNK_FRAME + length;
  }
}
