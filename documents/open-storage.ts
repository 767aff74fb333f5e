import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFileStorage } from './file-storage.ts';
import type { DocumentStorage } from './storage.ts';

/** Where STORAGE_URL says that documents lie. Another kind of place is another `kind`. */
export interface StorageLocation {
  kind: 'file';
  /** Absolute. */
  folder: string;
}

/**
 * Reads STORAGE_URL: `file:///absolute/folder`, or `file:folder`, relative to `baseFolder` (the current one).
 * @throws Error with one French line for whoever starts the software.
 */
export function parseStorageUrl(url: string, baseFolder = process.cwd()): StorageLocation {
  const location = /^([a-z][a-z0-9+.-]*):(.+)$/i.exec(url.trim());
  if (!location) throw new Error('STORAGE_URL doit être de la forme file:dossier ou file:///chemin/absolu.');
  const [, scheme = '', rest = ''] = location;
  if (scheme.toLowerCase() !== 'file') {
    throw new Error(
      `STORAGE_URL\u00a0: cette version ne range les documents que dans un dossier (file:…), pas sous ${scheme}:.`,
    );
  }
  return { kind: 'file', folder: folderOf(rest, baseFolder) };
}

function folderOf(rest: string, baseFolder: string): string {
  try {
    return rest.startsWith('//') ? fileURLToPath(`file:${rest}`) : resolve(baseFolder, decodeURIComponent(rest));
  } catch {
    throw new Error(
      'STORAGE_URL n’est pas une adresse de dossier lisible\u00a0: file:dossier ou file:///chemin/absolu.',
    );
  }
}

/** The storage that STORAGE_URL names, ready to be used; rejects where the folder cannot be made or written. */
export async function openStorage(url: string): Promise<DocumentStorage> {
  return createFileStorage(parseStorageUrl(url).folder);
}
