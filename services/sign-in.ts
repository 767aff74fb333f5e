import { createHmac, randomUUID } from 'node:crypto';
import type { StoredIdentity } from '../db/identities.ts';
import type { NewSignInLink } from '../db/sign-in-links.ts';
import type { Instant } from '../domain/dates.ts';
import { tellAudit } from './audit.ts';
import type { Backend } from './backend.ts';
import { concerned } from './enrolments.ts';
import { tooMany } from './errors.ts';
import { maySee } from './principal.ts';
import { openSession } from './sessions.ts';
import { principalOf } from './visitors.ts';

const MINUTE_MS = 60_000;

/** How long a sign-in link that was mailed can be followed. */
export const SIGN_IN_MINUTES = 20;
/** How often one address can be asked for, known or not, whatever for. */
export const ASKING = { count: 5, minutes: 15 } as const;

export const minutesAfter = (at: Instant, minutes: number): Instant =>
  new Date(Date.parse(at) + minutes * MINUTE_MS).toISOString();

/** An address as requests are counted by. */
export const normalised = (email: string): string => email.trim().toLowerCase();

type Needs = Pick<Backend, 'stores' | 'clock' | 'secret'>;

/**
 * Keeps the wish of a sign-in link; the mail leaves later (services/access-mails.ts). Does the same, and takes the same time,
 * whether or not the address is known.
 *
 * @throws ServiceRefusal `rate_limited` when the address was asked for too often, known or not.
 */
export async function askSignIn({ stores, clock }: Needs, email: string, next?: string): Promise<void> {
  const askedAt = await clock.now();
  const wasKept = await stores.accessRequests.insert(
    {
      id: randomUUID(),
      kind: 'sign_in',
      email: normalised(email),
      ...(next ? { next } : {}),
      askedAt,
      expiresAt: minutesAfter(askedAt, SIGN_IN_MINUTES),
    },
    { count: ASKING.count, since: minutesAfter(askedAt, -ASKING.minutes) },
  );
  if (!wasKept) throw tooMany(ASKING.minutes * 60);
}

/** The secret of a link: 256 bits, derived from its id, so that it can be mailed again and need not be kept. */
export const signInSecret = ({ secret }: Pick<Backend, 'secret'>, id: string): string =>
  createHmac('sha256', secret).update(`sign-in link ${id}`).digest('base64url');

/** Makes a link that signs in whoever follows it, once, as the person of an address; answers its secret. */
export async function makeSignInLink(
  { stores, secret }: Pick<Backend, 'stores' | 'secret'>,
  link: NewSignInLink,
): Promise<string> {
  const token = signInSecret({ secret }, link.id);
  await stores.signInLinks.insert(link, token);
  return token;
}

/** The link of a secret, while it can be followed: it is not used up by looking. */
export const usableSignInLink = async ({ stores, clock }: Needs, token: string): Promise<NewSignInLink | undefined> =>
  stores.signInLinks.find(token, await clock.now());

/** What following a link leads to. */
export interface SignedIn {
  /** Of the new session. */
  secret: string;
  /** Where the person was going. */
  next?: string;
}

/**
 * Uses a link up and opens a session; of several requests at once, one does. Undefined when the link is used, too old,
 * unknown, or its person may sign in no more.
 */
export async function followSignInLink(backend: Needs, token: string, browser: string): Promise<SignedIn | undefined> {
  const { stores, clock } = backend;
  const link = await stores.signInLinks.consume(token, await clock.now());
  const identity = link && (await fittingIdentity(backend, await stores.identitiesOf(link.email), link.next));
  if (!link || !identity) return undefined;
  return { secret: await enter(backend, identity, { entry: link.entry, browser }), next: link.next };
}

const ENTRIES = {
  mail: 'par un lien de connexion',
  console: 'par le lien affiché au démarrage',
  sso: 'par le compte de l’établissement',
} as const;

/** Opens the session of somebody who has proved who they are; that of a user is told in the audit log. */
export async function enter(
  backend: Pick<Backend, 'stores' | 'clock' | 'secret'>,
  identity: StoredIdentity,
  { entry, browser }: { entry: keyof typeof ENTRIES; browser: string },
): Promise<string> {
  const { kind, id, email, name, centre } = identity;
  const secret = await openSession(backend, { email, identity: { kind, ...(id ? { id } : {}) }, entry, browser });
  if (kind === 'user') {
    const text = `Connexion de ${name}, ${ENTRIES[entry]}.`;
    await tellAudit(backend, principalOf(identity), { action: 'session.opened', subject: id, centre, text });
  }
  return secret;
}

const DOSSIER = /^\/dossiers\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/i;

/** The first identity; towards an enrolment, the first that sees it. */
export async function fittingIdentity(
  { stores }: Pick<Backend, 'stores'>,
  identities: readonly StoredIdentity[],
  next = '',
): Promise<StoredIdentity | undefined> {
  const id = DOSSIER.exec(next)?.[1];
  const enrolment = id && identities.length > 1 ? await stores.enrolments.find(id) : undefined;
  const fitting = enrolment && identities.find((one) => maySee(principalOf(one), concerned(enrolment)));
  return fitting ?? identities[0];
}
