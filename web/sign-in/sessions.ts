import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Backend } from '../../services/backend.ts';
import { ServiceRefusal } from '../../services/errors.ts';
import type { Principal } from '../../services/principal.ts';
import { type Bearer, bearerOf } from '../../services/sessions.ts';
import { ownCookie } from '../cookies.ts';
import type { Sessions } from '../sessions.ts';
import { createFormTokens } from './csrf.ts';
import { mayBeOurs } from './same-site.ts';

/** Sessions, as pages and the API meet them. */
export interface BrowserSessions extends Sessions {
  /**
   * Who has signed in, for a request to the API by one of our pages. One that changes something must have the form token in
   * `X-CSRF-Token`.
   */
  principalOf(request: Request): Promise<Principal | undefined>;
  /** The session that the request came with. */
  bearerIn(response: Response): Bearer | undefined;
  /** From now on the browser shows this secret. */
  begin(response: Response, secret: string): void;
  /** From now on the browser shows none. */
  end(response: Response): void;
}

const SESSION = 'jalons_session';
const FORM = 'jalons_form';
const FORM_BYTES = 16;
const LONGEST_COOKIE = 200;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The sessions of browsers (README, «\u00a0Signing in\u00a0»): a cookie whose secret the database knows by its hash only. */
export function createBrowserSessions(
  backend: Pick<Backend, 'stores' | 'clock' | 'secret' | 'publicUrl'>,
): BrowserSessions {
  const { publicUrl } = backend;
  const session = ownCookie(SESSION, publicUrl);
  const form = ownCookie(FORM, publicUrl);
  const tokens = createFormTokens(backend.secret);

  const bearer = async (request: Request): Promise<Bearer | undefined> => {
    const secret = session.read(request);
    return secret && secret.length <= LONGEST_COOKIE ? bearerOf(backend, secret) : undefined;
  };

  /** What the tokens of forms are bound to: the session, or for who has not signed in a cookie of its own. */
  const boundTo = (request: Request, known: Bearer | undefined) => known?.secret ?? form.read(request) ?? '';

  const isRight = (request: Request, known: Bearer | undefined, token: unknown): boolean => {
    const value = boundTo(request, known);
    return value !== '' && mayBeOurs(request, publicUrl) && tokens.isRight(value, token);
  };

  return {
    recognise: async (request, response, next) => {
      const known = await bearer(request);
      response.locals.bearer = known;
      response.locals.visitor = known?.visitor;
      if (!known && session.read(request) !== undefined) session.clear(response);
      let value = boundTo(request, known);
      if (value === '') {
        value = randomBytes(FORM_BYTES).toString('base64url');
        form.write(response, value);
      }
      response.locals.csrf = tokens.make(value);
      next();
    },

    protect: ((request, response, next) => {
      const token = request.get('x-csrf-token') ?? request.body?._csrf;
      next(isRight(request, response.locals.bearer, token) ? undefined : staleForm());
    }) satisfies RequestHandler,

    hasBeenHere: (request) => session.read(request) !== undefined || form.read(request) !== undefined,

    async principalOf(request) {
      const known = await bearer(request);
      if (known && !SAFE.has(request.method) && !isRight(request, known, request.get('x-csrf-token')))
        throw staleForm();
      return known?.visitor.principal;
    },

    bearerIn: (response) => response.locals.bearer,
    begin: (response, secret) => session.write(response, secret),
    end: (response) => session.clear(response),
  };
}

const staleForm = (): ServiceRefusal =>
  new ServiceRefusal(
    'forbidden',
    'csrf.invalid',
    'Ce formulaire n’est plus valable\u00a0: rien n’a été enregistré. Revenez à la page précédente, rechargez-la, puis recommencez.',
  );
