import { deflateSync } from 'node:zlib';
import { inspectLogo } from '../../documents/logo.ts';
import { pdfOf } from './made-files.ts';
import { aJpeg, aPng, pngClaiming } from './made-logos.ts';

const chunk = (type: string, data: Buffer): Buffer => {
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.write(type, 4, 'latin1');
  return Buffer.concat([frame, data, Buffer.alloc(4)]);
};

/** A PNG whose header says one thing and whose data another. Its checksums are wrong too. */
function bomb(width: number, height: number, unpackedBytes: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 1], 8);
  const data = deflateSync(Buffer.alloc(unpackedBytes));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

describe('a logo', () => {
  it('is a PNG or a JPEG, whatever its name says', () => {
    expect(inspectLogo(aPng())).toBe('png');
    expect(inspectLogo(aJpeg())).toBe('jpeg');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('logo')],
    ['a GIF', Buffer.from('GIF89a')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('is not %s', (_what, bytes) => expect(inspectLogo(bytes)).toBe('other'));

  it('is not a PDF', async () => {
    expect(inspectLogo(await pdfOf(1))).toBe('other');
  });

  it.each([8, 20, 33, 60, -1])('is not cut short at byte %d', (end) => {
    expect(inspectLogo(aPng().subarray(0, end))).toBe('unreadable');
  });

  it('is not a JPEG cut short', () => {
    expect(inspectLogo(aJpeg().subarray(0, -1))).toBe('unreadable');
    expect(inspectLogo(aJpeg().subarray(0, 4))).toBe('unreadable');
  });

  it('is not made of bytes that changed', () => {
    const bytes = aPng();
    bytes[45] = (bytes[45]! + 1) % 256;
    expect(inspectLogo(bytes)).toBe('unreadable');
  });

  it('has at most 1.5 million pixels', () => {
    expect(inspectLogo(pngClaiming(1_500, 1_000))).toBe('unreadable');
    expect(inspectLogo(pngClaiming(1_500, 1_001))).toBe('too_many_pixels');
    expect(inspectLogo(pngClaiming(0xffffffff, 0xffffffff))).toBe('too_many_pixels');
  });

  it('is not a bomb: 200 MB packed into a logo of four pixels are not unpacked', () => {
    const bytes = bomb(2, 2, 200 * 1024 * 1024);
    expect(bytes.length).toBeLessThan(512 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect(inspectLogo(bytes)).toBe('unreadable');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  });
});
