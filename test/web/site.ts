import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Role } from '../../domain/actions.ts';
import { forbidden } from '../../services/errors.ts';
import type { Principal } from '../../services/principal.ts';
import type { Sessions } from '../../web/sessions.ts';
import type { Identity, Visitor } from '../../web/visitor.ts';
import { type House, type HouseOptions, openHouse } from '../api/house.ts';
import { faultsIn, lostLinks } from './markup.ts';

/** What a page answered. */
export interface Visited {
  status: number;
  headers: Headers;
  html: string;
  /** What a person reads: the text of `main`, its spaces made one. Of a redirection: empty. */
  text: string;
  /** Where a redirection leads. */
  location: string | null;
}

type Fields = Record<string, string | string[] | Blob>;

export interface Site {
  house: House;
  /** Asks for a page; fails when its HTML is not valid. Nobody has signed in when `visitor` is null. */
  visit(visitor: Visitor | null, path: string): Promise<Visited>;
  /** Sends a form with its token and a key: `cle` among the fields gives another. A file makes it multipart. */
  send(visitor: Visitor | null, path: string, fields?: Fields, headers?: Record<string, string>): Promise<Visited>;
  close(): Promise<void>;
}

const CSRF = 'token-of-tests';
const HEADER = 'x-visitor';

/** The real pages on a real, seeded database (see test/api/house.ts); who visits is told by a header. HTML is validated unless said. */
export async function openSite(options: HouseOptions & { validates?: boolean } = {}): Promise<Site> {
  const { validates = true } = options;
  const house = await openHouse({ ...options, sessions: SESSIONS });
  const ask = async (
    method: string,
    visitor: Visitor | null,
    path: string,
    { body, headers }: Pick<RequestInit, 'body' | 'headers'> = {},
  ): Promise<Visited> => {
    const who = visitor ? headersOf(visitor) : {};
    const response = await fetch(house.url + path, {
      method,
      body,
      redirect: 'manual',
      headers: { ...(headers as Record<string, string>), ...who },
    });
    const html = await response.text();
    const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
    if (validates && isPage && html.startsWith('<!doctype')) await expectValid(path, html);
    const location = response.headers.get('location');
    return { status: response.status, headers: response.headers, html, text: textOf(html), location };
  };
  return {
    house,
    visit: (visitor, path) => ask('GET', visitor, path),
    send: (visitor, path, fields = {}, headers = {}) => ask('POST', visitor, path, { body: formOf(fields), headers }),
    close: () => house.close(),
  };
}

/** Who asks, for a plain `fetch` of many pages that nobody reads. */
export const headersOf = (visitor: Visitor): Record<string, string> => ({
  [HEADER]: Buffer.from(JSON.stringify(visitor)).toString('base64url'),
});

async function expectValid(path: string, html: string): Promise<void> {
  // In JSX, an escape written outside of braces is shown as it is.
  if (html.includes('\\u00')) throw new Error(`The page ${path} shows an escape: ${/.{30}\\u00.{10}/.exec(html)?.[0]}`);
  const faults = [...(await faultsIn(html)), ...lostLinks(html)];
  if (faults.length > 0) throw new Error(`The HTML of ${path} is not valid:\n${faults.join('\n')}`);
}

function formOf(fields: Fields): FormData | URLSearchParams {
  const hasFile = Object.values(fields).some((value) => value instanceof Blob);
  const form = hasFile ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries({ _csrf: CSRF, cle: randomUUID(), ...fields })) {
    for (const one of Array.isArray(value) ? value : [value]) (form as FormData).append(name, one as string);
  }
  return form;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What is read in a page's `main`. */
export const textOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name]!)
    .replaceAll(/[ \n\t]+/g, ' ')
    .trim();

/** Sessions of tests: the header tells who visits, every form has the same token. */
export const SESSIONS: Sessions = {
  recognise: (request, response, next) => {
    const given = request.get(HEADER);
    if (given) response.locals.visitor = JSON.parse(Buffer.from(given, 'base64url').toString());
    response.locals.csrf = CSRF;
    next();
  },
  protect: ((request, _response, next) =>
    next(request.body?._csrf === CSRF ? undefined : forbidden())) as RequestHandler,
  hasBeenHere: () => true,
};

/** Somebody of a role. Their tokenId, the scope of keys, is theirs alone. */
export function visitorOf(role: Role, of: Partial<Principal> & { email?: string } = {}): Visitor {
  const { email = `${role}@example.org`, name = NAMES[role], centre = null, ...ids } = of;
  const principal: Principal = { role, name, centre, tokenId: `session:${randomUUID()}`, ...ids };
  if (role === 'auditeur') principal.auditeurEmail ??= email;
  return { principal, email, identities: [identityOf(principal)] };
}

const NAMES: Record<Role, string> = {
  auditeur: 'Aline Durand',
  tutor: 'Marc Petit',
  staff: 'Sofia Bernard',
  manager: 'Hélène Marchand',
  administrator: 'Ada Riou',
};

function identityOf({ role, name, userId, tutorId }: Principal): Identity {
  if (role === 'auditeur') return { kind: 'auditeur', role, name };
  return role === 'tutor' ? { kind: 'tutor', id: tutorId, role, name } : { kind: 'user', id: userId, role, name };
}
