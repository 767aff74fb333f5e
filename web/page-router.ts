import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { bodyHash } from '../api/bodies.ts';
import { faultOf } from '../api/log-requests.ts';
import { Written } from '../api/route.ts';
import { parsed, parsedPath } from '../api/validation.ts';
import type { Logger } from '../log.ts';
import type { Backend } from '../services/backend.ts';
import { forbidden, notFound, ServiceRefusal, signedOut } from '../services/errors.ts';
import { once } from '../services/idempotency.ts';
import { idempotencyScope } from '../services/idempotency-scope.ts';
import type { Flash } from './flash.ts';
import { freshForm, keyIn, nested, typedIn } from './form.ts';
import { heldPage, holdsSomething, isForAPiece, mayBeHeld, saidOfAWaitingForm } from './held-forms.tsx';
import { pagesBehind } from './page-behind.ts';
import type { Page, PageAnswer, PageCall, PageRoute, SeeOther, Who } from './page-route.ts';
import { paths, safeNext } from './paths.ts';
import { readForm, readTyped } from './read-form.ts';
import { problemForPeople, toldOnForm } from './refusals.ts';
import type { Sessions } from './sessions.ts';
import { shownAgain, toBeConfirmed } from './shown-again.ts';
import { typedFields } from './typed-fields.ts';
import { errorPage, titleOf } from './view/error-page.tsx';
import type { HeldBecause } from './view/held-page.tsx';
import { renderFragment, renderPage } from './view/layout.tsx';
import { csrfFieldIn, visitorIn } from './visitor.ts';

export interface PageRouterOptions {
  backend: Backend;
  log: Logger;
  flash: Flash;
  sessions: Sessions;
  /** Where uploads lie during their request. */
  uploadFolder: string;
}

type AnyCall = PageCall<Who, unknown, unknown, unknown>;

/** The same, with what is known of all pages. */
interface Ground extends PageRouterOptions {
  /** The page that a form was on. */
  pageBehind: (path: string) => string;
}

/**
 * The Express router of the declared pages. Each looks at a request in this order: its own limits (429), signed in (303 to the
 * sign-in page), the role (403), the form's token (403), well formed and accepted (else the form again, 409, 413 or 422), then the
 * answer. What a page of ours sent and sign-in, role or token stops is held (403): a page keeps what was typed until it is sent again.
 */
export function createPageRouter(routes: readonly PageRoute[], given: PageRouterOptions): Router {
  const options: Ground = { ...given, pageBehind: pagesBehind(routes) };
  const router = express.Router({ caseSensitive: true });
  router.use(options.sessions.recognise);
  for (const route of routes) {
    const chain = [nameOf(route), ...(route.before ?? []), letIn(route, options), ...bodyOf(route, options)];
    router[route.method](route.path, ...chain, answer(route, options));
  }
  for (const path of new Set(routes.map((route) => route.path))) router.all(path, notAllowed(routes, path));
  router.use(() => {
    throw notFound('Page');
  });
  router.use(tellError(options));
  return router;
}

/** The route's pattern, for logs and metrics: an address with its ids would be without end. */
const nameOf =
  (route: PageRoute): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = route.path.replaceAll(/:(\w+)/g, '{$1}');
    next();
  };

/** Lets in whom the page is for; who has not signed in may do so, and comes back. */
function letIn(route: PageRoute, options: Ground): RequestHandler {
  const { who } = route;
  const read = readTyped(route);
  return async (request, response, next) => {
    if (who === 'anyone') return next();
    const visitor = visitorIn(response);
    if (visitor && who.includes(visitor.principal.role)) return next();
    // Nobody who was never here has a form of ours: nothing they send is read before they are known.
    if (mayBeHeld(request, options.backend.publicUrl) && options.sessions.hasBeenHere(request)) {
      await read(request, response);
      if (holdsSomething(request))
        return hold(route, visitor ? 'other_role' : 'signed_out', options, request, response);
    }
    if (visitor) return next(forbidden());
    if (route.piece && isForAPiece(request)) return next(signedOut());
    goTo(paths.signIn(pageOf(request, options)), request, response);
  };
}

async function hold(
  route: PageRoute,
  because: HeldBecause,
  options: Ground,
  request: Request,
  response: Response,
): Promise<void> {
  const held = heldPage(route, because, { request, response }, placeOf(request, options));
  await sendPage(held, route.title, options, request, response);
}

/** The page that one is on: for a piece that htmx asks for, the page around it; for a form, the one that it was on. */
function pageOf(request: Request, options: Ground): string {
  const around = URL.parse(request.get('HX-Current-URL') ?? '');
  return around ? safeNext(around.pathname + around.search) : placeOf(request, options);
}

/** The address asked for, with its query; of a POST, that of the page behind it. */
function placeOf({ path, originalUrl }: Request, { pageBehind }: Ground): string {
  const behind = pageBehind(path);
  return behind === path ? originalUrl : behind;
}

/** Reads the form of a POST, then asks for its token. */
function bodyOf(route: PageRoute, options: Ground): RequestHandler[] {
  return route.method === 'get' ? [] : [readForm(route, options.uploadFolder), protect(options)];
}

