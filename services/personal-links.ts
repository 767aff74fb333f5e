import type { StoredEnrolment } from '../db/enrolment-row.ts';
import type { StoredIdentity } from '../db/identities.ts';
import type { PersonalLink } from '../db/personal-links.ts';
import type { Instant } from '../domain/dates.ts';
import type { Backend } from './backend.ts';
import { idInToken } from './personal-token.ts';
import type { Principal } from './principal.ts';
import { type Bearer, chooseIdentity, openSession } from './sessions.ts';
import { principalOf } from './visitors.ts';

type Needs = Pick<Backend, 'stores' | 'clock' | 'secret'>;
export type Reader = 'auditeur' | 'tutor';

/**
 * What a personal link is worth now: it opens; it is too old; so old that nobody knows whose it was; what it reminded of is done;
 * its reader is no more who it was made for (another tutor, another address); or it is none of ours, or another enrolment's.
 */
export type LinkState = 'open' | 'expired' | 'forgotten' | 'done' | 'withdrawn' | 'unknown';

/** Whoever a link, or an address, is for an enrolment. */
export interface Person {
  role: Reader;
  enrolment: StoredEnrolment;
  identity: StoredIdentity;
}

type Judged =
  | { state: 'unknown' | 'forgotten' | 'withdrawn' }
  | { state: 'open' | 'expired' | 'done'; link: PersonalLink; person: Person };

/** What the link of a token is worth for an enrolment. */
export async function judgePersonalLink(backend: Needs, enrolmentId: string, token: string): Promise<Judged> {
  const { stores, clock, secret } = backend;
  const id = idInToken(secret, token);
  if (id === undefined) return { state: 'unknown' };
  const link = await stores.personalLinks.find(id);
  if (!link) return { state: 'forgotten' };
  if (link.enrolmentId !== enrolmentId) return { state: 'unknown' };
  const enrolment = await stores.enrolments.find(enrolmentId);
  const person = enrolment && (await personAs(backend, enrolment, link.role, link.address));
  if (!person || (link.tutorId && link.tutorId !== person.identity.id)) return { state: 'withdrawn' };
  return { state: stateOf(link, person.enrolment, await clock.now()), link, person };
}

function stateOf({ awaited, expiresAt }: PersonalLink, { situation }: StoredEnrolment, now: Instant) {
  if (awaited && !awaited.includes(situation)) return 'done';
  return now > expiresAt ? 'expired' : 'open';
}

/** The person of a role in an enrolment, if they are at this address. */
export async function personAs(
  { stores }: Pick<Needs, 'stores'>,
  enrolment: StoredEnrolment,
  role: Reader,
  address: string,
): Promise<Person | undefined> {
  const theirs = role === 'auditeur' ? enrolment.auditeur.email : enrolment.tutor?.email;
  if (theirs?.toLowerCase() !== address.toLowerCase()) return undefined;
  const identities = await stores.identitiesOf(theirs);
  const identity = identities.find(
    ({ kind, id }) => kind === role && (kind === 'auditeur' || id === enrolment.tutor?.id),
  );
  return identity && { role, enrolment, identity };
}

/** Who reads an enrolment by a personal link, and why. */
export interface LinkReader {
  role: Reader;
  principal: Principal;
  /** What the link's mail was about: where to go. */
  about: string;
}

/**
 * Opens a session that sees this enrolment only. Who has signed in with the same address keeps that session, under the identity
 * that the link is for. `secret` is the browser's from now on; there is none when the one it has does already. Undefined when
 * the link does not open.
 */
export async function followPersonalLink(
  backend: Needs,
  { enrolmentId, token, browser }: { enrolmentId: string; token: string; browser: string },
  current: Bearer | undefined,
): Promise<(LinkReader & { secret?: string }) | undefined> {
  const judged = await judgePersonalLink(backend, enrolmentId, token);
  if (judged.state !== 'open') return undefined;
  const { link, person } = judged;
  const { kind, id, email } = person.identity;
  const identity = { kind, ...(id ? { id } : {}) };
  const reader = { role: person.role, principal: principalOf(person.identity, enrolmentId), about: link.about };
  if (current && isWiderSessionOf(current, email)) {
    const { identity: chosen } = current.session;
    if (chosen.kind === kind && chosen.id === id) return reader;
    return { ...reader, secret: await chooseIdentity(backend, current, identity) };
  }
  const session = { email, identity, only: enrolmentId, entry: 'personal_link', browser } as const;
  return { ...reader, secret: await openSession(backend, session) };
}

const isWiderSessionOf = ({ session }: Bearer, email: string): boolean =>
  session.only === undefined && session.email.toLowerCase() === email.toLowerCase();

/** The reader that a link is for, when the browser's session sees the enrolment as that person already. */
export async function readerAlready(
  backend: Needs,
  enrolmentId: string,
  token: string,
  { session, visitor: { principal } }: Bearer,
): Promise<LinkReader | undefined> {
  const judged = await judgePersonalLink(backend, enrolmentId, token);
  if (!('link' in judged)) return undefined;
  const { role, identity } = judged.person;
  const isTheirs =
    principal.role === role &&
    session.email.toLowerCase() === identity.email.toLowerCase() &&
    (session.only ?? enrolmentId) === enrolmentId;
  return isTheirs ? { role, principal, about: judged.link.about } : undefined;
}
