import type { Request, Response } from 'express';
import { type FieldError, REFUSALS, RuleViolation } from '../domain/errors.ts';
import { type RefusalKind, ServiceRefusal, Unavailable } from '../services/errors.ts';
import { drained } from './draining.ts';
import { UploadError, type UploadFault } from './uploads.ts';

/** RFC 9457, with a stable `code` for programs and a French `detail` for people. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldError[];
  /** Seconds, for the Retry-After header. */
  retryAfter?: number;
}

const STATUS: Record<RefusalKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  state: 409,
  size: 413,
  type: 415,
  rule: 422,
  rate: 429,
};

const TITLES: Record<number, string> = {
  400: 'Demande mal formée',
  401: 'Authentification requise',
  403: 'Action non permise',
  404: 'Introuvable',
  405: 'Méthode non permise',
  409: 'Impossible en l’état',
  413: 'Contenu trop volumineux',
  415: 'Type de contenu non pris en charge',
  422: 'Refusé par une règle',
  429: 'Trop de demandes',
  500: 'Erreur interne',
  503: 'Service momentanément indisponible',
};

/** A problem of a status that this API answers. */
export const problem = (status: number, code: string, detail: string, errors: FieldError[] = []): Problem => ({
  type: `urn:jalons:problem:${code}`,
  title: TITLES[status] ?? TITLES[500]!,
  status,
  detail,
  code,
  ...(errors.length > 0 ? { errors } : {}),
});

/**
 * What an error becomes for the one who asked; what nobody foresaw is a 500 that tells nothing of the inside.
 * `isOutage` recognises the errors of a database that does not answer.
 */
export function problemOf(error: unknown, isOutage: (error: unknown) => boolean): Problem {
  if (error instanceof RuleViolation) {
    return problem(STATUS[REFUSALS[error.code]], error.code, error.message, error.errors);
  }
  if (error instanceof ServiceRefusal) return ofService(error);
  if (error instanceof UploadError) return ofUpload(error);
  if (error instanceof Unavailable) return unavailable(error.retryAfterSeconds, error.told);
  if (isOutage(error)) return unavailable(2);
  return (
    ofBodyParser(error) ?? problem(500, 'internal', 'Une erreur interne est survenue\u00a0; elle a été consignée.')
  );
}

const ofService = ({ kind, code, message, errors, retryAfterSeconds }: ServiceRefusal): Problem => ({
  ...problem(STATUS[kind], code, message, errors),
  ...(retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }),
});

const unavailable = (retryAfter: number, told?: string): Problem => ({
  ...problem(
    503,
    'unavailable',
    told ??
      'Le service ne répond pas pour le moment\u00a0: on ne sait pas si la demande a abouti. Recommencez avec la même clé (Idempotency-Key).',
  ),
  retryAfter,
});

const UPLOADS: Record<UploadFault, { status: number; code: string }> = {
  not_multipart: { status: 415, code: 'request.type' },
  malformed: { status: 400, code: 'request.malformed' },
  unexpected: { status: 400, code: 'request.malformed' },
  interrupted: { status: 400, code: 'request.interrupted' },
  too_large: { status: 413, code: 'report.too_large' },
};

function ofUpload({ fault, message, field }: UploadError): Problem {
  const { status, code } = UPLOADS[fault];
  return problem(status, code, message, field ? [{ path: field, code, message }] : []);
}

/** Errors that Express's own body parsers throw carry a `type`. */
function ofBodyParser(error: unknown): Problem | undefined {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return problem(413, 'request.too_large', 'Le contenu envoyé est trop volumineux.');
  if (type === 'entity.parse.failed')
    return problem(400, 'request.malformed', 'Le contenu envoyé n’est pas du JSON valide.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return problem(415, 'request.type', 'Cet encodage du contenu n’est pas pris en charge.');
  }
  if (status === 400) return problem(400, 'request.malformed', 'La demande est mal formée.');
  return undefined;
}

/** Answers with `problem`, once the sender has sent all it had. */
export async function sendProblem(request: Request, response: Response, answer: Problem): Promise<void> {
  const { retryAfter, ...body } = answer;
  if (answer.status === 413 || answer.status === 415) await drained(request);
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  if (answer.status === 401) response.set('WWW-Authenticate', 'Bearer');
  response.status(answer.status).type('application/problem+json').send(JSON.stringify(body));
}
