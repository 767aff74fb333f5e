import { randomBytes, randomUUID } from 'node:crypto';
import { hashToken } from '../../db/tokens.ts';
import { sealed } from '../../services/sessions.ts';
import type { House } from '../api/house.ts';
import { SECRET } from '../environment/secret.ts';
import type { World } from '../journeys/world.ts';
import { Browser } from './browser.ts';

/** Where one can sign in: a house (test/api/house.ts) or the world of the journeys (test/journeys/world.ts). */
export type Place = Pick<House, 'url' | 'backend' | 'database'> | Pick<World, 'url' | 'query' | 'now'>;

export interface SignInOptions {
  /** Which identity of the address: the first it has (user, then tutor, then auditeur) when absent. */
  as?: 'user' | 'tutor' | 'auditeur';
  /** As if by a personal link: this enrolment only. */
  only?: string;
}

/**
 * A browser in which the person of an address has signed in, without the mail: the session is written as the server would
 * have written it. The address must be known: an active user's or tutor's, or an auditeur's with an enrolment.
 *
 *     const browser = await signIn(world, 'marie@example.org');
 *     const page = await browser.get('/mon-accompagnement');        // page.text, page.html, page.status
 *     await browser.post(`/dossiers/${id}/rapport`, { unchanged: 'true' }); // with the token of the page seen last
 *     await browser.fetch('/api/enrolments');                       // anything else; X-CSRF-Token: browser.csrf to change
 *
 * For a real browser (Chromium), `browser.cookies` holds the cookie to set.
 */
export async function signIn(place: Place, email: string, options: SignInOptions = {}): Promise<Browser> {
  const secret = randomBytes(32).toString('base64url');
  const { query, now } = doorsOf(place);
  const [identity] = await query<{ kind: string; id: string | null }>(IDENTITY, [email, options.as ?? null]);
  if (!identity) throw new Error(`${email} is nobody here${options.as ? ` as ${options.as}` : ''}.`);
  const at = await now();
  const hash = hashToken(sealed({ secret: SECRET }, secret));
  const entry = options.only ? 'personal_link' : 'mail';
  await query(SESSION, [randomUUID(), hash, email, identity.kind, identity.id, options.only ?? null, entry, at]);
  const browser = new Browser(place.url);
  browser.cookies.set('jalons_session', secret);
  return browser;
}

const IDENTITY = `
select * from (
  select 'user' as kind, id, 1 as rank from users where lower(email) = lower($1) and active
  union all select 'tutor', id, 2 from tutors where lower(email) = lower($1) and active
  union all (select 'auditeur', null, 3 from enrolments where lower(auditeur_email) = lower($1) limit 1)
) as identities where $2::text is null or kind = $2 order by rank limit 1`;

const SESSION = `
insert into sessions (id, token_hash, email, identity_kind, identity_id, only_enrolment, entry, browser, created_at, seen_at)
values ($1, $2, $3, $4, $5, $6, $7, 'Navigateur d’essai', $8, $8)`;

type Query = World['query'];

function doorsOf(place: Place): { query: Query; now(): Promise<string> } {
  if (!('database' in place)) return place;
  const { database, backend } = place;
  return {
    now: () => backend.clock.now(),
    query: async (sql, parameters = []) => {
      const client = await database.client.acquireConnection();
      try {
        return (await client.query(sql, parameters)).rows;
      } finally {
        await database.client.releaseConnection(client);
      }
    },
  };
}
