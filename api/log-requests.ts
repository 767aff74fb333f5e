import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Logger } from '../log.ts';

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);
const OURS = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * One line a request: method, path without its query (a search is about people), status, duration, request id. Never a
 * body, a header or an address.
 */
export const logRequests = (log: Logger): RequestHandler =>
  pinoHttp({
    logger: log,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && OURS.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (request) => QUIET.has(request.url ?? '') },
    wrapSerializers: false,
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: pathWithoutSecrets(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      err: faultOf,
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
  });

/** Without its query, nor the token of a sign-in link: a log is read by many. */
const pathWithoutSecrets = (url: string): string =>
  url.split('?')[0]!.replace(/^(\/connexion\/)[\w-]{20,}/, '$1{token}');

/** What may be told of an error: its kind and its place. Its message and details can quote what people wrote. */
export function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const at = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return { name: error.name, code, constraint, at };
}