/** Lets a form in whose token is right. One of ours with a token of another session goes on too, to be shown again: `isStale`. */
const protect =
  ({ sessions, backend }: Ground): RequestHandler =>
  (request, response, next) =>
    sessions.protect(request, response, (refusal?: unknown) => {
      const isHeld = refusal !== undefined && mayBeHeld(request, backend.publicUrl) && holdsSomething(request);
      response.locals.stale = isHeld;
      next(isHeld ? undefined : refusal);
    });

const isStale = ({ locals }: Response): boolean => locals.stale === true;

const answer =
  (route: PageRoute, options: Ground): RequestHandler =>
  async (request, response) => {
    const call = callOf(route, request, response);
    const result = await (route.method === 'get' ? route.handle(call) : acted(route, options, call));
    if (result instanceof Written) return result.write(response);
    if (result.kind === 'see_other') return follow(result, options, request, response);
    if (result.kind === 'fragment') return void response.type('html').send(await renderFragment(result.content));
    await sendPage(result, route.title, options, request, response);
  };

function callOf(route: PageRoute, request: Request, response: Response): AnyCall {
  const visitor = visitorIn(response);
  return {
    visitor,
    principal: visitor?.principal,
    params: parsedPath(route.params, request.params),
    query: parsed(route.query, nested(request.query)),
    body: undefined,
    file: fileOf(request),
    form: freshForm(csrfFieldIn(response)),
    scope: idempotencyScope(visitor?.principal.tokenId ?? 'nobody', request.path, keyIn(request.body).key),
    address: request.originalUrl,
    http: { request, response },
  };
}

function fileOf({ upload }: Request): AnyCall['file'] {
  if (upload?.tooLarge) return { name: '', sizeBytes: upload.sizeBytes };
  return upload?.file;
}

/** Does what a form asks; a refusal is told on the form, where there is one. */
async function acted(route: PageRoute, options: Ground, call: AnyCall): Promise<PageAnswer> {
  if (isStale(call.http.response)) return toBeConfirmed(route, call, placeOf(call.http.request, options));
  try {
    const body = typedFields(route.fields, call.http.request.body);
    return await onceAKey(route, options, { ...call, body });
  } catch (error) {
    const told = route.again && toldOnForm(error, options.backend.databaseErrors.isUnavailable, route.labels);
    if (!route.again || !told) throw error;
    return shownAgain(route.again, call, told, error);
  }
}

async function onceAKey(route: PageRoute, { backend }: PageRouterOptions, call: AnyCall): Promise<PageAnswer> {
  const { request } = call.http;
  if (route.everyTime || !call.visitor || keyIn(request.body).key === undefined) return route.handle(call);
  const body = typedIn(request.body);
  const hash = await bodyHash({ method: request.method, body, upload: request.upload });
  const kept = await once(backend, call.scope, hash, async () => {
    const result = await route.handle(call);
    if (result instanceof Written || result.kind !== 'see_other') throw new Error('An act once a key sees other.');
    return { status: 303, body: result };
  });
  return kept.body as SeeOther;
}

function follow({ to, message }: SeeOther, { flash }: PageRouterOptions, request: Request, response: Response): void {
  if (message) flash.say(response, message);
  goTo(to, request, response);
}

/** htmx would follow a redirection by itself, inside the page: it is told to go there. */
function goTo(path: string, request: Request, response: Response): void {
  if (request.get('HX-Request')) response.set('HX-Redirect', path).status(204).end();
  else response.redirect(303, path);
}

async function sendPage(
  { content, title, status, wide, holding }: Page,
  routeTitle: string,
  { flash, pageBehind }: Pick<Ground, 'flash' | 'pageBehind'>,
  request: Request,
  response: Response,
): Promise<void> {
  const visitor = visitorIn(response);
  const html = await renderPage(content, {
    title: title ?? routeTitle,
    isError: status >= 400,
    wide,
    holding,
    visitor,
    csrf: csrfFieldIn(response),
    message: flash.take(request, response) ?? saidOfAWaitingForm(request, response),
    path: request.method === 'GET' ? request.path : pageBehind(request.path),
  });
  response.status(status).type('html').send(html);
}

const notAllowed =
  (routes: readonly PageRoute[], path: string): RequestHandler =>
  (_request, response) => {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    response.set('Allow', methods.join(', '));
    throw new ServiceRefusal('not_found', 'not_found', 'Cette adresse ne prend pas cette demande.');
  };

/** Every error of a page ends here, as a page that says what one can do; faults of ours are logged. */
function tellError({ backend, log, ...rest }: Ground): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemForPeople(error, backend.databaseErrors.isUnavailable);
    const { status, code, retryAfter } = problem;
    if (status >= 500) log.error({ requestId: request.id, fault: faultOf(error), cause: faultOf(error?.cause) }, code);
    if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
    const typed = mayBeHeld(request, backend.publicUrl) ? typedIn(request.body) : {};
    const content = errorPage(problem, { requestId: String(request.id), visitor: visitorIn(response), request, typed });
    await sendPage({ kind: 'page', content, status, wide: false }, titleOf(problem), rest, request, response);
  };
}
