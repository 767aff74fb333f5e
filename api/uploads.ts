import { tmpdir } from 'node:os';
import type { NextFunction, Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { announcesTooMuch, drained, MOST_DRAINED_BYTES, whenTooMuchCame } from './draining.ts';
import { nameForPeople } from './file-names.ts';
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

export type UploadFault = 'not_multipart' | 'malformed' | 'unexpected' | 'interrupted' | 'too_large';

/**
 * Why a request is no upload, in French: `not_multipart` (415), `malformed` or `unexpected` (400: another file, a
 * nested, repeated or endless field; `field` names it), `interrupted` (the sender went away: nobody reads the answer),
 * `too_large` (413: beyond what is even read).
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

/**
 * Receives one multipart request with at most one file, in the field `fieldName`, and text fields (256 KiB each);
 * leaves them in `req.upload`. The file lies in a temporary file of mode 600 under `folder`, removed when the response
 * ends, however it ends. Beyond `maxBytes` it is read to its end, kept nowhere, and marked `tooLarge`. Whatever else
 * comes is read to its end too, and passed on as an `UploadError`; but a body of more than 100 MiB is refused as soon as it
 * is announced, or as so much has come.
 */
export function singleUpload(fieldName: string, maxBytes: number, folder = tmpdir()): RequestHandler {
  const storage = createTemporaryFiles(folder, maxBytes);
  return receiving({ storage }, fieldName, maxBytes);
}

/** The same, of somebody who leaves no file with us: the text fields are read, and the file is thrown away as it comes. */
export const fieldsOfUpload = (fieldName: string, maxBytes: number): RequestHandler =>
  receiving({ fileFilter: (_request, _file, skip) => skip(null, false) }, fieldName, maxBytes);

function receiving(how: multer.Options, fieldName: string, maxBytes: number): RequestHandler {
  const receive = multer({ ...how, limits: LIMITS, defParamCharset: 'utf8' }).single(fieldName);
  return (req, res, next) => {
    const settle = onceOnly(next);
    const refuse = (error: unknown) => void drained(req).then(() => settle(error));
    if (announcesTooMuch(req)) return settle(tooLarge(maxBytes));
    if (!req.is('multipart/form-data')) return refuse(notMultipart());
    whenTooMuchCame(req, () => {
      req.unpipe();
      settle(tooLarge(maxBytes));
    });
    receive(req, res, (error: unknown) => {
      const refusal = error ? asUploadError(error) : accept(req, fieldName);
      if (refusal) refuse(refusal);
      else settle();
    });
  };
}

/** The first call counts: what was given up may still fail. */
function onceOnly(next: NextFunction): (error?: unknown) => void {
  let called = false;
  return (error) => {
    if (!called) next(error);
    called = true;
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

const MIB = 1024 * 1024;

const notMultipart = (): UploadError =>
  new UploadError('not_multipart', 'Envoyez le formulaire au format multipart/form-data.');

const tooLarge = (maxBytes: number): UploadError =>
  new UploadError(
    'too_large',
    `Le contenu envoyé pèse plus de ${MOST_DRAINED_BYTES / MIB}\u00a0Mio, et la limite est de ${maxBytes / MIB}\u00a0Mio\u00a0: ` +
      'il n’a pas été lu. Envoyez un fichier plus léger.',
  );

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
