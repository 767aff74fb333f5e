import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { UNHEARD_PROXY } from '../../api/rate-limits.ts';
import { tooMany } from '../../services/errors.ts';

const WINDOW_MS = 15 * 60_000;
/** A whole classroom may come from one address. */
const ASKED = 60;
const FAILED = 60;

const COMMON = {
  windowMs: WINDOW_MS,
  legacyHeaders: false,
  standardHeaders: false,
  validate: UNHEARD_PROXY,
  handler: ((_request, _response, next) => next(tooMany(WINDOW_MS / 1_000))) satisfies RequestHandler,
} as const;

/** So many links asked for from one address in a quarter of an hour; each e-mail address has its own limit besides. */
export const perAskingAddress = (): RequestHandler =>
  rateLimit({ ...COMMON, limit: ASKED, skip: ({ method }: Request) => method !== 'POST' });

/** So many links that open nothing, followed from one address in a quarter of an hour. */
export const perGuessingAddress = (): RequestHandler =>
  rateLimit({ ...COMMON, limit: FAILED, skipSuccessfulRequests: true });
