import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The tokens of forms: each good for one cookie's value, and for no other. */
export interface FormTokens {
  /** Another text each time, so that what compresses a page tells nothing about it. */
  make(cookieValue: string): string;
  isRight(cookieValue: string, token: unknown): boolean;
}

const BYTES = 32;

export function createFormTokens(secret: string): FormTokens {
  const key = createHmac('sha256', secret).update('tokens of forms').digest();
  const bound = (cookieValue: string) => createHmac('sha256', key).update(cookieValue).digest();
  return {
    make(cookieValue) {
      const mask = randomBytes(BYTES);
      return Buffer.concat([mask, xor(mask, bound(cookieValue))]).toString('base64url');
    },
    isRight(cookieValue, token) {
      const bytes = Buffer.from(typeof token === 'string' ? token : '', 'base64url');
      if (bytes.length !== 2 * BYTES) return false;
      return timingSafeEqual(xor(bytes.subarray(0, BYTES), bytes.subarray(BYTES)), bound(cookieValue));
    },
  };
}

const xor = (one: Buffer, other: Buffer): Buffer => Buffer.from(one.map((byte, index) => byte ^ other[index]!));
