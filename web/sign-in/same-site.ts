import type { Request } from 'express';

/**
 * Whether the browser says that a request was made by one of our own pages, or says nothing. Since our pages send no referrer,
 * their forms come with `Origin: null`: then `Sec-Fetch-Site` tells, and where there is none, the form's token alone.
 */
export function mayBeOurs(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.get('origin');
  return origin === undefined || origin === 'null' || isOurOrigin(origin, request, publicUrl);
}

/** Whether the browser says that a request was made by one of our own pages. */
export function isSurelyOurs(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  return site === undefined ? isOurOrigin(request.get('origin') ?? '', request, publicUrl) : site === 'same-origin';
}

const isOurOrigin = (origin: string, request: Request, publicUrl: string): boolean =>
  URL.canParse(origin) && [new URL(publicUrl).host, request.get('host')].includes(new URL(origin).host);
