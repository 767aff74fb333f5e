import { createFileStorage } from './file-storage.ts';
import type { DocumentStorage } from './storage.ts';
import { parseStorageUrl } from './storage-location.ts';

/**
 * The storage that STORAGE_URL names, once it is certain that documents can be stored there now; rejects otherwise. The
 * SDK of S3 is loaded only where it is needed.
 */
export async function openStorage(url: string): Promise<DocumentStorage> {
  const location = parseStorageUrl(url);
  const storage =
    location.kind === 'file'
      ? await createFileStorage(location.folder)
      : await (await import('./s3-storage.ts')).createS3Storage(location);
  await storage.health();
  return storage;
}
