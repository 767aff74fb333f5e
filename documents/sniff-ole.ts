import type { FileFlaw } from '../domain/report.ts';
import { type Content, readRange, sizeOf } from './content.ts';

/** How every OLE container begins: those of Office before 2007, and those in which it locks later documents. */
export const OLE_START = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const ONE_READ = 1024 * 1024;
/** Names of streams, as the container's directory writes them. */
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le');
const OLD_WORD = Buffer.from('WordDocument', 'utf16le');

/** What an OLE container holds: a document under a password, an old Word document, or nothing of ours. */
export async function sniffOle(content: Content): Promise<FileFlaw> {
  if (await holds(content, LOCKED)) return 'locked';
  return (await holds(content, OLD_WORD)) ? 'old_word' : 'other';
}

/** Looked for in the whole file: where the directory lies is up to the container. */
async function holds(content: Content, name: Buffer): Promise<boolean> {
  const size = await sizeOf(content);
  for (let start = 0; start < size; start += ONE_READ) {
    if ((await readRange(content, start, ONE_READ + name.length)).includes(name)) return true;
  }
  return false;
}
