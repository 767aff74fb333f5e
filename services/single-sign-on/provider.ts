import * as oidc from 'openid-client';
import { Unavailable } from '../errors.ts';
import type { Attempt } from './attempt.ts';
import type { SingleSignOnSettings } from './settings.ts';

/** What the provider says of a person. */
export type Claims = Readonly<Record<string, unknown>>;

/** The provider said no, or something that is not to be trusted. */
export class SignInRefused extends Error {
  /** For the log: the kind of fault, nothing about anyone. */
  readonly fault: string;
  constructor(fault: string, options?: { cause?: unknown }) {
    super(`The provider’s answer is refused: ${fault}`, options);
    this.name = 'SignInRefused';
    this.fault = fault;
  }
}

/** An identity provider (OpenID Connect). */
export interface IdentityProvider {
  /** Where to send the browser. @throws Unavailable when the provider does not answer. */
  addressFor(attempt: Attempt): Promise<string>;
  /**
   * What it says of the person who comes back to `address`.
   * @throws SignInRefused; Unavailable when the provider does not answer.
   */
  claimsAt(address: URL, attempt: Attempt): Promise<Claims>;
}

const TIMEOUT_SECONDS = 8;
const SCOPE = 'openid email profile';

/**
 * The provider of these settings. It is discovered when first needed, and again after a failure: one that is down keeps nobody
 * from starting, nor from signing in by mail. `onFailure` is told what kind of failure there was.
 */
export function createIdentityProvider(
  settings: SingleSignOnSettings,
  returnAddress: string,
  onFailure: (fault: string) => void = () => undefined,
): IdentityProvider {
  const failed = (cause: unknown): Error => {
    onFailure(faultIn(cause));
    return meaningOf(cause);
  };
  let found: Promise<oidc.Configuration> | undefined;
  const configuration = (): Promise<oidc.Configuration> => {
    found ??= discover(settings).catch((cause: unknown) => {
      found = undefined;
      onFailure(faultIn(cause));
      throw unavailable(cause);
    });
    return found;
  };
  return {
    async addressFor({ state, nonce, codeVerifier }) {
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: returnAddress,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    },

    async claimsAt(address, { state, nonce, codeVerifier }) {
      const config = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims()!;
        if (claims.email !== undefined) return claims;
        return { ...claims, ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)) };
      } catch (cause) {
        throw failed(cause);
      }
    },
  };
}

/** Tokens are trusted when their signatures are right, and not only because of where they come from. */
async function discover({ issuer, clientId, clientSecret }: SingleSignOnSettings): Promise<oidc.Configuration> {
  const isLocal = issuer.startsWith('http:');
  const found = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    execute: isLocal ? [oidc.allowInsecureRequests] : [],
  });
  const server = found.serverMetadata();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const byPost = methods.includes('client_secret_post');
  const authentication = byPost ? oidc.ClientSecretPost(clientSecret) : oidc.ClientSecretBasic(clientSecret);
  const config = new oidc.Configuration(server, clientId, clientSecret, authentication);
  config.timeout = TIMEOUT_SECONDS;
  if (isLocal) oidc.allowInsecureRequests(config);
  oidc.enableNonRepudiationChecks(config);
  return config;
}

/** As openid-client throws it: `error` is the provider's own word, as `access_denied`. */
interface Fault {
  code?: string;
  error?: string;
  status?: number;
  cause?: { name?: string };
}

/** The kind of a failure, nothing about anyone. */
const faultIn = (thrown: unknown): string => {
  const { code, error, cause } = thrown as Fault;
  return error ?? code ?? cause?.name ?? 'invalid';
};

const SILENCE = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

/** No answer is no answer; whatever is wrong with an answer is a refusal. */
function meaningOf(thrown: unknown): Error {
  const { code = '', status = 0, cause } = thrown as Fault;
  const isSilent = cause?.name === 'TypeError' || SILENCE.has(code) || status >= 500;
  return isSilent ? unavailable(thrown) : new SignInRefused(faultIn(thrown), { cause: thrown });
}

const unavailable = (cause: unknown): Unavailable =>
  new Unavailable('The identity provider does not answer.', { cause });
