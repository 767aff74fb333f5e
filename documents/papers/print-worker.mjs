/**
 * Runs in a worker thread of its own (see printing-thread.ts): prints one paper after another, and posts `{ bytes }` of each, or
 * `{ failed }`. Plain JavaScript, so that it starts the same under tsx and jest; the sources it runs are not.
 */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { papers } = await import('./print.ts');

parentPort.on('message', async ({ kind, paper }) => {
  try {
    parentPort.postMessage({ bytes: await papers[kind](paper) });
  } catch (error) {
    parentPort.postMessage({ failed: error instanceof Error ? error.name : 'unknown' });
  }
});
