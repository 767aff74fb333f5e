import { tmpdir } from 'node:os';
import compression from 'compression';
import express, { type RequestHandler, type Router } from 'express';
import type { Logger } from '../log.ts';
import type { Backend } from '../services/backend.ts';
import { createAssets } from './assets.ts';
import { createFlash } from './flash.ts';
import { createPageRouter } from './page-router.ts';
import { allPages } from './routes.ts';
import type { Sessions } from './sessions.ts';
import { createBrowserSessions } from './sign-in/sessions.ts';

export interface PagesOptions {
  log: Logger;
  /** Who visits; the sessions of browsers when absent. */
  sessions?: Sessions;
  /** Where uploads lie during their request. */
  uploadFolder?: string;
}

/** Everything that is not the API: the assets, then the pages. */
export function createPages(
  backend: Backend,
  { log, sessions = createBrowserSessions(backend), uploadFolder = tmpdir() }: PagesOptions,
): Router {
  const router = express.Router();
  router.use(createAssets());
  router.use(compression());
  router.use(aboutPeople);
  const flash = createFlash(backend);
  router.use(createPageRouter(allPages(backend), { backend, log, flash, sessions, uploadFolder }));
  return router;
}

/** Pages are about people: no search engine lists them, no cache keeps them. */
const aboutPeople: RequestHandler = (_request, response, next) => {
  response.set({ 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'private, no-store' });
  next();
};
