import express, { type ErrorRequestHandler, type Response, type Router } from 'express';
import type { Backend } from '../services/backend.ts';
import { publicDossier } from '../services/public-dossier.ts';
import { dossierPage, missingPage, unavailablePage } from './dossier.ts';
import { landing } from './landing.ts';
import { STYLES } from './layout.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The pages, until the real ones: a landing page, and what is awaited in an enrolment. */
export function createPages(backend: Pick<Backend, 'stores' | 'databaseErrors'>): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('X-Robots-Tag', 'noindex, nofollow');
    next();
  });
  router.get('/', (_request, response) => send(response, 200, landing()));
  router.get('/styles.css', (_request, response) => {
    response.type('text/css').set('Cache-Control', 'public, max-age=3600').send(STYLES);
  });
  router.get('/dossiers/:id', async (request, response) => {
    response.locals.route = '/dossiers/{id}';
    const { id } = request.params;
    const dossier = UUID.test(id) ? await publicDossier(backend, id) : undefined;
    response.set('Cache-Control', 'private, no-store');
    send(response, dossier ? 200 : 404, dossier ? dossierPage(dossier) : missingPage());
  });
  router.use((_request, response) => send(response, 404, missingPage()));
  router.use(tellUnavailable(backend));
  return router;
}

function send(response: Response, status: number, page: string): void {
  response.status(status).type('html').send(page);
}

/** A page says in French that the database does not answer; other errors go on. */
const tellUnavailable =
  ({ databaseErrors }: Pick<Backend, 'databaseErrors'>): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (!databaseErrors.isUnavailable(error)) return next(error);
    response.set('Retry-After', '10');
    send(response, 503, unavailablePage());
  };
