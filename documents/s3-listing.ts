import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Bucket } from './s3-bucket.ts';
import { isAbsent } from './s3-failure.ts';
import { isHash, type StoredContent } from './storage.ts';

/** Every content under the prefix, page by page; objects that are not contents are passed over. */
export async function* storedContents(
  { client, location, keyOf, ask }: Bucket,
  pageSize?: number,
): AsyncGenerator<StoredContent & { storedAt: Date }> {
  const under = keyOf('');
  let after: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: location.bucket,
      Prefix: under,
      MaxKeys: pageSize,
      ContinuationToken: after,
    });
    const page = await ask('ListObjectsV2', (abortSignal) => client.send(command, { abortSignal }));
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
      const sha256 = Key.slice(under.length);
      if (isHash(sha256) && LastModified) yield { sha256, sizeBytes: Size, storedAt: LastModified };
    }
    after = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (after);
}

/** Aborts the uploads in parts that were begun before that instant; answers how many there were. */
export async function abortUnfinished(bucket: Bucket, before: Date): Promise<number> {
  const { client, location, ask } = bucket;
  let aborted = 0;
  for await (const { Key, UploadId } of unfinished(bucket, before)) {
    const command = new AbortMultipartUploadCommand({ Bucket: location.bucket, Key, UploadId });
    // Another server may be sweeping too.
    const already = await ask('AbortMultipartUpload', (abortSignal) => client.send(command, { abortSignal })).then(
      () => false,
      (error) => {
        if (isAbsent(error)) return true;
        throw error;
      },
    );
    if (!already) aborted += 1;
  }
  return aborted;
}

interface Unfinished {
  Key: string;
  UploadId: string;
}

/** Uploads of contents under the prefix: others may share the bucket. */
async function* unfinished({ client, location, keyOf, ask }: Bucket, before: Date): AsyncGenerator<Unfinished> {
  const under = keyOf('');
  let after: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (after) {
    const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
      Bucket: location.bucket,
      Prefix: under,
      ...after,
    });
    const page = await ask('ListMultipartUploads', (abortSignal) => client.send(command, { abortSignal }));
    for (const { Key = '', UploadId, Initiated } of page.Uploads ?? []) {
      if (UploadId && Initiated && Initiated < before && isHash(Key.slice(under.length))) yield { Key, UploadId };
    }
    after = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
  }
}
