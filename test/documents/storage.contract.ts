import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ContentDamaged,
  ContentMismatch,
  ContentMissing,
  type DocumentStorage,
  type StoredContent,
} from '../../documents/storage.ts';

/** A storage and what a test may do to it behind its back. */
export interface Place {
  readonly storage: DocumentStorage;
  /** All that lies there, whole or half, by name. */
  everything(): Promise<string[]>;
  /** Puts other bytes where this content lies. */
  damage(sha256: string, bytes: Buffer): Promise<void>;
  /** Leaves what a process that died in the middle of a put would have left. */
  leaveHalf(): Promise<void>;
  /** Whether it knows when that was begun: one of the servers for tests does not. */
  readonly datesHalves: boolean;
  /** From now on, nothing can be written. */
  forbidWriting(): Promise<void>;
  /** From now on, there is no such place. */
  vanish(): Promise<void>;
}

const MEBIBYTE = 2 ** 20;
const content = Buffer.from('Rapport d’activité');
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const sha256 = sha256Of(content);

async function* inPieces(...pieces: (string | Buffer)[]): AsyncIterable<Buffer> {
  for (const piece of pieces) {
    if (piece === 'broken') throw new Error('the sender went away');
    yield Buffer.from(piece as string);
  }
}

async function listed(storage: DocumentStorage): Promise<(StoredContent & { storedAt: Date })[]> {
  const items = [];
  for await (const item of storage.list()) items.push(item);
  return items;
}

/** How many bytes came, and what it ended with. */
async function readUntilItEnds(stream: Readable): Promise<{ bytes: number; error?: unknown }> {
  let bytes = 0;
  try {
    for await (const chunk of stream) bytes += chunk.length;
    return { bytes };
  } catch (error) {
    return { bytes, error };
  }
}

const temporaryFiles = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`jalons-document-${process.pid}-`));

