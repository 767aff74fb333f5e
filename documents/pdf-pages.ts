import { Worker } from 'node:worker_threads';

const TIMEOUT_MS = 10_000;
const AT_ONCE = 2;
const WORKER = new URL('./pdf-page-worker.mjs', import.meta.url);
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

let running = 0;
const waiting: Array<() => void> = [];

async function takeTurn(): Promise<void> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
}

function giveTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

/**
 * How many pages the PDF has, or `undefined` where nobody could tell: damaged, encrypted, without a page, or made to
 * exhaust memory or time (R12). Counted in a thread with bounded memory that is ended after `timeoutMs` (10 s), at most
 * two at once; the event loop is never held. Rejects only where the disk fails.
 */
export async function countPdfPages(source: string | Uint8Array, timeoutMs = TIMEOUT_MS): Promise<number | undefined> {
  await takeTurn();
  try {
    return await countInWorker(source, timeoutMs);
  } finally {
    giveTurn();
  }
}

function countInWorker(source: string | Uint8Array, timeoutMs: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const workerData = typeof source === 'string' ? { path: source } : { bytes: source };
    const worker = new Worker(WORKER, { workerData, resourceLimits: LIMITS, execArgv: [], env: {} });
    let pages: number | undefined;
    const end = () => void worker.terminate();
    const timer = setTimeout(end, timeoutMs);
    worker.once('message', (message: { pages?: number; failed?: string }) => {
      if (message.failed) reject(new Error(`the PDF cannot be read from disk: ${message.failed}`));
      pages = message.pages;
      end();
    });
    worker.on('error', end); // out of memory among others; an exit follows
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(pages);
    });
  });
}
