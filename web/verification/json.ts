import type { Request, Response } from 'express';
import type { Problem } from '../../api/problem.ts';

/** Whether a program asks, rather than a browser. */
export const wantsJson = (request: Request): boolean => request.accepts(['html', 'json']) === 'json';

/** Answers a program that nothing is to be had (RFC 9457). */
export function sendProblemJson(response: Response, { retryAfter: _seconds, ...told }: Problem): void {
  response.status(told.status).vary('Accept').type('application/problem+json').send(JSON.stringify(told));
}
