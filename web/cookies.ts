import type { CookieOptions, Request, Response } from 'express';

/** A cookie of ours that no script reads. */
export interface OwnCookie {
  read(request: Request): string | undefined;
  write(response: Response, value: string, maxAgeMs?: number): void;
  clear(response: Response): void;
}

/**
 * A cookie that only this very site sends and reads: `__Host-` before its name, and Secure, where people come by https; on a
 * developer's machine, by http, neither. Without an age it ends with the browser.
 */
export function ownCookie(name: string, publicUrl: string): OwnCookie {
  const secure = publicUrl.startsWith('https:');
  const fullName = secure ? `__Host-${name}` : name;
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  return {
    read: (request) => cookieOf(request, fullName),
    write: (response, value, maxAge) => void response.cookie(fullName, value, { ...options, maxAge }),
    clear: (response) => void response.clearCookie(fullName, options),
  };
}

/** A cookie of a request, as it was sent. */
function cookieOf(request: Request, name: string): string | undefined {
  const found = request.headers.cookie?.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
