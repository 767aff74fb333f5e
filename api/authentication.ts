import type { Request, RequestHandler, Response } from 'express';
import type { Backend } from '../services/backend.ts';
import { ServiceRefusal } from '../services/errors.ts';
import type { Principal } from '../services/principal.ts';
import { principalOf } from '../services/principals.ts';

const LONGEST_TOKEN = 500;

/** The bearer token of a request, if it has one. */
function bearerToken(request: Request): string | undefined {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '');
  return match?.[1] && match[1].length <= LONGEST_TOKEN ? match[1] : undefined;
}

/** The sessions of browsers, for those of our pages that call the API. */
export interface SessionGate {
  /** Who has signed in; throws a refusal when the request changes something and no page of ours sent it. */
  principalOf(request: Request): Promise<Principal | undefined>;
}

/**
 * Lets in who shows a known token, or the session of a browser when there is no token; the others are counted by `failures`,
 * and refused with 401.
 */
export const authenticate =
  (backend: Backend, failures: RequestHandler, sessions?: SessionGate): RequestHandler =>
  async (request, response, next) => {
    const token = bearerToken(request);
    const isWithoutToken = request.headers.authorization === undefined;
    const principal =
      token === undefined
        ? isWithoutToken && (await sessions?.principalOf(request))
        : await principalOf(backend, token);
    if (principal) {
      response.locals.principal = principal;
      return next();
    }
    failures(request, response, (error?: unknown) => next(error ?? unauthenticated(token !== undefined)));
  };

const unauthenticated = (wasGiven: boolean): ServiceRefusal =>
  new ServiceRefusal(
    'unauthenticated',
    'unauthenticated',
    wasGiven ? 'Ce jeton est inconnu ou révoqué.' : 'Présentez un jeton\u00a0: Authorization: Bearer JETON.',
  );

/** Who asks, once authenticated. */
export const principalIn = (response: Response): Principal => response.locals.principal;
