import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/dates.ts';

/** A sign-in under way at the provider: what its answer must match. */
export interface Attempt {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** Where the person was going. */
  next: string;
}

const PATIENCE_MS = 10 * 60_000;

/** Begins an attempt: what the browser keeps of it, sealed, since any of our servers may get the answer. */
export function beginAttempt(secret: string, next: string, now: Instant): { kept: string; attempt: Attempt } {
  const body = [randomBytes(32).toString('base64url'), Date.parse(now), Buffer.from(next).toString('base64url')].join(
    '.',
  );
  return { kept: `${body}.${sealed(secret, 'seal', body)}`, attempt: attemptOf(secret, body, next) };
}

/** The attempt that a browser kept; undefined when it is not sealed by us, or older than ten minutes. */
export function resumeAttempt(secret: string, kept: string, now: Instant): Attempt | undefined {
  const end = kept.lastIndexOf('.');
  const body = kept.slice(0, Math.max(end, 0));
  if (!same(kept.slice(end + 1), sealed(secret, 'seal', body))) return undefined;
  const [, begun, next = ''] = body.split('.');
  if (Date.parse(now) - Number(begun) > PATIENCE_MS) return undefined;
  return attemptOf(secret, body, Buffer.from(next, 'base64url').toString());
}

const attemptOf = (secret: string, body: string, next: string): Attempt => ({
  state: sealed(secret, 'state', body),
  nonce: sealed(secret, 'nonce', body),
  codeVerifier: sealed(secret, 'verifier', body),
  next,
});

const sealed = (secret: string, what: string, body: string): string =>
  createHmac('sha256', secret).update(`single sign-on ${what} ${body}`).digest('base64url');

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
