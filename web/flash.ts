import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

/** A message said once, on the page that follows an act: kept in a signed cookie, so that no session is needed. */
export interface Flash {
  say(response: Response, message: string): void;
  /** The message, which is then forgotten. */
  take(request: Request, response: Response): string | undefined;
}

const NAME = 'jalons_message';
const SECONDS = 60;

/** `secret` signs the cookie: nobody else puts words on our pages. */
export function createFlash(secret: string): Flash {
  const key = createHmac('sha256', secret).update('flash messages').digest();
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const options = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
  return {
    say(response, message) {
      const text = Buffer.from(message).toString('base64url');
      response.cookie(NAME, `${text}.${sign(text)}`, { ...options, maxAge: SECONDS * 1_000 });
    },
    take(request, response) {
      const [text = '', signature = ''] = cookieOf(request, NAME)?.split('.') ?? [];
      if (text === '') return undefined;
      response.clearCookie(NAME, options);
      return same(signature, sign(text)) ? Buffer.from(text, 'base64url').toString() : undefined;
    },
  };
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A cookie of a request, as it was sent. */
export function cookieOf(request: Request, name: string): string | undefined {
  const found = request.headers.cookie?.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
