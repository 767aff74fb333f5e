import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openStorage, parseStorageUrl } from '../../documents/open-storage.ts';
import { ContentMismatch, ContentMissing, type DocumentStorage } from '../../documents/storage.ts';

const content = Buffer.from('Rapport d’activité');
const sha256 = createHash('sha256').update(content).digest('hex');
const place = join(sha256.slice(0, 2), sha256.slice(2, 4), sha256);

async function* inPieces(...pieces: string[]): AsyncIterable<Buffer> {
  for (const piece of pieces) {
    if (piece === 'broken') throw new Error('the sender went away');
    yield Buffer.from(piece);
  }
}

describe('Documents in a folder', () => {
  let folder: string;
  let storage: DocumentStorage;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jalons test é-'));
    storage = await openStorage(`file:${folder}/a/b`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const files = async (): Promise<string[]> => {
    const entries = await readdir(join(folder, 'a/b'), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  };

  it('a document is given back whole, from bytes, from a stream or from a file', async () => {
    const path = join(folder, 'upload');
    await writeFile(path, content);
    for (const source of [content, inPieces('Rapport ', 'd’activité'), { path }]) {
      expect(await storage.put(source)).toEqual({ sha256, sizeBytes: content.length });
      expect(await buffer(await storage.open(sha256))).toEqual(content);
    }
    expect((await stat(path)).size).toBe(content.length);
  });

  it('the same content is stored once, under its hash, readable by its owner only', async () => {
    await Promise.all(Array.from({ length: 10 }, () => storage.put(content)));
    expect(await files()).toEqual([sha256]);
    expect((await stat(join(folder, 'a/b', place))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'a/b'))).mode & 0o777).toBe(0o700);
  });

  it('a deposit that breaks off leaves nothing', async () => {
    await expect(storage.put(inPieces('Rapport ', 'broken'))).rejects.toThrow('the sender went away');
    await expect(storage.put({ path: join(folder, 'absent') })).rejects.toThrow('ENOENT');
    expect(await files()).toEqual([]);
  });

  it('content of another hash than announced is refused and leaves nothing', async () => {
    await expect(storage.put(inPieces('other'), sha256)).rejects.toThrow(ContentMismatch);
    expect(await files()).toEqual([]);
    expect((await storage.put(content, sha256)).sha256).toBe(sha256);
  });

  it('storing again repairs a damaged file', async () => {
    await storage.put(content);
    await writeFile(join(folder, 'a/b', place), 'dam');
    await storage.put(content);
    expect(await buffer(await storage.open(sha256))).toEqual(content);
  });

  it('what is not there is said to be missing, and removed without a word', async () => {
    expect(await storage.exists(sha256)).toBe(false);
    await expect(storage.open(sha256)).rejects.toThrow(ContentMissing);
    await storage.remove(sha256);
    await storage.put(content);
    expect(await storage.exists(sha256)).toBe(true);
    await storage.remove(sha256);
    expect(await storage.exists(sha256)).toBe(false);
  });

  it.each(['../../etc/passwd', '', sha256.toUpperCase(), `${sha256}\n`])(
    'no name but a hash is taken: %j',
    async (name) => {
      await expect(storage.exists(name)).rejects.toThrow(TypeError);
      await expect(storage.open(name)).rejects.toThrow(TypeError);
      await expect(storage.remove(name)).rejects.toThrow(TypeError);
    },
  );

  it('all that is stored can be listed', async () => {
    await storage.put(content);
    await storage.put(Buffer.from('autre'));
    const listed = [];
    for await (const item of storage.list()) listed.push(item);
    expect(listed).toHaveLength(2);
    const report = listed.find((item) => item.sha256 === sha256);
    expect(report?.sizeBytes).toBe(content.length);
    expect(Math.abs(Date.now() - Number(report?.storedAt))).toBeLessThan(60_000);
  });

  it('what a killed process left half written is swept at the next start, not what is being written', async () => {
    const incoming = join(folder, 'a/b/incoming');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await writeFile(join(incoming, 'half'), 'Rap');
    await utimes(join(incoming, 'half'), anHourAgo, anHourAgo);
    await writeFile(join(incoming, 'current'), 'Rap');
    await openStorage(`file:${folder}/a/b`);
    expect(await readdir(incoming)).toEqual(['current']);
  });

  it('health is good where one can write, and bad where the folder is gone', async () => {
    await storage.health();
    await rm(join(folder, 'a'), { recursive: true });
    await expect(storage.health()).rejects.toThrow('ENOENT');
  });

  it('a folder that cannot be made is said at the start', async () => {
    await writeFile(join(folder, 'file'), '');
    await chmod(join(folder, 'file'), 0o400);
    await expect(openStorage(`file:${folder}/file/documents`)).rejects.toThrow('ENOTDIR');
  });
});

describe('STORAGE_URL', () => {
  it.each([
    ['file:///var/lib/jalons', '/var/lib/jalons'],
    ['file:///var/lib/mes%20documents', '/var/lib/mes documents'],
    ['file:/srv/jalons', '/srv/jalons'],
    ['file:.data/documents', '/home/jalons/.data/documents'],
    ['file:./a', '/home/jalons/a'],
  ])('%s is the folder %s', (url, folder) => {
    expect(parseStorageUrl(url, '/home/jalons')).toEqual({ kind: 'file', folder });
  });

  it('a relative folder is under the current one', () => {
    expect(parseStorageUrl('file:x').folder).toBe(resolve('x'));
  });

  it('s3 is refused in one line that says what this version takes', () => {
    expect(() => parseStorageUrl('s3://bucket/prefix')).toThrow(
      'STORAGE_URL\u00a0: cette version ne range les documents que dans un dossier (file:…), pas sous s3:.',
    );
  });

  it.each(['', 'documents', 'file:', 'file://host/x', 'file:%zz'])('%j is refused', (url) => {
    expect(() => parseStorageUrl(url)).toThrow('STORAGE_URL');
  });
});
