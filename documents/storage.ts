import type { Readable } from 'node:stream';

/** What is to be stored: bytes, a stream of them, or a file on disk, which is read and left where it is. */
export type StoredSource = Buffer | AsyncIterable<Uint8Array> | { path: string };

export interface StoredContent {
  /** Lowercase hexadecimal; the only name that content has. */
  sha256: string;
  sizeBytes: number;
}

/** Nothing is stored under this hash. */
export class ContentMissing extends Error {
  constructor(sha256: string) {
    super(`no content is stored under ${sha256}`);
    this.name = 'ContentMissing';
  }
}

/** What arrived is not what was announced. */
export class ContentMismatch extends Error {
  constructor(expected: string, found: string) {
    super(`content announced as ${expected} is ${found}`);
    this.name = 'ContentMismatch';
  }
}

/** What is stored under this hash no longer has it. */
export class ContentDamaged extends Error {
  constructor(sha256: string) {
    super(`what is stored under ${sha256} is not that content any more`);
    this.name = 'ContentDamaged';
  }
}

/**
 * Where the documents' bytes lie, named by their hash and by nothing else: names, owners and versions are rows of the
 * database. The same content is stored once, so only the owner of the rows knows when it may be removed.
 */
export interface DocumentStorage {
  /**
   * Stores the content; when it answers, the content is whole and survives a power cut. When it rejects, no part of it is
   * left; all of it may be, where only the answer of a distant place was lost. With `expected`, content of another hash is
   * refused (`ContentMismatch`). Storing again is harmless, and renews its date.
   */
  put(source: StoredSource, expected?: string): Promise<StoredContent>;
  /**
   * The bytes, from the start. Rejects with `ContentMissing`. The stream fails with `ContentDamaged`, before its last
   * bytes, where they are not those that were stored: nobody takes them for the document.
   */
  open(sha256: string): Promise<Readable>;
  exists(sha256: string): Promise<boolean>;
  /** Forgets the content, for every document that has it, within seconds; silent when there is none. */
  remove(sha256: string): Promise<void>;
  /** All that is stored, with the instant of the last `put`: to find what no document names any more. */
  list(): AsyncIterable<StoredContent & { storedAt: Date }>;
  /** Forgets what was begun before that instant and never ended, its process being dead; answers how many there were. */
  sweepUnfinished(before: Date): Promise<number>;
  /** Rejects where storing, listing or removing is not possible now. */
  health(): Promise<void>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether it is the name of a content. */
export const isHash = (text: string): boolean => SHA256.test(text);

/** The hash itself, once it is certain that it is one: it becomes a path. Throws on anything else. */
export function checkedHash(sha256: string): string {
  if (!isHash(sha256)) throw new TypeError('not a sha256 in lowercase hexadecimal');
  return sha256;
}
