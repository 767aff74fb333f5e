import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RuleViolation } from '../domain/errors.ts';
import type { Backend } from './backend.ts';
import { ServiceRefusal, Unavailable } from './errors.ts';

/** What was answered, and is answered again. */
export interface Answer {
  status: number;
  body: unknown;
}

type Needs = Pick<Backend, 'stores' | 'secret'>;

/** A holder that dies frees its key after this time; one that lives renews it. */
const LEASE_MS = 6_000;
const RENEWAL_MS = 2_000;
const PATIENCE_MS = 25_000;
const FIRST_GLANCE_MS = 25;
const LONGEST_GLANCE_MS = 250;

/**
 * Does `act` once for a key: a repeat, also a concurrent one, waits for and gets the first answer. Refusals are not kept. An
 * unknown outcome leaves the key to a repeat of the same body, which does `act` again under the same scope.
 *
 * @throws ServiceRefusal `idempotency.mismatch` when the key was given with another body.
 */
export async function once(needs: Needs, scope: string, bodyHash: string, act: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS;
  const kept = sealed(needs, bodyHash);
  for (let glance = FIRST_GLANCE_MS; ; glance = Math.min(glance * 1.5, LONGEST_GLANCE_MS)) {
    const claim = await needs.stores.idempotency.claim(scope, kept, LEASE_MS);
    if (claim === 'fresh') return holding(needs, scope, act);
    if (claim === 'mismatch') throw mismatch();
    if (claim !== 'running') return { status: claim.done.status, body: fromText(claim.done.body) };
    if (Date.now() > deadline) throw new Unavailable('The first request with this key is still under way.');
    await pause(glance);
  }
}

/** As it is kept: the hash of one of few bodies (an answer from 1 to 5) would tell which one to who reads the database. */
const sealed = ({ secret }: Needs, bodyHash: string): string =>
  createHmac('sha256', secret).update(`body ${bodyHash}`).digest('hex');

async function holding({ stores }: Needs, scope: string, act: () => Promise<Answer>): Promise<Answer> {
  const renewal = setInterval(
    () => void stores.idempotencyLeases.renew(scope, LEASE_MS).catch(() => undefined),
    RENEWAL_MS,
  );
  try {
    const { status, body } = await act();
    await stores.idempotency.complete(scope, { status, body: asText(body), headers: {} });
    return { status, body };
  } catch (error) {
    const refused = error instanceof RuleViolation || error instanceof ServiceRefusal;
    const leave = refused ? stores.idempotency.release(scope) : stores.idempotencyLeases.suspend(scope);
    await leave.catch(() => undefined);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** Kept as a text, so that a repeat gets it to the letter: PostgreSQL would order the fields otherwise. */
const asText = (body: unknown): string | undefined => (body === undefined ? undefined : JSON.stringify(body));
const fromText = (text: unknown): unknown => (typeof text === 'string' ? JSON.parse(text) : undefined);

const mismatch = (): ServiceRefusal =>
  new ServiceRefusal(
    'rule',
    'idempotency.mismatch',
    'Cette clé (Idempotency-Key) a déjà servi pour une autre demande.',
  );
