import { ServiceRefusal } from '../services/errors.ts';

/** An opaque cursor; null at the end of a list. */
export const cursorOf = (key: string | number | null): string | null =>
  key === null ? null : Buffer.from(String(key)).toString('base64url');

const wrong = (): ServiceRefusal =>
  new ServiceRefusal('malformed', 'request.malformed', 'cursor\u00a0: reprenez le nextCursor de la page précédente.', [
    { path: 'cursor', code: 'invalid_cursor', message: 'Curseur inconnu.' },
  ]);

/** The key in a cursor that we made. */
export function keyIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key === '' || key.includes('\0') || cursorOf(key) !== cursor) throw wrong();
  return key;
}

/** The number in a cursor that we made. */
export function numberIn(cursor: string | undefined): number | undefined {
  const key = keyIn(cursor);
  if (key === undefined) return undefined;
  if (!/^\d{1,15}$/.test(key)) throw wrong();
  return Number(key);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in a cursor that we made. */
export function idIn(cursor: string | undefined): string | undefined {
  const key = keyIn(cursor);
  if (key !== undefined && !UUID.test(key)) throw wrong();
  return key;
}
