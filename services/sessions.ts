import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ChosenIdentity, NewSession, StoredSession } from '../db/sessions.ts';
import type { Instant } from '../domain/dates.ts';
import type { Backend } from './backend.ts';
import { notFound } from './errors.ts';
import { isAlive } from './session-life.ts';
import { type Visitor, visitorOf } from './visitors.ts';

type Needs = Pick<Backend, 'stores' | 'clock' | 'secret'>;

/** Whoever shows a session's secret. */
export interface Bearer {
  visitor: Visitor;
  session: StoredSession;
  secret: string;
}

const SECRET_BYTES = 32;
/** How old the instant of the last use may be before it is written anew. */
const SEEN_EVERY_MS = 60_000;

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** What the database is told of a session's secret: sealed with SECRET, so that another one ends every session. */
export const sealed = ({ secret }: Pick<Backend, 'secret'>, ofSession: string): string =>
  createHmac('sha256', secret).update(`session ${ofSession}`).digest('base64url');

/** Opens a session and answers its secret, which only the browser's cookie holds: the database keeps its hash. */
export async function openSession(needs: Needs, session: Omit<NewSession, 'id' | 'createdAt'>): Promise<string> {
  const secret = newSecret();
  const opened = { ...session, id: randomUUID(), createdAt: await needs.clock.now() };
  await needs.stores.sessions.insert(opened, sealed(needs, secret));
  return secret;
}

/**
 * Who shows this secret, looked up anew at each request: nobody when the session has ended, has been idle for too long, or when
 * the person may sign in no more.
 */
export async function bearerOf(needs: Needs, secret: string): Promise<Bearer | undefined> {
  const { stores, clock } = needs;
  const session = await stores.sessions.find(sealed(needs, secret));
  if (!session) return undefined;
  const now = await clock.now();
  const visitor = isAlive(session, now) ? visitorOf(session, await stores.identitiesOf(session.email)) : undefined;
  if (!visitor) {
    await stores.sessions.remove(sealed(needs, secret));
    return undefined;
  }
  if (Date.parse(now) - Date.parse(session.seenAt) >= SEEN_EVERY_MS) await stores.sessions.seen(session.id, now);
  return { visitor, session, secret };
}

/** Ends the session of a secret. */
export const closeSession = (needs: Needs, secret: string): Promise<void> =>
  needs.stores.sessions.remove(sealed(needs, secret));

/** Ends every session of an address, on every device; answers how many there were. */
export const closeEverySession = ({ stores }: Needs, email: string): Promise<number> =>
  stores.sessions.removeAllOf(email);

/**
 * Acts under another identity of the same address from now on. Answers the new secret: the former one opens nothing more.
 *
 * @throws ServiceRefusal not_found when the address has no such identity.
 */
export async function chooseIdentity(
  needs: Needs,
  { visitor, secret }: Bearer,
  { kind, id }: ChosenIdentity,
): Promise<string> {
  const isTheirs = visitor.identities.some((identity) => identity.kind === kind && identity.id === id);
  const next = newSecret();
  const [before, after] = [sealed(needs, secret), sealed(needs, next)];
  if (!isTheirs || !(await needs.stores.sessions.change(before, { kind, ...(id ? { id } : {}) }, after))) {
    throw notFound('Identité');
  }
  return next;
}

/** A session as its person sees it. */
export interface OpenSession {
  browser: string;
  entry: NewSession['entry'];
  /** Limited to one enrolment, by a personal link. */
  limited: boolean;
  createdAt: Instant;
  seenAt: Instant;
  /** The one that asks. */
  current: boolean;
}

/** The sessions of whoever asks that are still alive, the one seen last first; one that came by a personal link sees its own. */
export async function sessionsOf({ stores, clock }: Needs, { session }: Bearer): Promise<OpenSession[]> {
  const now = await clock.now();
  const all = session.only === undefined ? await stores.sessions.listOf(session.email) : [session];
  return all
    .filter((one) => isAlive(one, now))
    .map(({ id, browser, entry, only, createdAt, seenAt }) => ({
      browser,
      entry,
      limited: only !== undefined,
      createdAt,
      seenAt,
      current: id === session.id,
    }));
}
