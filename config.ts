import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { parseTrustProxy, type TrustProxy } from './api/trust-proxy.ts';
import { clamdAddress } from './documents/clamd-address.ts';
import { parseStorageUrl, StorageUrlError } from './documents/storage-location.ts';
import {
  readSingleSignOn,
  type SingleSignOnSettings,
  type SingleSignOnVariables,
} from './services/single-sign-on/settings.ts';

/** What a program was given: names and texts, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How to reach a Temporal server, as the SDK's own environment configuration gives it. */
export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  readonly connectionOptions: Readonly<ConnectionOptions>;
}

/** Every setting, validated; what is absent is brought up by `npm start`, or asked for by a role started alone. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly databaseUrl: string | undefined;
  readonly temporal: TemporalSettings | undefined;
  readonly temporalNamespace: string;
  readonly temporalPort: number;
  readonly temporalUiPort: number;
  /** Where managers look into Temporal; that of the embedded server when absent. */
  readonly temporalUiUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly mailSmtpPort: number;
  readonly mailUiPort: number;
  /** Where mails that are caught are read; that of the embedded catcher when absent. */
  readonly mailUiUrl: string | undefined;
  /** `file:///absolute/folder` or `s3://bucket/prefix?endpoint=…` */
  readonly storageUrl: string;
  /** `tcp://host:port` or `unix:/path`; without it no file is scanned. */
  readonly clamdUrl: string | undefined;
  /** An absolute path. */
  readonly dataDir: string;
  readonly secret: string | undefined;
  readonly bootstrapAdminEmail: string | undefined;
  readonly bootstrapApiToken: string | undefined;
  /** Which proxies are believed about where requests come from; none when undefined. */
  readonly trustProxy: TrustProxy | undefined;
  /** The institution's own accounts, where it has a provider. */
  readonly singleSignOn: SingleSignOnSettings | undefined;
  readonly clock: 'system' | 'temporal';
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly mode: 'production' | 'development' | 'test';
  /** Where programs are looked for and kept. */
  readonly programs: {
    readonly temporalCli: string | undefined;
    readonly testServer: string | undefined;
    readonly searchPath: string;
    readonly cacheDir: string;
  };
  /** Started through `npm`, whose end must end us. */
  readonly underNpm: boolean;
}

/** Wrong settings, all of them: `mistakes` holds one French line each. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

/** Who reads: a role started alone (`start:server`, `start:worker`) must be given everything in production. */
export type Reader = 'launcher' | 'role';

const port = (byDefault: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'attend un numéro de port entre 1 et 65535')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65535, 'attend un numéro de port entre 1 et 65535')
    .default(byDefault);

const url = (expected: string, ...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `attend ${expected}`);

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: () => `attend l’une de ces valeurs : ${values.join(', ')}` });

const schema = z.object({
  PORT: port(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'attend une adresse ou un nom d’hôte, par exemple 127.0.0.1 ou 0.0.0.0')
    .default('127.0.0.1'),
  PUBLIC_URL: url('une adresse http:// ou https://', 'http:', 'https:').optional(),
  DATABASE_URL: url('une adresse postgresql://…', 'postgres:', 'postgresql:').optional(),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  TEMPORAL_UI_URL: url('une adresse http:// ou https://', 'http:', 'https:').optional(),
  SMTP_URL: url('une adresse smtp:// ou smtps://', 'smtp:', 'smtps:').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'attend une adresse, ou « Nom <adresse> »')
    .default('Jalons <ne-pas-repondre@jalons.localhost>'),
  MAIL_SMTP_PORT: port(1025),
  MAIL_UI_PORT: port(1080),
  MAIL_UI_URL: url('une adresse http:// ou https://', 'http:', 'https:').optional(),
  STORAGE_URL: z.string().optional(),
  CLAMD_URL: z
    .string()
    .refine((text) => clamdAddress(text) !== undefined, 'attend tcp://HÔTE:PORT ou unix:/CHEMIN')
    .optional(),
  DATA_DIR: z.string().default('.data'),
  SECRET: z.string().min(8, 'attend au moins 8 caractères, 32 en production').optional(),
  BOOTSTRAP_ADMIN_EMAIL: z
    .string()
    .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'attend une adresse électronique')
    .optional(),
  BOOTSTRAP_API_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9._~+/=-]+$/, 'attend des lettres, des chiffres et . _ ~ + / = -, sans espace')
    .optional(),
  TRUST_PROXY: z
    .string()
    .refine(
      (text) => parseTrustProxy(text) !== undefined,
      'attend un nombre de relais (1 à 10), ou des adresses ou réseaux séparés par des virgules',
    )
    .optional(),
  CLOCK: oneOf(['system', 'temporal']).default('system'),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  NODE_ENV: oneOf(['production', 'development', 'test']).default('development'),
});

