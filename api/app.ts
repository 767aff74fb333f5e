import { tmpdir } from 'node:os';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import swaggerUi from 'swagger-ui-express';
import type { Logger } from '../log.ts';
import type { Backend } from '../services/backend.ts';
import { readiness } from '../services/readiness.ts';
import type { SessionGate } from './authentication.ts';
import { closeOnEndlessSenders } from './draining.ts';
import { faultOf, logRequests } from './log-requests.ts';
import { createMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { problem, problemOf, sendProblem } from './problem.ts';
import type { RateLimits } from './rate-limits.ts';
import { createRouter } from './router.ts';
import { allRoutes } from './routes/all.ts';
import type { TrustProxy } from './trust-proxy.ts';

export interface AppOptions {
  backend: Backend;
  log: Logger;
  publicUrl: string;
  /** What answers everywhere but under `/api`. */
  pages: RequestHandler;
  /** Where uploads lie during their request. */
  uploadFolder?: string;
  limits?: RateLimits;
  /** Which proxies are believed about where requests come from. */
  trustProxy?: TrustProxy;
  /** Who has signed in, for those of our pages that call the API. */
  sessions?: SessionGate;
}

/** The HTTP application: its middlewares, in their order, by name. */
export function createApp(options: AppOptions): Express {
  const { backend, log, publicUrl, pages, uploadFolder = tmpdir(), limits, sessions, trustProxy } = options;
  const app = express();
  app.disable('x-powered-by');
  if (trustProxy !== undefined) app.set('trust proxy', trustProxy);
  const metrics = createMetrics(backend);
  const routes = allRoutes(backend);

  app.use(logRequests(log));
  app.use(metrics.count);
  app.use(securityHeaders);
  app.use(closeOnEndlessSenders());

  app.get('/healthz', alive);
  app.get('/readyz', ready(backend));
  app.get('/metrics', metrics.show);

  app.get('/api/openapi.json', describe(openApiDocument(routes, publicUrl)));
  app.use('/api/docs', documentation());
  app.use('/api', neverCached);
  app.use(createRouter(routes, { backend, uploadFolder, limits, sessions }));
  app.use('/api', unknownAddress);

  app.use(pages);
  app.use(tellProblem(backend, log));
  return app;
}

const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  // The marks inside boxes to tick are images written in the style sheet.
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

const securityHeaders = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
  referrerPolicy: { policy: 'no-referrer' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
});

const alive: RequestHandler = (_request, response) => {
  response.json({ status: 'alive' });
};

const ready =
  (backend: Backend): RequestHandler =>
  async (_request, response) => {
    const { ready: isReady, checks } = await readiness(backend);
    if (!isReady) response.set('Retry-After', '2');
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not_ready', checks });
  };

const describe =
  (document: object): RequestHandler =>
  (_request, response) => {
    response.json(document);
  };

/** Swagger UI, from our own server; it needs styles and images written in its page. */
function documentation(): RequestHandler[] {
  const looser = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      ...DIRECTIVES,
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  });
  const withSlash: RequestHandler = (request, response, next) =>
    request.originalUrl.split('?')[0] === '/api/docs' ? response.redirect(301, '/api/docs/') : next();
  const page = swaggerUi.setup(undefined, { swaggerUrl: '/api/openapi.json', customSiteTitle: 'Jalons, API' });
  return [looser, withSlash, ...swaggerUi.serve, page];
}

const neverCached: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const unknownAddress: RequestHandler = async (request, response) => {
  await sendProblem(request, response, problem(404, 'not_found', 'Cette adresse n’existe pas.'));
};

/** Every error ends here, as a problem; those that are faults of ours are logged. */
const tellProblem =
  (backend: Backend, log: Logger): ErrorRequestHandler =>
  async (error, request, response, _next) => {
    const answer = problemOf(error, backend.databaseErrors.isUnavailable);
    if (answer.status >= 500)
      log.error({ requestId: request.id, fault: faultOf(error), cause: faultOf(error?.cause) }, answer.code);
    if (response.headersSent) return void response.destroy();
    await sendProblem(request, response, answer);
  };
