import { isIP } from 'node:net';

/** Which proxies are believed when they say from where a request comes: so many before us, or those at these addresses. */
export type TrustProxy = number | readonly string[];

const NAMED = new Set(['loopback', 'linklocal', 'uniquelocal']);
const MOST_HOPS = 10;

/**
 * Reads TRUST_PROXY: a count, or addresses, networks (CIDR) and Express's names for some. Undefined when it is neither; everybody
 * cannot be trusted, or anybody could choose the address that limits count.
 */
export function parseTrustProxy(text: string): TrustProxy | undefined {
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= MOST_HOPS ? Number(text) : undefined;
  const places = text.split(',').map((place) => place.trim());
  return places.every(isPlace) ? places : undefined;
}

function isPlace(place: string): boolean {
  if (NAMED.has(place)) return true;
  const [address = '', bits, more] = place.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
