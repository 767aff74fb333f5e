import { createReadStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { clamdAddress } from './clamd-address.ts';

const CHUNK_BYTES = 64 * 1024;
const CONNECT_MS = 3_000;
const SCAN_MS = 30_000;
const LONGEST_REPLY = 4_096;

export type ScanFault = 'unreachable' | 'silent' | 'nonsense' | 'size_limit';

/**
 * The scanner has not told what the file is: it cannot be reached, is silent for too long, says what nobody understands, or
 * takes no file of that size (clamd's `StreamMaxLength` is too low). Never to be taken for « nothing found ».
 */
export class ScannerFailure extends Error {
  readonly code: ScanFault;
  constructor(code: ScanFault, cause?: unknown) {
    super(`the scanner: ${code}`, { cause });
    this.name = 'ScannerFailure';
    this.code = code;
  }
}

export interface ScannerOptions {
  connectMs?: number;
  /** For the whole of a scan. */
  scanMs?: number;
  /** Told the name of what was recognised, and nothing else. */
  onFind?: (signature: string) => void;
}

/**
 * A clamd, asked through its own protocol (INSTREAM: the file is sent, its path is not told). `scan` answers whether
 * something dangerous was recognised in the file; both reject with `ScannerFailure` where it does not say.
 */
export function createScanner(url: string, options: ScannerOptions = {}) {
  const { connectMs = CONNECT_MS, scanMs = SCAN_MS, onFind = () => undefined } = options;
  const address = clamdAddress(url);
  if (!address) throw new TypeError('CLAMD_URL is no address of clamd');
  const ask = (request: AsyncIterable<Buffer>) => dialogue(address, request, { connectMs, scanMs });
  return {
    async scan(path: string): Promise<{ infected: boolean }> {
      const signature = signatureIn(await ask(instream(path)));
      if (signature === undefined) return { infected: false };
      onFind(signature);
      return { infected: true };
    },
    async ping(): Promise<void> {
      if ((await ask(command('PING'))) !== 'PONG') throw new ScannerFailure('nonsense');
    },
  };
}

async function* command(name: string): AsyncIterable<Buffer> {
  yield Buffer.from(`z${name}\0`);
}

/** The command, the file in pieces that say their length, and an empty piece. */
async function* instream(path: string): AsyncIterable<Buffer> {
  yield* command('INSTREAM');
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** The name of what was found, in characters that a log can hold; undefined when nothing was. */
function signatureIn(reply: string): string | undefined {
  if (reply === 'stream: OK') return undefined;
  const [, found] = /^stream: (.+) FOUND$/.exec(reply) ?? [];
  if (found) return found.replace(/[^\x21-\x7e]/g, '?').slice(0, 200);
  throw new ScannerFailure(/size limit exceeded/i.test(reply) ? 'size_limit' : 'nonsense');
}

/** Sends the request over a connection of its own, and answers what comes back. */
async function dialogue(
  address: NetConnectOpts,
  request: AsyncIterable<Buffer>,
  { connectMs, scanMs }: { connectMs: number; scanMs: number },
): Promise<string> {
  const socket = connect(address).on('error', () => undefined); // its end is what is waited for
  try {
    await connected(socket, connectMs);
    const timer = setTimeout(() => socket.destroy(), scanMs);
    const reply = replyOn(socket).finally(() => clearTimeout(timer));
    await Promise.all([reply, send(request, socket, reply)]);
    return await reply;
  } finally {
    socket.destroy();
  }
}

async function connected(socket: Socket, connectMs: number): Promise<void> {
  const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), connectMs);
  try {
    await new Promise((done, fail) => socket.once('connect', done).once('error', fail));
  } catch (error) {
    throw new ScannerFailure('unreachable', error);
  } finally {
    clearTimeout(timer);
  }
}

/** Until all is sent, or an answer is there: clamd may answer, and hang up, before it has taken everything. */
async function send(request: AsyncIterable<Buffer>, socket: Socket, reply: Promise<string>): Promise<void> {
  const answered = reply.catch(() => undefined);
  for await (const piece of request) {
    if (!socket.write(piece)) await Promise.race([drained(socket), answered]);
    if (socket.destroyed) return;
  }
}

const drained = (socket: Socket): Promise<void> => new Promise((done) => socket.once('drain', done));

/** What is said up to the first U+0000; the connection is of no use afterwards. */
function replyOn(socket: Socket): Promise<string> {
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk.toString('latin1');
    if (said.includes('\0') || said.length > LONGEST_REPLY) socket.destroy();
  });
  return new Promise((done, fail) => {
    socket.once('close', () => {
      const end = said.indexOf('\0');
      if (end >= 0) done(said.slice(0, end));
      else fail(new ScannerFailure(said === '' ? 'silent' : 'nonsense'));
    });
  });
}
