import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Backend } from '../services/backend.ts';
import { ownCookie } from './cookies.ts';

/** A message said once, on the page that follows an act: kept in a signed cookie, so that no session is needed. */
export interface Flash {
  say(response: Response, message: string): void;
  /** The message, which is then forgotten. */
  take(request: Request, response: Response): string | undefined;
}

const NAME = 'jalons_message';
const SECONDS = 60;

/** `secret` signs the cookie: nobody else puts words on our pages. */
export function createFlash({ secret, publicUrl }: Pick<Backend, 'secret' | 'publicUrl'>): Flash {
  const key = createHmac('sha256', secret).update('flash messages').digest();
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const cookie = ownCookie(NAME, publicUrl);
  return {
    say(response, message) {
      const text = Buffer.from(message).toString('base64url');
      cookie.write(response, `${text}.${sign(text)}`, SECONDS * 1_000);
    },
    take(request, response) {
      const [text = '', signature = ''] = cookie.read(request)?.split('.') ?? [];
      if (text === '') return undefined;
      cookie.clear(response);
      return same(signature, sign(text)) ? Buffer.from(text, 'base64url').toString() : undefined;
    },
  };
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
