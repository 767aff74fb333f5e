import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type Content, sha256Of, sizeOf } from './content.ts';
import type { Bucket } from './s3-bucket.ts';
import type { S3Encryption } from './s3-location.ts';
import { ContentMismatch, type StoredContent } from './storage.ts';

const MEBIBYTE = 1024 * 1024;
/** Content is sent in one request up to here, in parts beyond. */
const ONE_REQUEST_BYTES = 16 * MEBIBYTE;
const PART_BYTES = 8 * MEBIBYTE;
/** At most so many parts are in memory: 16 MiB, as for one request. */
const PARTS_AT_ONCE = 2;
const PUT_MS = 90_000;

/**
 * Sends content under its hash. In one request, the bucket itself checks the sha256; in parts, it checks each part's
 * checksum, and we the hash of all that was sent, before the parts become an object. An upload that fails is aborted.
 *
 * @throws ContentMismatch, before anything is there, when the hash is not the one that was announced.
 */
export async function putContent(bucket: Bucket, content: Content, expected?: string): Promise<StoredContent> {
  const sizeBytes = await sizeOf(content);
  if (sizeBytes > ONE_REQUEST_BYTES) {
    const sha256 = announced(await sha256Of(content), expected);
    await putParts(bucket, content, { sha256, sizeBytes });
    return { sha256, sizeBytes };
  }
  const bytes = typeof content === 'string' ? await readFile(content) : content;
  const sha256 = announced(await sha256Of(bytes), expected);
  await putWhole(bucket, bytes, sha256);
  return { sha256, sizeBytes: bytes.length };
}

function announced(found: string, expected = found): string {
  if (expected !== found) throw new ContentMismatch(expected, found);
  return found;
}

async function putWhole({ client, location, keyOf, ask }: Bucket, bytes: Buffer, sha256: string): Promise<void> {
  const command = new PutObjectCommand({
    Bucket: location.bucket,
    Key: keyOf(sha256),
    Body: bytes,
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    ...encryption(location.encryption),
  });
  await ask('PutObject', (abortSignal) => client.send(command, { abortSignal }), PUT_MS);
}

async function putParts(
  { client, location, keyOf, ask }: Bucket,
  content: Content,
  { sha256, sizeBytes }: StoredContent,
): Promise<void> {
  const begin = (): Upload =>
    new Upload({
      client,
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      params: {
        Bucket: location.bucket,
        Key: keyOf(sha256),
        Body: Readable.from(asAnnounced(content, sha256)),
        ContentLength: sizeBytes,
        ...encryption(location.encryption),
      },
    });
  await ask(
    'MultipartUpload',
    async (signal) => {
      const upload = begin();
      signal.addEventListener('abort', () => void upload.abort());
      return upload.done();
    },
    PUT_MS,
  );
}

/** The bytes once more; fails before their end when they have changed since they were looked at. */
async function* asAnnounced(content: Content, sha256: string): AsyncGenerator<Buffer> {
  const seen = createHash('sha256');
  const chunks = typeof content === 'string' ? createReadStream(content, { highWaterMark: MEBIBYTE }) : [content];
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    seen.update(chunk);
    yield chunk;
  }
  announced(seen.digest('hex'), sha256);
}

/** The headers that ask for encryption at rest, when the bucket's own default is not to decide. */
const encryption = (asked?: S3Encryption) =>
  asked && {
    ServerSideEncryption: asked.algorithm,
    ...('key' in asked ? { SSEKMSKeyId: asked.key } : {}),
  };
