import type { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { type Bucket, openBucket, type S3Options } from './s3-bucket.ts';
import { isAbsent } from './s3-failure.ts';
import { abortUnfinished, storedContents } from './s3-listing.ts';
import type { S3Location } from './s3-location.ts';
import { putContent } from './s3-put.ts';
import { withContent } from './spool.ts';
import { ContentMissing, checkedHash, type DocumentStorage } from './storage.ts';
import { verified } from './verified.ts';

/** Each holds up to 16 MiB in memory. */
const PUTS_AT_ONCE = 8;
/** A sweep keeps deposits of this content waiting for so long at most. */
const REMOVE_MS = 10_000;
/** What `health` writes and removes. */
const PROBE = 'probe';

/**
 * Documents in a bucket: each is the object `prefix/<sha256>`, whole or absent, since S3 shows an object once all of it has
 * arrived. What could not be done rejects with `StorageFailure`.
 */
export async function createS3Storage(location: S3Location, options: S3Options = {}): Promise<DocumentStorage> {
  const bucket = await openBucket(location, options);
  const inTurn = pLimit(PUTS_AT_ONCE);
  return {
    put: (source, expected) => inTurn(() => withContent(source, (content) => putContent(bucket, content, expected))),
    open: async (sha256) => verified(await openObject(bucket, checkedHash(sha256)), sha256),
    exists: async (sha256) => isThere(bucket, checkedHash(sha256)),
    remove: async (sha256) => removeObject(bucket, checkedHash(sha256)),
    list: () => storedContents(bucket, options.pageSize),
    sweepUnfinished: (before) => abortUnfinished(bucket, before),
    health: () => probe(bucket),
  };
}

async function openObject({ client, location, keyOf, ask }: Bucket, sha256: string): Promise<Readable> {
  const command = new GetObjectCommand({ Bucket: location.bucket, Key: keyOf(sha256) });
  try {
    const { Body } = await ask('GetObject', (abortSignal) => client.send(command, { abortSignal }));
    return Body as Readable;
  } catch (error) {
    throw isAbsent(error) ? new ContentMissing(sha256) : error;
  }
}

async function isThere({ client, location, keyOf, ask }: Bucket, name: string): Promise<boolean> {
  const command = new HeadObjectCommand({ Bucket: location.bucket, Key: keyOf(name) });
  try {
    await ask('HeadObject', (abortSignal) => client.send(command, { abortSignal }));
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** S3 answers alike whether the object was there or not. */
async function removeObject({ client, location, keyOf, ask }: Bucket, name: string): Promise<void> {
  const command = new DeleteObjectCommand({ Bucket: location.bucket, Key: keyOf(name) });
  await ask('DeleteObject', (abortSignal) => client.send(command, { abortSignal }), REMOVE_MS);
}

/** Does once everything that documents need: writes, looks, lists and removes. */
async function probe(bucket: Bucket): Promise<void> {
  const { client, location, keyOf, ask } = bucket;
  const write = new PutObjectCommand({ Bucket: location.bucket, Key: keyOf(PROBE), Body: 'ok' });
  await ask('PutObject', (abortSignal) => client.send(write, { abortSignal }));
  await isThere(bucket, PROBE);
  await storedContents(bucket, 1).next();
  await removeObject(bucket, PROBE);
}
