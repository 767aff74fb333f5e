import type { FieldError } from '../domain/errors.ts';

/** What a refusal that is not a rule of the process is about. */
export type RefusalKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'state'
  | 'rule'
  | 'size'
  | 'type'
  | 'rate';

/** The service says no for a reason that is not the process's own (unknown thing, duplicate code, other body…). */
export class ServiceRefusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly errors: FieldError[];
  /** Of a refusal for asking too often. */
  readonly retryAfterSeconds?: number;

  constructor(
    kind: RefusalKind,
    code: string,
    message: string,
    errors: FieldError[] = [],
    { retryAfterSeconds }: { retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
    this.name = 'ServiceRefusal';
    this.kind = kind;
    this.code = code;
    this.errors = errors;
  }
}

/** What one asks for does not exist, or may not be seen by the asker: the answer is the same. */
export const notFound = (what: string): ServiceRefusal =>
  new ServiceRefusal('not_found', 'not_found', `${what}\u00a0: introuvable, ou hors de votre portée.`);

/** The role may never do this. */
export const forbidden = (): ServiceRefusal =>
  new ServiceRefusal('forbidden', 'forbidden', 'Votre rôle ne permet pas cette action.');

/** The session of who asks has ended. */
export const signedOut = (): ServiceRefusal =>
  new ServiceRefusal(
    'unauthenticated',
    'unauthenticated',
    'Votre session est terminée\u00a0: connectez-vous de nouveau.',
  );

/** Somebody asks too often; they may again after so many seconds. */
export const tooMany = (retryAfterSeconds: number): ServiceRefusal =>
  new ServiceRefusal('rate', 'rate_limited', TOO_MANY, [], { retryAfterSeconds });

export const TOO_MANY = 'Trop de demandes\u00a0: attendez un peu avant de recommencer.';

/** Who belongs to one centre acts on another one, or on all of them. */
export const outOfCentre = (): ServiceRefusal =>
  new ServiceRefusal('forbidden', 'forbidden', 'Vous ne pouvez agir que pour votre centre.');

/** Temporal, its workers or the database did not answer: whether the thing was done is not known, unless `told` says it. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number;
  /** In French, for a person. */
  readonly told: string | undefined;

  constructor(what: string, options?: { cause?: unknown; retryAfterSeconds?: number; told?: string }) {
    super(what, options);
    this.name = 'Unavailable';
    this.retryAfterSeconds = options?.retryAfterSeconds ?? 2;
    this.told = options?.told;
  }
}
