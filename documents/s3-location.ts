/** How the bucket encrypts what it is given; its own default when absent. */
export type S3Encryption =
  | { readonly algorithm: 'AES256' }
  /** With the account's own key when none is named. */
  | { readonly algorithm: 'aws:kms'; readonly key?: string };

/** A place in a bucket. Who may enter is never part of it: the SDK finds credentials by itself. */
export interface S3Location {
  readonly kind: 's3';
  readonly bucket: string;
  /** Without a slash around it; empty for the root of the bucket. */
  readonly prefix: string;
  /** Of another provider than AWS. */
  readonly endpoint?: string;
  /** Asked of the SDK's own configuration (`AWS_REGION`) when absent. */
  readonly region?: string;
  /** `https://host/bucket/key` rather than `https://bucket.host/key`. */
  readonly pathStyle: boolean;
  readonly encryption?: S3Encryption;
}

const PARAMETERS = ['endpoint', 'region', 'pathStyle', 'sse', 'sseKey'] as const;
type Parameter = (typeof PARAMETERS)[number];
type Parameters = Partial<Record<Parameter, string>>;

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
/** Other providers want one in signatures, and most take this one. */
const REGION_ELSEWHERE = 'us-east-1';

/**
 * Reads `s3://bucket/prefix?endpoint=…&region=…&pathStyle=…&sse=…&sseKey=…`. Each mistake is pushed to `mistakes`, in French,
 * without what precedes an `@` and without the value of an unknown parameter: either may be a secret.
 */
export function readS3Location(text: string, mistakes: string[]): S3Location | undefined {
  const before = mistakes.length;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    mistakes.push('ce n’est pas une adresse lisible\u00a0; attend s3://SEAU/PRÉFIXE?endpoint=…');
    return undefined;
  }
  const prefix = url.pathname.replace(/^\/|\/$/g, '');
  checkPlace(url, prefix, mistakes);
  const parameters = readParameters(url.searchParams, mistakes);
  const location = {
    kind: 's3' as const,
    bucket: url.hostname,
    prefix,
    ...endpointOf(parameters, mistakes),
    ...regionOf(parameters, mistakes),
    pathStyle: pathStyleOf(parameters, mistakes),
    ...encryptionOf(parameters, mistakes),
  };
  return mistakes.length === before ? location : undefined;
}

function checkPlace({ hostname, username, password, port, hash }: URL, prefix: string, mistakes: string[]): void {
  if (username || password) {
    mistakes.push(
      'les identifiants ne se mettent pas dans l’adresse\u00a0: donnez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY',
    );
  }
  if (!hostname) mistakes.push('il manque le nom du seau\u00a0; attend s3://SEAU/PRÉFIXE');
  else if (!BUCKET.test(hostname) || hostname.includes('..')) {
    mistakes.push(
      `«\u00a0${hostname}\u00a0» n’est pas un nom de seau (de 3 à 63 minuscules, chiffres, points et tirets)`,
    );
  }
  if (port) mistakes.push('un port va dans endpoint=…, pas après le nom du seau');
  if (hash) mistakes.push('«\u00a0#\u00a0» n’y a pas sa place');
  if (prefix && !PREFIX.test(prefix)) {
    mistakes.push(
      `«\u00a0${prefix}\u00a0» n’est pas un préfixe (lettres sans accent, chiffres, «\u00a0. _ -\u00a0», séparés par «\u00a0/\u00a0»)`,
    );
  }
}

function readParameters(given: URLSearchParams, mistakes: string[]): Parameters {
  const parameters: Parameters = {};
  for (const [name, value] of given) {
    if (!isParameter(name)) {
      mistakes.push(`paramètre inconnu «\u00a0${name}\u00a0»\u00a0; attend ${PARAMETERS.join(', ')}`);
    } else if (name in parameters) mistakes.push(`${name} est donné deux fois`);
    else parameters[name] = value;
  }
  return parameters;
}

const isParameter = (name: string): name is Parameter => (PARAMETERS as readonly string[]).includes(name);

function endpointOf({ endpoint }: Parameters, mistakes: string[]): { endpoint?: string } {
  if (endpoint === undefined) return {};
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash) {
    return { endpoint: url.href.replace(/\/$/, '') };
  }
  mistakes.push('endpoint attend une adresse http:// ou https://, sans identifiants ni paramètres');
  return {};
}

function regionOf({ region, endpoint }: Parameters, mistakes: string[]): { region?: string } {
  if (region === undefined) return endpoint === undefined ? {} : { region: REGION_ELSEWHERE };
  if (/^[a-z0-9-]+$/.test(region)) return { region };
  mistakes.push('region attend un nom de région, par exemple eu-west-3');
  return {};
}

function pathStyleOf({ pathStyle, endpoint }: Parameters, mistakes: string[]): boolean {
  if (pathStyle === undefined) return endpoint !== undefined;
  if (pathStyle !== 'true' && pathStyle !== 'false') mistakes.push('pathStyle attend true ou false');
  return pathStyle === 'true';
}

function encryptionOf({ sse, sseKey }: Parameters, mistakes: string[]): { encryption?: S3Encryption } {
  if (sseKey !== undefined && sse !== 'aws:kms') mistakes.push('sseKey ne va qu’avec sse=aws:kms');
  if (sse === undefined) return {};
  if (sse === 'AES256') return { encryption: { algorithm: sse } };
  if (sse === 'aws:kms') return { encryption: { algorithm: sse, ...(sseKey ? { key: sseKey } : {}) } };
  mistakes.push('sse attend AES256 ou aws:kms');
  return {};
}
