import { tmpdir } from 'node:os';
import { finished } from 'node:stream/promises';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { createTemporaryFiles, type TemporaryFile } from './temporary-files.ts';

/** One file received whole, on disk until the response is over. */
export interface UploadedFile {
  /** Readable by this user only; gone once the response is finished or its connection closed. */
  path: string;
  sizeBytes: number;
  /** As the sender calls it, without folder or control characters: for people, never for a path. */
  name: string;
}

/** What `singleUpload` leaves in `req.upload`. The text fields are in `req.body` too. */
export interface Upload {
  fields: Record<string, string>;
  /** Absent when no file came, or one that is too large. */
  file?: UploadedFile;
  /** A file came, beyond the limit: read to its end and thrown away. Judge the state (409) first, then answer 413. */
  tooLarge: boolean;
  /** Of the file that came, kept or not; 0 without one. */
  sizeBytes: number;
}

declare global {
  namespace Express {
    interface Request {
      upload?: Upload;
    }
  }
}

export type UploadFault = 'not_multipart' | 'malformed' | 'unexpected' | 'interrupted';

/**
 * Why a request is no upload, in French: `not_multipart` (415), `malformed` or `unexpected` (400: another file, a
 * nested, repeated or endless field; `field` names it), `interrupted` (the sender went away: nobody reads the answer).
 */
export class UploadError extends Error {
  readonly fault: UploadFault;
  readonly field: string | undefined;

  constructor(fault: UploadFault, message: string, field?: string) {
    super(message);
    this.name = 'UploadError';
    this.fault = fault;
    this.field = field;
  }
}

const LIMITS = {
  fields: 20,
  parts: 21,
  fieldNameSize: 100,
  fieldSize: 256 * 1024,
  fieldNestingDepth: 0,
  headerPairs: 50,
};
const LONGEST_NAME = 200;

/**
 * Receives one multipart request with at most one file, in the field `fieldName`, and text fields (256 KiB each);
 * leaves them in `req.upload`. The file lies in a temporary file of mode 600 under `folder`, removed when the response
 * ends, however it ends. Beyond `maxBytes` it is read to its end, kept nowhere, and marked `tooLarge`. Whatever else
 * comes is read to its end too, and passed on as an `UploadError`.
 */
export function singleUpload(fieldName: string, maxBytes: number, folder = tmpdir()): RequestHandler {
  const storage = createTemporaryFiles(folder, maxBytes);
  const receive = multer({ storage, limits: LIMITS, defParamCharset: 'utf8' }).single(fieldName);
  return async (req, res, next) => {
    if (!req.is('multipart/form-data')) {
      await drained(req);
      return next(new UploadError('not_multipart', 'Envoyez le formulaire au format multipart/form-data.'));
    }
    receive(req, res, (error: unknown) => {
      const refusal = error ? asUploadError(error) : accept(req, fieldName);
      if (refusal) void drained(req).then(() => next(refusal));
      else next();
    });
  };
}

/** Fills `req.upload`, or says why not. */
function accept(req: Request, fieldName: string): UploadError | undefined {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(req.body ?? {})) {
    if (typeof value !== 'string') return unexpected(`Le champ «\u00a0${name}\u00a0» est donné plusieurs fois.`, name);
    if (name !== fieldName) fields[name] = value;
    else if (value !== '')
      return unexpected(`Le champ «\u00a0${name}\u00a0» doit être un fichier, pas un texte.`, name);
  }
  req.body = fields;
  const file = req.file as (Express.Multer.File & TemporaryFile) | undefined;
  req.upload = { fields, tooLarge: file?.tooLarge ?? false, sizeBytes: file?.size ?? 0 };
  if (file && !file.tooLarge) {
    req.upload.file = { path: file.path, sizeBytes: file.size, name: nameForPeople(file.originalname) };
  }
  return undefined;
}

/** Without folders, control characters or those that turn the direction of the text round; never empty. */
function nameForPeople(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  const characters = [...visible];
  if (characters.length <= LONGEST_NAME) return visible || 'document';
  const extension = /\.[^.]{1,10}$/.exec(visible)?.[0] ?? '';
  return characters.slice(0, LONGEST_NAME - extension.length).join('') + extension;
}

const unexpected = (message: string, field?: string): UploadError => new UploadError('unexpected', message, field);

function asUploadError(error: unknown): unknown {
  if (error instanceof MulterError) {
    return unexpected(MULTER_FAULTS[error.code] ?? 'Le formulaire a trop de champs.', error.field);
  }
  const message = error instanceof Error ? error.message : '';
  if (/^Request (?:aborted|closed|error)/.test(message))
    return new UploadError('interrupted', 'L’envoi a été interrompu.');
  if (BUSBOY_FAULTS.test(message)) {
    return new UploadError('malformed', 'Le formulaire multipart/form-data est mal formé ou incomplet.');
  }
  return error; // ours: no room on disk, for instance
}

const MULTER_FAULTS: Readonly<Record<string, string>> = {
  LIMIT_UNEXPECTED_FILE: 'Un fichier est donné sous un autre nom de champ, ou plusieurs fichiers sont donnés.',
  LIMIT_FIELD_VALUE: 'Un champ est trop long.',
  LIMIT_FIELD_KEY: 'Le nom d’un champ est trop long.',
  LIMIT_FIELD_NESTING: 'Le nom d’un champ ne peut pas contenir de crochets.',
  MISSING_FIELD_NAME: 'Un champ n’a pas de nom.',
  INVALID_FIELD_NAME: 'Le nom d’un champ n’est pas admis.',
};

/** What busboy says of a body that is not the multipart it claims to be. */
const BUSBOY_FAULTS = /^(?:Multipart: |Malformed |Unexpected end of |Unsupported content type)/;

/** The request read to its end, or its connection closed: an answer given before would not reach some clients. */
async function drained(req: Request): Promise<void> {
  if (req.readableEnded || req.destroyed) return;
  req.resume();
  await finished(req, { writable: false }).catch(() => undefined);
}
