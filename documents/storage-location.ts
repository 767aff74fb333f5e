import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readS3Location, type S3Location } from './s3-location.ts';

export interface FileLocation {
  readonly kind: 'file';
  /** Absolute. */
  readonly folder: string;
}

/** Where STORAGE_URL says that documents lie. */
export type StorageLocation = FileLocation | S3Location;

/** STORAGE_URL cannot be followed: `mistakes` holds one French line each, and no secret. */
export class StorageUrlError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'StorageUrlError';
    this.mistakes = mistakes;
  }
}

/**
 * Reads STORAGE_URL: `file:///absolute/folder`, `file:folder`, relative to `baseFolder` (the current one), or
 * `s3://bucket/prefix?…`.
 *
 * @throws StorageUrlError with every mistake, for whoever starts the software.
 */
export function parseStorageUrl(url: string, baseFolder = process.cwd()): StorageLocation {
  const mistakes: string[] = [];
  const location = read(url.trim(), baseFolder, mistakes);
  if (location) return location;
  throw new StorageUrlError(mistakes.map((mistake) => `STORAGE_URL\u00a0: ${mistake}`));
}

function read(url: string, baseFolder: string, mistakes: string[]): StorageLocation | undefined {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
  if (scheme.toLowerCase() === 's3') return readS3Location(url, mistakes);
  const folder = scheme.toLowerCase() === 'file' ? folderOf(rest, baseFolder) : undefined;
  if (folder) return { kind: 'file', folder };
  mistakes.push('attend file:DOSSIER, file:///CHEMIN/ABSOLU ou s3://SEAU/PRÉFIXE?endpoint=…');
  return undefined;
}

function folderOf(rest: string, baseFolder: string): string | undefined {
  if (!rest) return undefined;
  try {
    return rest.startsWith('//') ? fileURLToPath(`file:${rest}`) : resolve(baseFolder, decodeURIComponent(rest));
  } catch {
    return undefined;
  }
}