/** What every place for documents promises, whatever it is made of. `open` gives an empty one for each test. */
export function storageContract(open: () => Promise<Place>, close: () => Promise<void>): void {
  let place: Place;
  let storage: DocumentStorage;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jalons-test-'));
    place = await open();
    storage = place.storage;
  });
  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  it('a document is given back whole, from bytes, from a stream or from a file, which is left where it is', async () => {
    const path = join(folder, 'upload');
    await writeFile(path, content);
    for (const source of [content, inPieces('Rapport ', 'd’activité'), { path }]) {
      expect(await storage.put(source)).toEqual({ sha256, sizeBytes: content.length });
      expect(await buffer(await storage.open(sha256))).toEqual(content);
    }
    expect((await stat(path)).size).toBe(content.length);
    expect(await place.everything()).toEqual([expect.stringContaining(sha256)]);
  });

  it('a document without a byte is one too', async () => {
    const nothing = sha256Of(Buffer.alloc(0));
    for (const source of [Buffer.alloc(0), inPieces()]) {
      expect(await storage.put(source)).toEqual({ sha256: nothing, sizeBytes: 0 });
    }
    expect(await buffer(await storage.open(nothing))).toEqual(Buffer.alloc(0));
    expect(await listed(storage)).toMatchObject([{ sha256: nothing, sizeBytes: 0 }]);
  });

  it.each([16, 17, 40])('a document of %d MiB is given back whole, from bytes, a stream or a file', async (size) => {
    const large = randomBytes(size * MEBIBYTE);
    const name = sha256Of(large);
    const path = join(folder, 'upload');
    await writeFile(path, large);
    const quarter = large.length / 4;
    const quarters = [0, 1, 2, 3].map((index) => large.subarray(index * quarter, (index + 1) * quarter));
    for (const source of [{ path }, large, inPieces(...quarters)]) {
      expect(await storage.put(source, name)).toEqual({ sha256: name, sizeBytes: large.length });
    }
    expect((await buffer(await storage.open(name))).equals(large)).toBe(true);
    expect(await place.everything()).toEqual([expect.stringContaining(name)]);
    expect(await temporaryFiles()).toEqual([]);
  });

  it('the same content is stored once, however often and however concurrently it is put', async () => {
    const large = randomBytes(17 * MEBIBYTE);
    const puts = [...Array.from({ length: 10 }, () => content), large, large];
    await Promise.all(puts.map((bytes) => storage.put(bytes)));
    const names = [sha256, sha256Of(large)].sort();
    expect((await listed(storage)).map((item) => item.sha256).sort()).toEqual(names);
    expect(await place.everything()).toHaveLength(2);
    expect((await buffer(await storage.open(sha256Of(large)))).equals(large)).toBe(true);
  });

  it('content can be read while it is stored again', async () => {
    const large = randomBytes(17 * MEBIBYTE);
    const { sha256: name } = await storage.put(large);
    const [read] = await Promise.all([storage.open(name).then(buffer), storage.put(large)]);
    expect(read.equals(large)).toBe(true);
  });

  it('storing again renews the date, so that what was deposited again is not old', async () => {
    await storage.put(content);
    const [before] = await listed(storage);
    await pause(1_100);
    await storage.put(content);
    const [after] = await listed(storage);
    expect(Number(after?.storedAt)).toBeGreaterThan(Number(before?.storedAt));
  });

  it('a deposit that breaks off leaves nothing, early or after 17 MiB', async () => {
    const large = randomBytes(17 * MEBIBYTE);
    for (const pieces of [['broken'], ['Rapport ', 'broken'], [large, 'broken']]) {
      await expect(storage.put(inPieces(...pieces))).rejects.toThrow('the sender went away');
    }
    await expect(storage.put({ path: join(folder, 'absent') })).rejects.toThrow('ENOENT');
    expect(await place.everything()).toEqual([]);
    expect(await temporaryFiles()).toEqual([]);
  });

  it('content of another hash than announced is refused and leaves nothing', async () => {
    const large = randomBytes(17 * MEBIBYTE);
    for (const source of [inPieces('other'), Buffer.from('other'), large, inPieces(large)]) {
      await expect(storage.put(source, sha256)).rejects.toThrow(ContentMismatch);
    }
    expect(await place.everything()).toEqual([]);
    expect((await storage.put(content, sha256)).sha256).toBe(sha256);
  });

  it('what is not there is said to be missing, and removed without a word', async () => {
    expect(await storage.exists(sha256)).toBe(false);
    await expect(storage.open(sha256)).rejects.toThrow(ContentMissing);
    await storage.remove(sha256);
    await storage.put(content);
    expect(await storage.exists(sha256)).toBe(true);
    await storage.remove(sha256);
    expect(await storage.exists(sha256)).toBe(false);
    expect(await place.everything()).toEqual([]);
  });

  it('damaged content is never given whole: the reading fails before its last bytes', async () => {
    const original = randomBytes(MEBIBYTE);
    const { sha256: name } = await storage.put(original);
    const altered = Buffer.from(original);
    altered[10] = (altered[10] ?? 0) ^ 1;
    for (const bytes of [altered, original.subarray(0, 1000)]) {
      await place.damage(name, bytes);
      const { bytes: read, error } = await readUntilItEnds(await storage.open(name));
      expect(error).toBeInstanceOf(ContentDamaged);
      expect(read).toBeLessThan(bytes.length);
    }
    await storage.put(original);
    expect((await buffer(await storage.open(name))).equals(original)).toBe(true);
  });

  it.each(['../../etc/passwd', '', sha256.toUpperCase(), `${sha256}\n`, `${sha256}/..`, 'probe', 'incoming'])(
    'no name but a hash is taken: %j',
    async (name) => {
      await expect(storage.exists(name)).rejects.toThrow(TypeError);
      await expect(storage.open(name)).rejects.toThrow(TypeError);
      await expect(storage.remove(name)).rejects.toThrow(TypeError);
    },
  );

  it('all that is stored is listed once, in the order of the hashes, with its size and date', async () => {
    const contents = Array.from({ length: 7 }, (_, index) => Buffer.alloc(index, 'a'));
    for (const bytes of contents) await storage.put(bytes);
    const items = await listed(storage);
    const expected = contents.map((bytes) => ({ sha256: sha256Of(bytes), sizeBytes: bytes.length }));
    expect(items.map(({ storedAt, ...item }) => item)).toEqual(
      expected.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1)),
    );
    for (const { storedAt } of items) expect(Math.abs(Date.now() - Number(storedAt))).toBeLessThan(60_000);
  });

  it('what a dead process left half done is swept when it is old enough, and contents are not', async () => {
    await storage.put(content);
    await place.leaveHalf();
    expect(await place.everything()).toHaveLength(2);
    expect(await listed(storage)).toHaveLength(1);
    if (place.datesHalves) {
      expect(await storage.sweepUnfinished(new Date(Date.now() - 60_000))).toBe(0);
      expect(await place.everything()).toHaveLength(2);
    }
    expect(await storage.sweepUnfinished(new Date(Date.now() + 60_000))).toBe(1);
    expect(await place.everything()).toEqual([expect.stringContaining(sha256)]);
    expect(await storage.sweepUnfinished(new Date(Date.now() + 60_000))).toBe(0);
  });

  it('health is good where one can store, and leaves nothing', async () => {
    await storage.health();
    expect(await place.everything()).toEqual([]);
  });

  it('health is bad where nothing can be written, and storing fails and leaves nothing', async () => {
    const before = await place.everything();
    await place.forbidWriting();
    await expect(storage.health()).rejects.toThrow();
    await expect(storage.put(content)).rejects.toThrow();
    await expect(storage.put(randomBytes(17 * MEBIBYTE))).rejects.toThrow();
    expect(await place.everything()).toEqual(before);
  });

  it('health is bad where the place is gone', async () => {
    await place.vanish();
    await expect(storage.health()).rejects.toThrow();
    await expect(storage.put(content)).rejects.toThrow();
    await expect(listed(storage)).rejects.toThrow();
  });
}
