import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  ContentMismatch,
  ContentMissing,
  checkedHash,
  type DocumentStorage,
  isHash,
  type StoredContent,
  type StoredSource,
} from './storage.ts';
import { verified } from './verified.ts';

const INCOMING = 'incoming';

/**
 * Documents in a folder, which is made when missing: `ab/cd/abcd….` by hash, readable by this user only. A file is
 * written under `incoming/`, synced, then renamed to its place: half a file is never in a place.
 */
export async function createFileStorage(folder: string): Promise<DocumentStorage> {
  const incoming = join(folder, INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o700 });

  const pathOf = (sha256: string) => join(folder, checkedHash(sha256).slice(0, 2), sha256.slice(2, 4), sha256);

  return {
    async put(source, expected) {
      const temporary = join(incoming, randomUUID());
      try {
        const stored = await write(temporary, source);
        if (expected && expected !== stored.sha256) throw new ContentMismatch(expected, stored.sha256);
        await moveTo(pathOf(stored.sha256), temporary);
        return stored;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async open(sha256) {
      const file = await openOrMissing(pathOf(sha256), sha256);
      return verified(file.createReadStream(), sha256);
    },
    async exists(sha256) {
      return isThere(pathOf(sha256));
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true });
    },
    list: () => listFiles(folder),
    sweepUnfinished: (before) => sweep(incoming, before),
    async health() {
      const probe = join(incoming, randomUUID());
      try {
        await write(probe, Buffer.from('ok'));
      } finally {
        await rm(probe, { force: true });
      }
    },
  };
}

/** Writes all of the source to a new file, down to the disk. */
async function write(path: string, source: StoredSource): Promise<StoredContent> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of chunksOf(source)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await file.appendFile(chunk);
    }
    await file.sync();
    return { sha256: hash.digest('hex'), sizeBytes };
  } finally {
    await file.close();
  }
}

function chunksOf(source: StoredSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (Buffer.isBuffer(source)) return [source];
  return 'path' in source && typeof source.path === 'string'
    ? createReadStream(source.path)
    : (source as AsyncIterable<Uint8Array>);
}

/** Gives the file its name. Content already there is replaced by the same, whole for certain and dated now. */
async function moveTo(path: string, temporary: string): Promise<void> {
  const shard = dirname(path);
  await mkdir(shard, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  for (const folder of [shard, dirname(shard), dirname(dirname(shard))]) await syncFolder(folder);
}

/** A name is on disk once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openOrMissing(path: string, sha256: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw isAbsent(error) ? new ContentMissing(sha256) : error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

async function sweep(incoming: string, before: Date): Promise<number> {
  let swept = 0;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const written = await stat(path).catch(() => undefined);
    if (!written || written.mtime >= before) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}

/** In the order of their hashes; what is no content of ours is passed over. */
async function* listFiles(folder: string): AsyncIterable<StoredContent & { storedAt: Date }> {
  for (const first of await shardsOf(folder)) {
    for (const second of await shardsOf(join(folder, first))) {
      for (const sha256 of (await readdir(join(folder, first, second))).sort()) {
        const found = await stat(join(folder, first, second, sha256)).catch(() => undefined);
        if (found && isHash(sha256)) yield { sha256, sizeBytes: found.size, storedAt: found.mtime };
      }
    }
  }
}

const shardsOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
