import type { Request, RequestHandler } from 'express';
import { forbidden } from '../services/errors.ts';

/** What the pages ask of sessions. The real ones are in web/sign-in/; tests have some of their own. */
export interface Sessions {
  /** Before any page: sets `response.locals.visitor` (or leaves it undefined) and `response.locals.csrf`. */
  recognise: RequestHandler;
  /** After a form's body is read: lets the request in when its `_csrf` is right, else fails with `forbidden()`. */
  protect: RequestHandler;
  /** Whether the browser has a cookie of ours: of a session, even one that has ended, or the one that forms are bound to. */
  hasBeenHere(request: Request): boolean;
}

/** Nobody can sign in, and no form can be sent. */
export const NO_SESSIONS: Sessions = {
  recognise: (_request, _response, next) => next(),
  protect: (_request, _response, next) => next(forbidden()),
  hasBeenHere: () => false,
};
