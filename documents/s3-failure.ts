import type { S3Location } from './s3-location.ts';

/** The bucket did not do what it was asked: what, where, and what it said in its own code; nothing that opens it. */
export class StorageFailure extends Error {
  /** As S3, the network or the SDK names it. */
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.name = 'StorageFailure';
    this.code = code;
  }
}

/** What an operator can do something about, in words. */
const MEANINGS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'ce seau n’existe pas',
  NotFound: 'rien de tel à cette adresse',
  AccessDenied: 'accès refusé',
  InvalidAccessKeyId: 'clé d’accès inconnue',
  SignatureDoesNotMatch: 'clé secrète refusée',
  RequestTimeTooSkewed: 'l’horloge de cette machine est fausse',
  PermanentRedirect: 'ce seau est dans une autre région',
  AuthorizationHeaderMalformed: 'ce seau est dans une autre région',
  BadDigest: 'le contenu reçu n’est pas celui envoyé',
  '403': 'accès refusé',
  ETIMEDOUT: 'pas de réponse à temps',
  TimeoutError: 'pas de réponse à temps',
  AbortError: 'pas de réponse à temps',
  CredentialsProviderError:
    'aucun identifiant\u00a0: donnez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY, un profil ou un rôle',
};

/**
 * What an error of the SDK becomes. Its own message, fields and cause are left behind: they may repeat what was signed, and
 * an answer's body.
 */
export function failureOf(doing: string, location: S3Location, error: unknown): StorageFailure {
  const { status, code } = partsOf(error);
  const meaning = MEANINGS[code];
  const said = [meaning, code, status && `HTTP ${status}`].filter(Boolean).join(', ');
  return new StorageFailure(`${doing}, ${placeOf(location)}\u00a0: ${said}`, code);
}

/** For a person: the bucket, its prefix, and whose it is when not AWS's. */
export const placeOf = ({ bucket, prefix, endpoint }: S3Location): string =>
  `s3://${bucket}${prefix && `/${prefix}`}${endpoint ? ` (${endpoint})` : ''}`;

/** Whether the answer was that there is no such object, or no such upload. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof StorageFailure && ['NoSuchKey', 'NoSuchUpload', 'NotFound'].includes(error.code);

interface Parts {
  code: string;
  status?: number;
}

/** A code is a word: whatever else stands in its place is not repeated. */
function partsOf(error: unknown): Parts {
  const { name, code, errors, $metadata } = Object(error) as {
    name?: unknown;
    code?: unknown;
    errors?: unknown[];
    $metadata?: { httpStatusCode?: number };
  };
  const inner = errors?.[0] as { code?: unknown } | undefined;
  const words = [code, inner?.code, name].filter((word): word is string => typeof word === 'string');
  return { code: words.find((word) => /^[A-Za-z0-9_.]+$/.test(word)) ?? 'Error', status: $metadata?.httpStatusCode };
}
