import { PNG } from 'pngjs';

/** A PNG of one colour, half transparent. */
export function aPng(width = 40, height = 20): Buffer {
  const image = new PNG({ width, height });
  image.data.fill(Buffer.from([193, 0, 42, 128]));
  return PNG.sync.write(image);
}

/** A small PNG whose header claims another size. */
export function pngClaiming(width: number, height: number): Buffer {
  const bytes = aPng(1, 1);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** A JPEG of one grey pixel, as small as they get. */
export const aJpeg = (): Buffer =>
  Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffdb004300030202020202030202020303030304060404040404080606050609080a0a09' +
      '080909' +
      '0a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc0000b080001000101011100ffc40014000100000000000000' +
      '00000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f0054ffd9',
    'hex',
  );
