import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Content } from './content.ts';
import type { StoredSource } from './storage.ts';

/**
 * Lets `act` have what is to be stored as something that can be read twice: a stream is first written to a temporary file of
 * this user only, which is gone afterwards, also when the stream breaks off.
 */
export async function withContent<T>(source: StoredSource, act: (content: Content) => Promise<T>): Promise<T> {
  if (Buffer.isBuffer(source)) return act(source);
  if ('path' in source && typeof source.path === 'string') return act(source.path);
  const folder = await mkdtemp(join(tmpdir(), `jalons-document-${process.pid}-`));
  try {
    const path = join(folder, 'content');
    await pipeline(source as AsyncIterable<Uint8Array>, createWriteStream(path, { mode: 0o600 }));
    return await act(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
