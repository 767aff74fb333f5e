import { z } from '../../services/fields/fields.ts';

/** Where a list goes on, in its address. */
export const placeQuery = { cursor: z.string().max(200).optional().catch(undefined) };

/** A place for an address, from the key of a list's last item. */
export const placeOf = (key: string): string => Buffer.from(key).toString('base64url');

/** The key in a place that we made, as long as it looks like one; the beginning of the list, for anything else. */
export function keyAt(cursor: string | undefined, looks: RegExp): string | undefined {
  const key = Buffer.from(cursor ?? '', 'base64url').toString();
  return looks.test(key) ? key : undefined;
}

export const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const NUMBER = /^\d{1,15}$/;