type Variables = z.infer<typeof schema>;

/** An empty or blank text counts as absent. */
function given(env: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]?.trim()));
}

const SECRETS = new Set(['SECRET', 'DATABASE_URL', 'SMTP_URL', 'BOOTSTRAP_API_TOKEN', 'OIDC_CLIENT_SECRET']);

function shown(name: string, value: string | undefined): string {
  return value === undefined || SECRETS.has(name) ? '' : ` (reçu : ${JSON.stringify(value)})`;
}

function readVariables(env: Record<string, string>, mistakes: string[]): Variables | undefined {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const seen = new Set<string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0]);
    if (seen.has(name)) continue;
    seen.add(name);
    mistakes.push(`${name} ${issue.message}${shown(name, env[name])}`);
  }
  return undefined;
}

function readTemporal(env: Record<string, string>, mistakes: string[]): TemporalSettings | undefined {
  try {
    // A profile file is read only when asked for: somebody's personal one must not send us elsewhere.
    const disableFile = !env.TEMPORAL_CONFIG_FILE && !env.TEMPORAL_PROFILE;
    const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: env, disableFile });
    const { address } = connectionOptions;
    if (!address) {
      const alone = ['TEMPORAL_API_KEY', 'TEMPORAL_TLS'].filter((name) => env[name]);
      if (alone.length > 0) mistakes.push(`${alone.join(' et ')} : il manque TEMPORAL_ADDRESS`);
      return undefined;
    }
    if (!/^[^\s/]+:\d{1,5}$/.test(address)) {
      mistakes.push(`TEMPORAL_ADDRESS attend HÔTE:PORT, sans http://${shown('TEMPORAL_ADDRESS', address)}`);
      return undefined;
    }
    return { address, namespace: namespace ?? 'default', connectionOptions: connectionOptions as ConnectionOptions };
  } catch (error) {
    mistakes.push(`TEMPORAL_… : ${error instanceof Error ? error.message : String(error)}`.replaceAll('\n', ' '));
    return undefined;
  }
}

const PORTS = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'MAIL_SMTP_PORT', 'MAIL_UI_PORT'] as const;

/** The ports that `npm start` listens on: those of a part that is given are nobody's. */
function portsInUse({ SMTP_URL }: Variables, temporal: TemporalSettings | undefined, reader: Reader) {
  if (reader === 'role') return [];
  return PORTS.filter((name) => !(name.startsWith('TEMPORAL_') && temporal) && !(name.startsWith('MAIL_') && SMTP_URL));
}

function checkPorts(variables: Variables, ports: readonly (typeof PORTS)[number][], mistakes: string[]): void {
  ports.forEach((name, index) => {
    const twin = ports.slice(0, index).find((other) => variables[other] === variables[name]);
    if (twin) mistakes.push(`${name} et ${twin} demandent le même port (${variables[name]})`);
  });
}

