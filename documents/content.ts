import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** A file to look at: where it lies on disk, or its bytes. */
export type Content = string | Buffer;

/** Its size in bytes. */
export const sizeOf = async (content: Content): Promise<number> =>
  typeof content === 'string' ? (await stat(content)).size : content.length;

/** The bytes from `start`, at most `length` of them; fewer where the file ends before. */
export async function readRange(content: Content, start: number, length: number): Promise<Buffer> {
  if (typeof content !== 'string') return content.subarray(start, start + length);
  const file = await open(content, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Its sha256, in lowercase hexadecimal. */
export async function sha256Of(content: Content): Promise<string> {
  const hash = createHash('sha256');
  if (typeof content !== 'string') return hash.update(content).digest('hex');
  for await (const chunk of createReadStream(content)) hash.update(chunk);
  return hash.digest('hex');
}
