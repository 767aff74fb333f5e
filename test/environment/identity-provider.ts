import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../launch/ports.ts';
import { Browser } from '../web/browser.ts';

export const CLIENT = { OIDC_CLIENT_ID: 'jalons', OIDC_CLIENT_SECRET: 'the secret of a client, of forty-three chars' };

/** A real identity provider, in this process: whoever it has claims for can sign in there. */
export interface IdentityProviderOfTests {
  issuer: string;
  /** By account: what it says of a person. */
  claims: Map<string, Record<string, unknown>>;
  /**
   * Plays a person there, from the address that one was sent to: signs in as `account` and agrees, or goes away without one.
   * Answers where the browser is sent back.
   */
  visit(address: string, account?: string): Promise<string>;
  /** As if it were down; `start` again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const OURS = ['email', 'email_verified', 'given_name', 'family_name', 'name', 'groups', 'realm_access'];

export async function startIdentityProvider(returnAddress: string): Promise<IdentityProviderOfTests> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const claims = new Map<string, Record<string, unknown>>();
  const provider = await quietly(async () => {
    const { default: Provider } = await import('oidc-provider');
    return new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.OIDC_CLIENT_ID,
          client_secret: CLIENT.OIDC_CLIENT_SECRET,
          redirect_uris: [returnAddress],
        },
      ],
      claims: { openid: ['sub'], email: OURS.slice(0, 2), profile: OURS.slice(2) },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims.get(id) }) }),
      pkce: { required: () => true },
      cookies: { keys: ['of tests'] },
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    });
  });
  let server: Server | undefined;
  const self: IdentityProviderOfTests = {
    issuer,
    claims,
    visit: (address, account) => visit(issuer, returnAddress, address, account),
    async start() {
      server = createServer(provider.callback());
      await new Promise<void>((done) => server?.listen(port, '127.0.0.1', done));
      if ((server.address() as AddressInfo).port !== port) throw new Error('Another port');
    },
    async stop() {
      server?.closeAllConnections();
      await new Promise((done) => (server ? server.close(done) : done(undefined)));
      server = undefined;
    },
  };
  await self.start();
  return self;
}

async function visit(issuer: string, returnAddress: string, address: string, account?: string): Promise<string> {
  const browser = new Browser(issuer);
  const pathOf = (location: string) => new URL(location, issuer).href.slice(issuer.length);
  let seen = await browser.get(pathOf(address));
  for (let steps = 0; steps < 20; steps += 1) {
    if (seen.location?.startsWith(returnAddress)) return seen.location;
    if (seen.location) seen = await browser.get(pathOf(seen.location));
    else if (seen.status !== 200) throw new Error(`The provider answers ${seen.status}: ${seen.html}`);
    else seen = await answer(browser, seen.html, pathOf, account);
  }
  throw new Error('The provider leads nowhere.');
}

function answer(browser: Browser, html: string, pathOf: (location: string) => string, account?: string) {
  const match = (pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
  if (account === undefined) return browser.get(pathOf(match(/href="([^"]+\/abort)"/)));
  const fields = { prompt: match(/name="prompt" value="([^"]+)"/), login: account, password: 'x' };
  return browser.post(pathOf(match(/action="([^"]+)"/)), fields);
}

/** It warns, on the console, that it is not set up as in production. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  console.warn = () => undefined;
  console.info = () => undefined;
  try {
    return await make();
  } finally {
    Object.assign(console, { warn, info });
  }
}