function checkProduction(env: Record<string, string>, reader: Reader, mistakes: string[]): void {
  if (env.NODE_ENV !== 'production') return;
  const required = reader === 'role' ? ['SECRET', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL'] : ['SECRET'];
  for (const name of required) {
    const fromProfile = name === 'TEMPORAL_ADDRESS' && (env.TEMPORAL_CONFIG_FILE || env.TEMPORAL_PROFILE);
    if (!env[name] && !fromProfile) mistakes.push(`${name} manque : en production, il faut le donner`);
  }
}

const SHORTEST_SECRET = 32;

/** What opens or signs everything must not be guessed in production; on a developer's machine, it may. */
function checkSecrets(variables: Variables, mistakes: string[]): void {
  if (variables.NODE_ENV !== 'production') return;
  for (const name of ['SECRET', 'BOOTSTRAP_API_TOKEN'] as const) {
    const secret = variables[name];
    if (!secret || secret.length >= SHORTEST_SECRET) continue;
    mistakes.push(`${name} attend au moins ${SHORTEST_SECRET} caractères en production`);
  }
}

/** A folder's is made absolute: roles may run elsewhere. */
function storageUrl(text: string | undefined, dataDir: string): string {
  if (!text) return pathToFileURL(resolve(dataDir, 'documents')).href;
  const location = parseStorageUrl(text);
  return location.kind === 'file' ? pathToFileURL(location.folder).href : text;
}

function checkStorage(text: string | undefined, mistakes: string[]): void {
  try {
    if (text) parseStorageUrl(text);
  } catch (error) {
    if (!(error instanceof StorageUrlError)) throw error;
    mistakes.push(...error.mistakes);
  }
}

function defaultPublicUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function assemble(
  variables: Variables,
  env: Record<string, string>,
  temporal: TemporalSettings | undefined,
  singleSignOn: SingleSignOnSettings | undefined,
): Config {
  const dataDir = resolve(variables.DATA_DIR);
  return Object.freeze({
    port: variables.PORT,
    host: variables.HOST,
    publicUrl: (variables.PUBLIC_URL ?? defaultPublicUrl(variables.HOST, variables.PORT)).replace(/\/+$/, ''),
    databaseUrl: variables.DATABASE_URL,
    temporal,
    temporalNamespace: temporal?.namespace ?? env.TEMPORAL_NAMESPACE ?? 'default',
    temporalPort: variables.TEMPORAL_PORT,
    temporalUiPort: variables.TEMPORAL_UI_PORT,
    temporalUiUrl: variables.TEMPORAL_UI_URL?.replace(/\/+$/, ''),
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.MAIL_FROM,
    mailSmtpPort: variables.MAIL_SMTP_PORT,
    mailUiPort: variables.MAIL_UI_PORT,
    mailUiUrl: variables.MAIL_UI_URL?.replace(/\/+$/, ''),
    storageUrl: storageUrl(variables.STORAGE_URL, dataDir),
    clamdUrl: variables.CLAMD_URL,
    dataDir,
    secret: variables.SECRET,
    bootstrapAdminEmail: variables.BOOTSTRAP_ADMIN_EMAIL,
    bootstrapApiToken: variables.BOOTSTRAP_API_TOKEN,
    trustProxy: variables.TRUST_PROXY ? parseTrustProxy(variables.TRUST_PROXY) : undefined,
    singleSignOn,
    clock: variables.CLOCK,
    logLevel: variables.LOG_LEVEL,
    mode: variables.NODE_ENV,
    programs: Object.freeze({
      temporalCli: env.TEMPORAL_CLI_PATH,
      testServer: env.TEMPORAL_TEST_SERVER_PATH,
      searchPath: env.PATH ?? '',
      cacheDir: env.XDG_CACHE_HOME
        ? resolve(env.XDG_CACHE_HOME, 'jalons')
        : resolve(env.HOME ?? '.', '.cache', 'jalons'),
    }),
    underNpm: env.npm_lifecycle_event !== undefined,
  });
}

/**
 * The settings, from the environment: the only place of the program where it is read.
 *
 * @throws ConfigError listing every mistake, a line each.
 */
export function readConfig(env: Environment = process.env, reader: Reader = 'launcher'): Config {
  const present = given(env);
  const mistakes: string[] = [];
  const variables = readVariables(present, mistakes);
  const temporal = readTemporal(present, mistakes);
  if (variables) checkPorts(variables, portsInUse(variables, temporal, reader), mistakes);
  checkProduction(present, reader, mistakes);
  checkStorage(present.STORAGE_URL, mistakes);
  if (variables) checkSecrets(variables, mistakes);
  const singleSignOn = readSingleSignOn(oidcVariables(present), mistakes);
  if (!variables || mistakes.length > 0) throw new ConfigError(mistakes);
  return assemble(variables, present, temporal, singleSignOn);
}

const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLE_CLAIM', 'OIDC_ROLE_MAP'] as const;

const oidcVariables = (env: Record<string, string>): SingleSignOnVariables =>
  Object.fromEntries(OIDC.map((name) => [name, env[name]]));

/** Our own environment with some variables set, for a program that we start. */
export function environmentWith(settings: Environment): NodeJS.ProcessEnv {
  return { ...process.env, ...settings };
}
