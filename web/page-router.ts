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
import { singleUpload } from '../api/uploads.ts';
import { parsed, parsedPath } from '../api/validation.ts';
import { MAX_FILE_BYTES } from '../domain/report.ts';
import type { Logger } from '../log.ts';
import type { Backend } from '../services/backend.ts';
import { forbidden, notFound, ServiceRefusal } from '../services/errors.ts';
import { once } from '../services/idempotency.ts';
import { idempotencyScope } from '../services/idempotency-scope.ts';
import type { Flash } from './flash.ts';
import { type FormState, freshForm, nested } from './form.ts';
import type { Page, PageAnswer, PageCall, PageRoute, SeeOther, Who } from './page-route.ts';
import { paths, safeNext } from './paths.ts';
import { problemForPeople, toldOnForm } from './refusals.ts';
import type { Sessions } from './sessions.ts';
import { errorPage, titleOf } from './view/error-page.tsx';
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

/**
 * The Express router of the declared pages. Each looks at a request in this order: signed in (303 to the sign-in page), the role
 * (403), the form's token (403), well formed and accepted (else the form again, 409, 413 or 422), then the answer.
 */
export function createPageRouter(routes: readonly PageRoute[], options: PageRouterOptions): Router {
  const router = express.Router({ caseSensitive: true });
  router.use(options.sessions.recognise);
  for (const route of routes) {
    const chain = [nameOf(route), letIn(route), ...(route.before ?? []), ...bodyOf(route, options)];
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
const letIn =
  ({ who }: PageRoute): RequestHandler =>
  (request, response, next) => {
    if (who === 'anyone') return next();
    const visitor = visitorIn(response);
    if (!visitor) return goTo(paths.signIn(pageOf(request)), request, response);
    next(who.includes(visitor.principal.role) ? undefined : forbidden());
  };

/** The page that one is on: for a piece that htmx asks for, the page around it. */
function pageOf(request: Request): string {
  const around = URL.parse(request.get('HX-Current-URL') ?? '');
  return around ? safeNext(around.pathname + around.search) : request.originalUrl;
}

/** Reads the form of a POST, then asks for its token. */
function bodyOf(route: PageRoute, { sessions, uploadFolder }: PageRouterOptions): RequestHandler[] {
  if (route.method === 'get') return [];
  return [readForm(route, uploadFolder), sessions.protect];
}

const FORM_BYTES = 1024 * 1024;
const urlencoded = express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: 2_000 });

function readForm({ upload }: PageRoute, uploadFolder: string): RequestHandler {
  const multipart = singleUpload('file', MAX_FILE_BYTES, uploadFolder);
  return (request, response, next) => {
    if (upload && request.is('multipart/form-data')) return multipart(request, response, next);
    urlencoded(request, response, (error) => {
      request.body ??= {};
      next(error);
    });
  };
}

const answer =
  (route: PageRoute, options: PageRouterOptions): RequestHandler =>
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
    scope: idempotencyScope(visitor?.principal.tokenId ?? 'nobody', request.path, keyOf(request)),
    address: request.originalUrl,
    http: { request, response },
  };
}

function fileOf({ upload }: Request): AnyCall['file'] {
  if (upload?.tooLarge) return { name: '', sizeBytes: upload.sizeBytes };
  return upload?.file;
}

const LONGEST_KEY = 200;

/** The key that the form carries; two forms of a page have two. */
function keyOf({ body }: Request): string | undefined {
  const key: unknown = body?.cle;
  return typeof key === 'string' && key.length >= 1 && key.length <= LONGEST_KEY ? key : undefined;
}

/** Does what a form asks; a refusal is told on the form, where there is one. */
async function acted(route: PageRoute, options: PageRouterOptions, call: AnyCall): Promise<PageAnswer> {
  try {
    const body = parsed(route.fields, nested(call.http.request.body));
    return await onceAKey(route, options, { ...call, body });
  } catch (error) {
    const told = route.again && toldOnForm(error, options.backend.databaseErrors.isUnavailable, route.labels);
    if (!route.again || !told) throw error;
    return shownAgain(route.again, call, told, error);
  }
}

async function onceAKey(route: PageRoute, { backend }: PageRouterOptions, call: AnyCall): Promise<PageAnswer> {
  const { request } = call.http;
  if (route.everyTime || !call.visitor || keyOf(request) === undefined) return route.handle(call);
  const { _csrf, cle, ...fields } = request.body;
  const hash = await bodyHash({ method: request.method, body: fields, upload: request.upload });
  const kept = await once(backend, call.scope, hash, async () => {
    const result = await route.handle(call);
    if (result instanceof Written || result.kind !== 'see_other') throw new Error('An act once a key sees other.');
    return { status: 303, body: result };
  });
  return kept.body as SeeOther;
}

/** It does not exist for who asks, or is not theirs: that comes before all that is wrong with what they typed. */
const isHidden = (refusal: unknown): boolean =>
  refusal instanceof ServiceRefusal && (refusal.kind === 'not_found' || refusal.kind === 'forbidden');

/** The page with its form as it was filled in. Where even that page is refused now, what was refused first is told. */
async function shownAgain(
  again: NonNullable<PageRoute['again']>,
  call: AnyCall,
  told: NonNullable<ReturnType<typeof toldOnForm>>,
  error: unknown,
): Promise<PageAnswer> {
  const { status, errors, message, unknown } = told;
  const { _csrf, cle, ...values } = call.http.request.body;
  const key = unknown ? (cle ?? call.form.key) : call.form.key;
  const form: FormState = { ...call.form, key, values, errors, message };
  const showing = async () => again({ ...call, form });
  const shown = await showing().catch((refusal) => {
    throw isHidden(refusal) ? refusal : error;
  });
  return shown instanceof Written || shown.kind !== 'page' ? shown : { ...shown, status };
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
  { content, title, status, wide }: Page,
  routeTitle: string,
  { flash }: Pick<PageRouterOptions, 'flash'>,
  request: Request,
  response: Response,
): Promise<void> {
  const visitor = visitorIn(response);
  const html = await renderPage(content, {
    title: title ?? routeTitle,
    isError: status >= 400,
    wide,
    visitor,
    csrf: csrfFieldIn(response),
    message: flash.take(request, response),
    path: request.path,
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
function tellError({ backend, log, flash }: PageRouterOptions): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemForPeople(error, backend.databaseErrors.isUnavailable);
    const { status, code, retryAfter } = problem;
    if (status >= 500) log.error({ requestId: request.id, fault: faultOf(error), cause: faultOf(error?.cause) }, code);
    if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
    const content = errorPage(problem, { requestId: String(request.id), visitor: visitorIn(response), request });
    await sendPage({ kind: 'page', content, status, wide: false }, titleOf(problem), { flash }, request, response);
  };
}
