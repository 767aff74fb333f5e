import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ContentDamaged } from './storage.ts';

/**
 * The same bytes as they come, but for the last ones, which wait until all have been seen to have this hash; otherwise the
 * stream fails with `ContentDamaged`. Whoever was told the length beforehand sees that some are missing.
 */
export function verified(source: Readable, sha256: string): Readable {
  const readable = Readable.from(untilTheLast(source, sha256), { objectMode: false });
  // One that nobody began to read does not end its source by itself.
  readable.once('close', () => source.destroy());
  return readable;
}

async function* untilTheLast(source: Readable, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let last: Buffer | undefined;
  for await (const chunk of source) {
    hash.update(chunk);
    if (last) yield last;
    last = chunk;
  }
  if (hash.digest('hex') !== sha256) throw new ContentDamaged(sha256);
  if (last) yield last;
}
