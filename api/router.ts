import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Backend } from '../services/backend.ts';
import { forbidden, ServiceRefusal } from '../services/errors.ts';
import { parsed } from '../services/fields/parsed.ts';
import { once } from '../services/idempotency.ts';
import { idempotencyScope } from '../services/idempotency-scope.ts';
import { authenticate, principalIn, type SessionGate } from './authentication.ts';
import { bodyHash, bytesOf, readBody } from './bodies.ts';
import { problem, sendProblem } from './problem.ts';
import { perFailingAddress, perToken, RATE_LIMITS, type RateLimits } from './rate-limits.ts';
import { type Call, type Route, takesBytes, Written } from './route.ts';
import { parsedPath } from './validation.ts';

export interface RouterOptions {
  backend: Backend;
  /** Where uploads lie during their request. */
  uploadFolder: string;
  limits?: RateLimits;
  sessions?: SessionGate;
}

/**
 * The Express router of the declared routes. Each looks at a request in the order of the contract: who (401), well formed
 * (400), may this role (403), does it exist and may one see it (404), the state (409), the rules (422).
 */
export function createRouter(
  routes: readonly Route[],
  { backend, uploadFolder, limits = RATE_LIMITS, sessions }: RouterOptions,
): Router {
  const router = express.Router({ caseSensitive: true });
  const gate = [authenticate(backend, perFailingAddress(limits), sessions), perToken(limits)];
  for (const route of routes) {
    const path = expressPath(route.path);
    const body = route.method === 'get' ? [] : [readBody(route.bodyKind ?? 'json', uploadFolder)];
    router[route.method](path, nameOf(route), ...gate, ...body, answer(backend, route));
  }
  for (const path of new Set(routes.map((route) => route.path)))
    router.all(expressPath(path), notAllowed(routes, path));
  return router;
}

/** `/api/enrolments/{id}` as Express writes it. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** The route's pattern, for logs and metrics: an address with its ids would be without end. */
const nameOf =
  (route: Route): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = route.path;
    next();
  };

const answer =
  (backend: Backend, route: Route): RequestHandler =>
  async (request, response) => {
    const call = await callOf(route, request, response);
    const result = await resultOf(backend, route, request, call);
    if (result.body instanceof Written) return result.body.write(response);
    if (result.status === 204) return void response.status(204).end();
    const body = route.seal ? route.seal(result.body, call.scope) : result.body;
    response.status(result.status).json(body);
  };

/** A request let in: well formed first (400), then the role (403), then the path (404). */
async function callOf(route: Route, request: Request, response: Response): Promise<Call<unknown, unknown, unknown>> {
  const principal = principalIn(response);
  const query = parsed(route.query, request.query);
  const isBytes = takesBytes(route);
  const body = isBytes ? undefined : parsed(route.body, given(request));
  const scope = idempotencyScope(principal.tokenId, request.path, keyOf(request));
  if (!route.roles.includes(principal.role)) throw forbidden();
  const params = parsedPath(route.params, request.params);
  const bytes = isBytes ? await bytesOf(request) : Buffer.alloc(0);
  return { principal, params, query, body, file: fileOf(request), bytes, scope };
}

/** The fields given: those that a form sends empty are not. */
function given(request: Request): unknown {
  if (!request.upload && !request.is('application/x-www-form-urlencoded')) return request.body ?? {};
  return Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== ''));
}

const LONGEST_KEY = 200;

function keyOf(request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key === undefined || request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (key.length >= 1 && key.length <= LONGEST_KEY) return key;
  throw new ServiceRefusal(
    'malformed',
    'request.malformed',
    `Idempotency-Key\u00a0: de 1 à ${LONGEST_KEY} caractères.`,
  );
}

function fileOf({ upload }: Request): Call<unknown, unknown, unknown>['file'] {
  if (upload?.tooLarge) return { name: '', sizeBytes: upload.sizeBytes };
  return upload?.file;
}

/** What the route's handler answers: once a key, when the request has one. */
async function resultOf(backend: Backend, route: Route, request: Request, call: Call<unknown, unknown, unknown>) {
  const act = async () => ({ status: route.status ?? 200, body: await route.handle(call) });
  if (keyOf(request) === undefined) return act();
  return once(backend, call.scope, await bodyHash(request), act);
}

const notAllowed =
  (routes: readonly Route[], path: string): RequestHandler =>
  async (request, response) => {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    response.set('Allow', methods.join(', '));
    await sendProblem(
      request,
      response,
      problem(405, 'method_not_allowed', `Cette adresse n’admet que\u00a0: ${methods.join(', ')}.`),
    );
  };
