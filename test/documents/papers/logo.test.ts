import fc from 'fast-check';
import { PNG } from 'pngjs';
import { readLogo } from '../../../documents/papers/logo.ts';
import { jpegLogo, pngLogo } from './logos.ts';

const png = pngLogo();
const jpeg = jpegLogo();

describe('a logo', () => {
  it('in PNG is laid on white, without transparency', () => {
    const logo = readLogo({ format: 'png', bytes: png });
    expect(logo).toMatchObject({ width: 360, height: 120 });
    const { data } = PNG.sync.read(logo!.bytes);
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect(logo!.bytes.readUInt8(25)).toBe(2);
  });

  it('in JPEG is kept as it is', () => {
    const logo = readLogo({ format: 'jpeg', bytes: jpeg });
    expect(logo).toMatchObject({ width: 320, height: 100 });
    expect(logo?.bytes.equals(Buffer.from(jpeg))).toBe(true);
  });

  it.each([
    ['a PNG said to be a JPEG', 'jpeg', png],
    ['a JPEG said to be a PNG', 'png', jpeg],
    ['a truncated PNG', 'png', png.subarray(0, png.length - 40)],
    ['a truncated JPEG', 'jpeg', jpeg.subarray(0, jpeg.length - 40)],
    ['nothing', 'png', new Uint8Array()],
    ['more than 2 MiB', 'jpeg', Buffer.concat([jpeg, Buffer.alloc(2 ** 21)])],
  ] as const)('that is %s is left out', (_, format, bytes) => {
    expect(readLogo({ format, bytes })).toBeUndefined();
  });

  it('that claims more pixels than paper needs is left out before it is decoded', () => {
    const claiming = Buffer.from(png);
    claiming.writeUInt32BE(60_000, 16);
    claiming.writeUInt32BE(60_000, 20);
    expect(readLogo({ format: 'png', bytes: claiming })).toBeUndefined();
  });

  it('never throws, whatever its bytes', () => {
    const flawed = (bytes: Uint8Array) =>
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }).map((changes) => {
        const copy = Uint8Array.from(bytes);
        for (const [index, value] of changes) copy[index] = value;
        return copy;
      });
    fc.assert(
      fc.property(flawed(png), flawed(jpeg), (first, second) => {
        readLogo({ format: 'png', bytes: first });
        readLogo({ format: 'jpeg', bytes: second });
      }),
      { numRuns: 25 },
    );
  });
});
