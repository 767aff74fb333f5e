/** The number in a cursor of an address that we made; the beginning of the list, for any other. */
export function placeIn(cursor: string | undefined): number | undefined {
  const place = Buffer.from(cursor ?? '', 'base64url').toString();
  return /^\d{1,15}$/.test(place) ? Number(place) : undefined;
}
