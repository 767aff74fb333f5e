import { type Problem, problemOf } from '../api/problem.ts';
import { UploadError } from '../api/uploads.ts';
import { type FieldError, RuleViolation } from '../domain/errors.ts';
import { ServiceRefusal, Unavailable } from '../services/errors.ts';
import type { FormState } from './form.ts';

/** What a refusal says on the form that it is about. */
export type Told = Pick<FormState, 'errors' | 'message'> & {
  status: number;
  /** Nobody knows whether it was done: the same key must be sent again. */
  unknown: boolean;
};

/**
 * What a form shown again says of what was thrown; undefined when it is no business of the form (not found, not permitted, a
 * fault of ours): then an error page says it.
 */
export function toldOnForm(
  error: unknown,
  isOutage: (error: unknown) => boolean,
  labels: Readonly<Record<string, string>> = {},
): Told | undefined {
  if (error instanceof Unavailable || isOutage(error)) {
    const told = error instanceof Unavailable ? error.told : undefined;
    return { status: 503, errors: [], message: told ?? UNKNOWN_OUTCOME, unknown: true };
  }
  const isRefusal = error instanceof RuleViolation || error instanceof ServiceRefusal || error instanceof UploadError;
  if (!isRefusal) return undefined;
  const { status, code, detail, errors = [] } = problemOf(error, isOutage);
  // What one may not do is no business of the form, but for what one may not say in a field of it.
  if (!ON_FORM.has(status) && !(status === 403 && errors.length > 0)) return undefined;
  if (code === 'idempotency.mismatch') return { status, errors: [], message: SENT_ALREADY, unknown: false };
  if (code === 'request.malformed') return { status: 422, ...malformed(errors, labels, detail), unknown: false };
  return { status, errors: errors.length > 0 ? errors : aboutTheFile(code, detail), message: detail, unknown: false };
}

/** A refusal of a file names no field: a form has one for files. */
const aboutTheFile = (code: string, message: string): FieldError[] =>
  /^(?:report|document|calendar)\./.test(code) ? [{ path: 'file', code, message }] : [];

const ON_FORM = new Set([400, 409, 413, 415, 422, 429]);

const UNKNOWN_OUTCOME =
  'Le service ne répond pas pour le moment\u00a0: nous ne savons pas si votre demande a abouti. Envoyez-la de nouveau dans un instant\u00a0; elle ne sera prise en compte qu’une fois.';
const SENT_ALREADY =
  'Ce formulaire a déjà été envoyé une première fois avec d’autres réponses. Vérifiez le dossier\u00a0; si besoin, envoyez celui-ci de nouveau.';

function malformed(errors: readonly FieldError[], labels: Readonly<Record<string, string>>, detail: string) {
  if (errors.length === 0) return { errors: [], message: detail };
  const sentences = errors.map((error) => ({ ...error, message: sentence(error, labelOf(error.path, labels)) }));
  return { errors: sentences, message: 'Certaines réponses sont à revoir.' };
}

/** What a field is called; one of a row (`notices.0.days`), as its column (`notices.*.days`), with the row. */
export function labelOf(path: string, labels: Readonly<Record<string, string>>): string | undefined {
  const [, before, rank, after] = /^([^.]+)\.(\d+)\.(.+)$/.exec(path) ?? [];
  const column = labels[`${before}.*.${after}`];
  return labels[path] ?? (column && `${column} (ligne ${Number(rank) + 1})`);
}

/** « Motif : est obligatoire » reads as a sentence about the field. */
const sentence = ({ message }: FieldError, label?: string): string =>
  label ? `${label}\u00a0: ${message}.` : `Ce champ ${message}.`;

/** What an error page says: the problem, in words for a person who knows no API. */
export function problemForPeople(error: unknown, isOutage: (error: unknown) => boolean): Problem {
  const problem = problemOf(error, isOutage);
  const detail = FOR_PEOPLE[problem.status];
  const isPlain = problem.status === 503 || problem.code === 'not_found' || problem.code === 'internal';
  return detail && isPlain ? { ...problem, detail } : problem;
}

const FOR_PEOPLE: Record<number, string> = {
  404: 'Cette adresse n’existe pas, ou n’existe plus, ou ce qu’elle montre ne vous est pas ouvert.',
  500: 'Une erreur est survenue de notre côté\u00a0; elle a été consignée. Rien n’est perdu de ce qui était enregistré.',
  503: 'Le service ne répond pas pour le moment. Réessayez dans quelques instants.',
};
