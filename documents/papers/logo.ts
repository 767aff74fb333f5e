import { PNG } from 'pngjs';
import type { CentreIdentity } from '../../domain/papers.ts';

/** A logo that can be printed: JPEG, or PNG without transparency. Sizes in pixels. */
export interface Logo {
  bytes: Buffer;
  width: number;
  height: number;
}

/** Enough for paper: beyond it a logo is left out, rather than weigh on every paper. */
const MAX_PIXELS = 4_000_000;
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * The logo, ready to print: a PNG laid on white, a JPEG as it is. Nothing when it is not readable to its end, not what it
 * says it is, larger than 2 MiB or 4 million pixels.
 */
export function readLogo(logo: CentreIdentity['logo']): Logo | undefined {
  if (!logo || logo.bytes.length > MAX_BYTES) return undefined;
  const bytes = Buffer.from(logo.bytes);
  try {
    return logo.format === 'png' ? readPng(bytes) : readJpeg(bytes);
  } catch {
    return undefined;
  }
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

function readPng(bytes: Buffer): Logo | undefined {
  if (bytes.toString('hex', 0, 8) !== PNG_SIGNATURE || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (!isPrintable(width, height)) return undefined;
  const image = PNG.sync.read(bytes);
  return {
    bytes: PNG.sync.write(onWhite(image), { colorType: 2, inputColorType: 2, inputHasAlpha: false }),
    width,
    height,
  };
}

/** Red, green and blue of each pixel, as it looks on paper. */
function onWhite({ width, height, data }: PNG): PNG {
  const flat = new PNG({ width, height });
  flat.data = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const alpha = data[pixel * 4 + 3] ?? 255;
    for (let colour = 0; colour < 3; colour += 1) {
      const value = data[pixel * 4 + colour] ?? 255;
      flat.data[pixel * 3 + colour] = Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return flat;
}

const START = 0xffd8;
const END = 0xffd9;
/** Baseline, extended and progressive: the frames that a PDF may hold. */
const FRAMES = [0xffc0, 0xffc1, 0xffc2];
const SCAN = 0xffda;

function readJpeg(bytes: Buffer): Logo | undefined {
  if (bytes.readUInt16BE(0) !== START || bytes.readUInt16BE(bytes.length - 2) !== END) return undefined;
  let position = 2;
  while (bytes.readUInt16BE(position) !== SCAN) {
    const marker = bytes.readUInt16BE(position);
    if (marker < 0xff00) return undefined;
    if (FRAMES.includes(marker)) return jpegOf(bytes, position + 4);
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return undefined;
}

/** `frame` is where the header of the frame says its bits, height, width and colours. */
function jpegOf(bytes: Buffer, frame: number): Logo | undefined {
  const [height, width] = [bytes.readUInt16BE(frame + 1), bytes.readUInt16BE(frame + 3)];
  const colours = bytes.readUInt8(frame + 5);
  if (bytes.readUInt8(frame) !== 8 || ![1, 3, 4].includes(colours)) return undefined;
  return isPrintable(width, height) ? { bytes, width, height } : undefined;
}

const isPrintable = (width: number, height: number): boolean => width > 0 && height > 0 && width * height <= MAX_PIXELS;
