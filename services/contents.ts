import type { Readable } from 'node:stream';
import type { FileStore } from './backend.ts';
import { Unavailable } from './errors.ts';

/** A content that is being deposited: its bytes, or where they lie for the time of the request. */
export interface NewContent {
  readonly source: { path: string } | Buffer;
  /** Of the bytes, once they were looked into. */
  readonly sha256?: string;
}

/** The same, once it is stored. */
export type KeptContent = NewContent & { readonly sha256: string };

/**
 * Stores a content, before a row of the database names it.
 *
 * @throws Unavailable when the storage does not take it.
 */
export const storeContent = (files: FileStore, { source, sha256 }: NewContent): Promise<KeptContent> =>
  answered(NOT_STORED, async () => ({ source, ...(await files.put(source, sha256)) }));

/**
 * Makes certain that a content is stored, once a row names it: from then on no sweep removes it, but one may have done so
 * since it was stored.
 *
 * @throws Unavailable when the storage does not answer.
 */
export const keepContent = (files: FileStore, { source, sha256 }: KeptContent): Promise<void> =>
  answered(NOT_STORED, async () => {
    if (!(await files.exists(sha256))) await files.put(source, sha256);
  });

/**
 * A content, to be read.
 *
 * @throws Unavailable when the storage does not answer; ContentMissing, as it is.
 */
export const openContent = (files: FileStore, sha256: string): Promise<Readable> =>
  answered(NOT_READ, () => files.open(sha256));

/** By name: services do not know the storage. They tell that it has answered, or that we are wrong. */
const ANSWERS = new Set(['ContentMissing', 'ContentMismatch', 'TypeError']);

const NOT_STORED =
  'Le fichier n’a pas pu être enregistré\u00a0: l’espace où sont rangés les documents ne répond pas. Recommencez dans quelques instants.';
const NOT_READ =
  'Ce fichier ne peut pas être lu pour le moment\u00a0: l’espace où sont rangés les documents ne répond pas. Recommencez dans quelques instants.';

async function answered<T>(told: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (ANSWERS.has((cause as Partial<Error> | undefined)?.name ?? '')) throw cause;
    throw new Unavailable('The documents’ storage does not answer.', { cause, told });
  }
}
