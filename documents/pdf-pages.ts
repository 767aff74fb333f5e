import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { FileFlaw } from '../domain/report.ts';

const TIMEOUT_MS = 10_000;
const WORKER = new URL('./pdf-page-worker.mjs', import.meta.url);
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

const inTurn = pLimit(2);

/** The number of pages, or why nobody can tell it: damaged or without a page, locked, made to exhaust memory or time. */
export type Counted = { pages: number } | { flaw: Extract<FileFlaw, 'unreadable' | 'locked' | 'bomb'> };

/**
 * How many pages the PDF has (R12). Counted in a thread with bounded memory that is ended after `timeoutMs` (10 s), at most
 * two at once; the event loop is never held. Rejects only where the disk fails.
 */
export const countPdfPages = (source: string | Uint8Array, timeoutMs = TIMEOUT_MS): Promise<Counted> =>
  inTurn(() => countInWorker(source, timeoutMs));

function countInWorker(source: string | Uint8Array, timeoutMs: number): Promise<Counted> {
  return new Promise((resolve, reject) => {
    const workerData = typeof source === 'string' ? { path: source } : { bytes: source };
    const worker = new Worker(WORKER, { workerData, resourceLimits: LIMITS, execArgv: [], env: {} });
    let counted: Counted = { flaw: 'bomb' }; // a thread that dies before it answers has run out of memory, or of time
    const end = () => void worker.terminate();
    const timer = setTimeout(end, timeoutMs);
    worker.once('message', (message: Counted | { failed: string }) => {
      if ('failed' in message) reject(new Error(`the PDF cannot be read from disk: ${message.failed}`));
      else counted = message;
      end();
    });
    worker.on('error', end); // out of memory among others; an exit follows
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(counted);
    });
  });
}
