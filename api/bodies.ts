import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import express, { type NextFunction, type Request, type RequestHandler } from 'express';
import { MAX_FILE_BYTES } from '../domain/report.ts';
import { ServiceRefusal } from '../services/errors.ts';
import { MAX_LOGO_BYTES } from '../services/logos.ts';
import type { BodyKind } from './route.ts';
import { singleUpload, UploadError } from './uploads.ts';

const MIB = 1024 * 1024;
const JSON_BYTES = MIB;
const CALENDAR_BYTES = 10 * MIB;
const IMAGE_BYTES = MAX_LOGO_BYTES;

const json = express.json({ limit: JSON_BYTES, strict: false });
const urlencoded = express.urlencoded({ extended: false, limit: JSON_BYTES });
const raw = express.raw({ limit: CALENDAR_BYTES, type: () => true });

const rawImage = express.raw({ limit: IMAGE_BYTES, type: () => true });

const IMAGE_TYPES = ['image/*', 'application/octet-stream'];
const FILE_TYPES = ['text/*', 'application/json', 'application/octet-stream', 'application/x-www-form-urlencoded'];

/** Reads a request's body of the kind that its route declares; another content type is 415. */
export function readBody(kind: BodyKind, uploadFolder: string): RequestHandler {
  const deposit = singleUpload('file', MAX_FILE_BYTES, uploadFolder);
  const calendar = singleUpload('file', CALENDAR_BYTES, uploadFolder);
  const image = singleUpload('file', IMAGE_BYTES, uploadFolder);
  const readers: Record<BodyKind, (request: Request) => RequestHandler | undefined> = {
    json: (request) => (request.is('application/json') ? json : undefined),
    form: (request) => {
      if (request.is('multipart/form-data')) return deposit;
      if (request.is('application/x-www-form-urlencoded')) return urlencoded;
      return request.is('application/json') ? json : undefined;
    },
    bytes: (request) => {
      if (request.is('multipart/form-data')) return calendar;
      return !request.headers['content-type'] || request.is(FILE_TYPES) ? raw : undefined;
    },
    image: (request) => {
      if (request.is('multipart/form-data')) return image;
      return !request.headers['content-type'] || request.is(IMAGE_TYPES) ? rawImage : undefined;
    },
  };
  return (request, response, next) => {
    if (!hasBody(request)) {
      request.body = {};
      return next();
    }
    const reader = readers[kind](request);
    if (!reader) return next(wrongType());
    reader(request, response, kind === 'form' ? next : asNoReport(next));
  };
}

/** A calendar or a logo is no report, and is not refused as one. */
const asNoReport =
  (next: NextFunction): NextFunction =>
  (error?: unknown) =>
    next(error instanceof UploadError && error.fault === 'too_large' ? tooLarge() : error);

const tooLarge = (): ServiceRefusal =>
  new ServiceRefusal('size', 'request.too_large', 'Le fichier envoyé est trop volumineux.');

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const wrongType = (): ServiceRefusal =>
  new ServiceRefusal('type', 'request.type', 'Ce type de contenu n’est pas pris en charge ici.');

/** The bytes of a file sent as it is, or as the file of a form. */
export async function bytesOf(request: Request): Promise<Buffer> {
  const { upload } = request;
  if (upload?.tooLarge) throw tooLarge();
  if (upload?.file) return readFile(upload.file.path);
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** What tells two bodies apart, whatever the order of their fields: of the method, the fields and the file. */
export async function bodyHash(request: Pick<Request, 'method' | 'body' | 'upload'>): Promise<string> {
  const hash = createHash('sha256').update(`${request.method}\n`);
  hash.update(Buffer.isBuffer(request.body) ? request.body : canonical(request.body));
  const { upload } = request;
  if (upload?.file) for await (const chunk of createReadStream(upload.file.path)) hash.update(chunk);
  else if (upload) hash.update(`\n${upload.sizeBytes}`);
  return hash.digest('hex');
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  ) ?? '';
