import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

const MIB = 1024 * 1024;
/** A body longer than this, by what it announces or by what came, is not read to its end. */
export const MOST_DRAINED_BYTES = 100 * MIB;
const MOST_DRAINED_MS = 15_000;
const AFTER_ANSWER_MS = 10_000;

const givenUp = new WeakSet<IncomingMessage>();

/** Whether the request says that its body is longer than what is ever read. */
export const announcesTooMuch = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > MOST_DRAINED_BYTES;

/**
 * Reads what is left of a request and throws it away, because many senders read no answer before they have sent all they
 * had. Gives up after 15 s, after 100 MiB, and at once when more than that is announced.
 */
export async function drained(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed || givenUp.has(request) || announcesTooMuch(request)) return;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((done) => {
    timer = setTimeout(done, MOST_DRAINED_MS);
    for (const end of ['end', 'close', 'error']) request.once(end, () => done());
    whenTooMuchCame(request, done);
    request.unpipe();
    request.resume();
  });
  clearTimeout(timer);
}

/** Calls `tell`, at most once, when more than 100 MiB of the body have come. Whoever reads the body goes on reading. */
export function whenTooMuchCame(request: IncomingMessage, tell: () => void): void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_DRAINED_BYTES) return;
    request.off('data', count);
    givenUp.add(request);
    tell();
  };
  request.on('data', count);
}

/**
 * Who is answered and goes on sending gets `graceMs` (10 s) more, to read the answer; then the connection is closed. Without
 * it, a body without end would be read until the server's own time limit on requests.
 */
export const closeOnEndlessSenders =
  (graceMs = AFTER_ANSWER_MS): RequestHandler =>
  (request, response, next) => {
    response.once('finish', () => {
      if (request.complete) return;
      setTimeout(() => {
        if (!request.complete) request.socket.destroy();
      }, graceMs).unref();
    });
    next();
  };
