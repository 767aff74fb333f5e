/**
 * Runs in a worker thread of its own (see pdf-pages.ts), because the file may be hostile: counts the pages of one PDF
 * and posts `{ pages }`, `{ flaw }` where nobody can tell, or `{ failed }` where the disk failed. Plain JavaScript, so that
 * it starts the same under tsx and jest.
 */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { EncryptedPDFError, ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName } from 'pdf-lib';

const MIB = 1024 * 1024;
const LARGEST_BUFFER = 64 * MIB;
const ALL_BUFFERS = 256 * MIB;
const MOST_NODES = 100_000;
const DEEPEST = 100;

/** More memory, more nodes or more depth than any report has: pdf-lib may swallow the error, so it is noted as well. */
let exhausted = false;

function exhaust(what) {
  exhausted = true;
  throw new RangeError(what);
}

/** Buffers lie outside the heap that `resourceLimits` bounds: what pdf-lib inflates is counted here, and refused. */
function limitBuffers() {
  let allocated = 0;
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, args, newTarget) {
      if (typeof args[0] === 'number') {
        allocated += args[0];
        if (args[0] > LARGEST_BUFFER || allocated > ALL_BUFFERS) exhaust('too much to inflate');
      }
      return Reflect.construct(target, args, newTarget === globalThis.Uint8Array ? target : newTarget);
    },
  });
}

/**
 * Walks the tree of pages itself: `/Count` can lie, and a page without `/Type`, which readers show, is one too.
 * A node met again below itself, or more nodes than any report has, is no document.
 */
function countPages(document) {
  const kidsOf = PDFName.of('Kids');
  let nodes = 0;
  const count = (node, ancestors) => {
    nodes += 1;
    if (nodes > MOST_NODES || ancestors.size > DEEPEST || ancestors.has(node)) exhaust('a tree without end');
    const kids = node.lookup(kidsOf);
    if (!(kids instanceof PDFArray)) return 1;
    ancestors.add(node);
    let pages = 0;
    for (let index = 0; index < kids.size(); index += 1) {
      const kid = kids.lookup(index);
      if (!(kid instanceof PDFDict)) throw new Error('a page is missing');
      pages += count(kid, ancestors);
    }
    ancestors.delete(node);
    return pages;
  };
  return count(document.catalog.Pages(), new Set());
}

/** A trailer that names how the document is encrypted; where pages lie in encrypted streams, it cannot even be parsed. */
function isLocked(bytes) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = text.lastIndexOf('/Encrypt');
  return at >= 0 && /^\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text.toString('latin1', at, at + 50));
}

async function look(bytes) {
  limitBuffers();
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
    const pages = countPages(document);
    return pages > 0 ? { pages } : { flaw: 'unreadable' };
  } catch (error) {
    if (error instanceof EncryptedPDFError || isLocked(bytes)) return { flaw: 'locked' };
    return { flaw: exhausted || error instanceof RangeError ? 'bomb' : 'unreadable' };
  }
}

for (const name of ['log', 'info', 'warn', 'error']) console[name] = () => {};
try {
  const bytes = workerData.bytes ?? (await readFile(workerData.path));
  parentPort.postMessage(await look(bytes));
} catch (error) {
  parentPort.postMessage({ failed: String(error) });
}
