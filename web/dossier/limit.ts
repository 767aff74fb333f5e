import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { UNHEARD_PROXY } from '../../api/rate-limits.ts';
import { tooMany } from '../../services/errors.ts';
import { visitorIn } from '../visitor.ts';

const WINDOW_MS = 5 * 60_000;
/** Whoever opens one after the other by hand does not come so far; each paper costs the printing of it. */
export const MOST_DOWNLOADS = 200;

/** So many papers and documents for one visitor in five minutes, over all their sessions. For routes that need one. */
export const perDownloadingVisitor = (): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_MS,
    limit: MOST_DOWNLOADS,
    legacyHeaders: false,
    standardHeaders: false,
    validate: UNHEARD_PROXY,
    keyGenerator: (_request, response) => visitorIn(response)?.principal.tokenId ?? '',
    handler: (_request, _response, next) => next(tooMany(WINDOW_MS / 1_000)),
  });
