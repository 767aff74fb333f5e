import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';

/** What the engine knows of a file received; `path` leads nowhere when it is too large. */
export interface TemporaryFile {
  path: string;
  size: number;
  tooLarge: boolean;
}

const PREFIX = 'jalons-upload-';
const STALE_MS = 24 * 3_600_000;

/**
 * Where multer puts a file: a new file of mode 600 in `folder`, removed when the response is over. What exceeds
 * `maxBytes` is counted and not kept. Files older than a day, left by a process that was killed, are removed now.
 */
export function createTemporaryFiles(folder: string, maxBytes: number): StorageEngine {
  void sweep(folder).catch(() => undefined); // the system sweeps it as well
  return {
    _handleFile(req, file, callback) {
      const path = join(folder, PREFIX + randomUUID());
      file.path = path; // multer removes it by this path when the request fails meanwhile
      receive(req, file.stream, path, maxBytes).then(
        (received) => callback(null, received),
        (error: unknown) => callback(error),
      );
    },
    _removeFile(_req, file, callback) {
      rm(file.path, { force: true }).then(() => callback(null), callback);
    },
  };
}

async function receive(req: Request, stream: NodeJS.ReadableStream, path: string, max: number): Promise<TemporaryFile> {
  const remove = () => rm(path, { force: true }).catch(() => undefined);
  req.res?.once('close', () => {
    void remove();
    if ('destroy' in stream) (stream as Readable).destroy(); // nobody may be reading it to its end
  });
  try {
    const size = await write(stream, path, max);
    const tooLarge = size > max;
    if (tooLarge || req.res?.closed) await remove();
    return { path, size, tooLarge };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Reads the stream to its end, writes what is within the limit, and answers how many bytes there were. */
async function write(stream: NodeJS.ReadableStream, path: string, maxBytes: number): Promise<number> {
  let size = 0;
  const withinLimit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(null, size <= maxBytes ? chunk : undefined);
    },
  });
  await pipeline(stream, withinLimit, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return size;
}

async function sweep(folder: string): Promise<void> {
  const limit = Date.now() - STALE_MS;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await lstat(join(folder, name)).catch(() => undefined);
    if (!found?.isFile() || found.uid !== process.getuid?.()) continue;
    if (found.mtimeMs < limit) await rm(join(folder, name), { force: true });
  }
}
