import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_CHARACTERS = 22;
const SEAL_CHARACTERS = 43;

/**
 * The token of a personal link: its id, and a seal that only the holder of SECRET can make. The database keeps the id, which
 * opens nothing; the same id has the same token.
 */
export function personalToken(secret: string, id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') + seal(secret, id);
}

/** The id in a token, when its seal is ours. */
export function idInToken(secret: string, token: string): string | undefined {
  if (token.length !== ID_CHARACTERS + SEAL_CHARACTERS) return undefined;
  const hex = Buffer.from(token.slice(0, ID_CHARACTERS), 'base64url').toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const [given, ours] = [Buffer.from(token), Buffer.from(personalToken(secret, id))];
  return given.length === ours.length && timingSafeEqual(given, ours) ? id : undefined;
}

const seal = (secret: string, id: string): string =>
  createHmac('sha256', secret).update(`personal link ${id}`).digest('base64url');
