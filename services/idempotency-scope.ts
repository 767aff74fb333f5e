import { createHash, randomUUID } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What makes a request and its repeats one: a hash of token, path and Idempotency-Key. It is the `updateId` in Temporal
 * (and so holds nothing readable) and what every identifier made for the request derives from.
 */
export const idempotencyScope = (tokenId: string, path: string, key: string | undefined): string =>
  sha256(key === undefined ? `random ${randomUUID()}` : JSON.stringify([tokenId, path, key]));

/** A UUID (version 8, as RFC 9562 says) that is the same whenever `seed` is. */
export function uuidFrom(seed: string): string {
  const hex = sha256(seed);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
