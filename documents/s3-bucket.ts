import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { failureOf, StorageFailure } from './s3-failure.ts';
import type { S3Location } from './s3-location.ts';
import { ContentDamaged, ContentMismatch, ContentMissing } from './storage.ts';

/** What tests, and nobody else, set otherwise. */
export interface S3Options {
  /** Found by the SDK's own chain (environment, profile, role) when absent. */
  readonly credentials?: S3ClientConfig['credentials'];
  /** How long one attempt may wait for an answer, in milliseconds. */
  readonly answerMs?: number;
  /** How often a request is tried, the first time included. */
  readonly attempts?: number;
  /** How many a page of a listing has. */
  readonly pageSize?: number;
}

/** A bucket, and how to ask it something within bounds. */
export interface Bucket {
  readonly client: S3Client;
  readonly location: S3Location;
  /** The key of what has this name, under the prefix. */
  keyOf(name: string): string;
  /**
   * What `act` answers, tried again where that makes sense, in `withinMs` at most.
   *
   * @throws StorageFailure saying what was being done, where, and what was answered.
   */
  ask<T>(doing: string, act: (signal: AbortSignal) => Promise<T>, withinMs?: number): Promise<T>;
}

const CONNECT_MS = 5_000;
const ANSWER_MS = 20_000;
/** A download that its reader lets wait is not cut before this. */
const SILENCE_MS = 60_000;
const ATTEMPTS = 3;
const QUICK_MS = 30_000;

/**
 * Opens the bucket: nothing is asked of it yet. Requests carry a checksum of what they bring, whatever the provider; what
 * comes back is verified by its sha256, not by the SDK.
 *
 * @throws StorageFailure when nothing says which region it is in.
 */
export async function openBucket(location: S3Location, options: S3Options = {}): Promise<Bucket> {
  const { credentials, answerMs = ANSWER_MS, attempts = ATTEMPTS } = options;
  const client = new S3Client({
    ...(credentials ? { credentials } : {}),
    ...(location.endpoint ? { endpoint: location.endpoint } : {}),
    ...(location.region ? { region: location.region } : {}),
    forcePathStyle: location.pathStyle,
    maxAttempts: attempts,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: SILENCE_MS,
    },
  });
  await client.config.region().catch(() => {
    throw new StorageFailure('aucune région\u00a0: donnez region=… dans STORAGE_URL, ou AWS_REGION', 'NoRegion');
  });
  return {
    client,
    location,
    keyOf: (name) => (location.prefix ? `${location.prefix}/${name}` : name),
    ask: (doing, act, withinMs = QUICK_MS) =>
      within(withinMs, act).catch((error) => {
        throw isOurs(error) ? error : failureOf(doing, location, error);
      }),
  };
}

/** Our own refusals say what they are already. */
const isOurs = (error: unknown): boolean =>
  [ContentMismatch, ContentMissing, ContentDamaged].some((ours) => error instanceof ours);

/** Cuts `act` off after so long; what it answered in time is left alone, a stream that it opened included. */
async function within<T>(milliseconds: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  try {
    return await act(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
