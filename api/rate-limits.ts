import type { Request, RequestHandler, Response } from 'express';
import { type Options, rateLimit } from 'express-rate-limit';
import { TOO_MANY } from '../services/errors.ts';
import { principalIn } from './authentication.ts';
import { problem, sendProblem } from './problem.ts';

/** How many requests are taken before 429. */
export interface RateLimits {
  /** A token, in ten seconds: by default 2 000, which is 200 a second. */
  perToken: number;
  /** Missing or wrong tokens an address, in a minute. */
  failures: number;
}

export const RATE_LIMITS: RateLimits = { perToken: 2_000, failures: 6_000 };

const TOKEN_WINDOW_MS = 10_000;
const FAILURE_WINDOW_MS = 60_000;

const tooMany =
  (windowMs: number): Options['handler'] =>
  (request: Request, response: Response) => {
    const retryAfter = Math.ceil(windowMs / 1_000);
    const answer = problem(429, 'rate_limited', TOO_MANY);
    void sendProblem(request, response, { ...answer, retryAfter });
  };

/** A header that a proxy nobody told us to trust adds is not looked at (TRUST_PROXY), and so is no fault. */
export const UNHEARD_PROXY = { xForwardedForHeader: false } as const;

const COMMON = { legacyHeaders: false, standardHeaders: 'draft-7', validate: UNHEARD_PROXY } as const;

/** So many requests a token. */
export const perToken = ({ perToken: limit }: RateLimits): RequestHandler =>
  rateLimit({
    ...COMMON,
    windowMs: TOKEN_WINDOW_MS,
    limit,
    keyGenerator: (_request, response) => principalIn(response).tokenId,
    handler: tooMany(TOKEN_WINDOW_MS),
  });

/** So many missing or wrong tokens an address: nobody guesses one. */
export const perFailingAddress = ({ failures: limit }: RateLimits): RequestHandler =>
  rateLimit({ ...COMMON, windowMs: FAILURE_WINDOW_MS, limit, handler: tooMany(FAILURE_WINDOW_MS) });
