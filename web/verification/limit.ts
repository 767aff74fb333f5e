import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { problem } from '../../api/problem.ts';
import { TOO_MANY, tooMany } from '../../services/errors.ts';
import { sendProblemJson, wantsJson } from './json.ts';

const WINDOW_MS = 10 * 60_000;
/** Somebody who mistypes needs a few; who tries codes at random would need the age of the universe anyway. */
const MISSES = 30;

const refuse: RequestHandler = (request, response, next) => {
  const retryAfter = WINDOW_MS / 1_000;
  if (!wantsJson(request)) return next(tooMany(retryAfter));
  response.set('Retry-After', String(retryAfter));
  sendProblemJson(response, problem(429, 'rate_limited', TOO_MANY));
};

/** So many codes that name nothing from one address in ten minutes; those that name something are not counted. */
export const perGuessingAddress = (): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_MS,
    limit: MISSES,
    skipSuccessfulRequests: true,
    legacyHeaders: false,
    standardHeaders: false,
    handler: refuse,
  });
