import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createScanner } from '../../documents/scan.ts';
import { freePort } from '../../launch/ports.ts';

/** The file that every antivirus takes for dangerous, and that harms nobody. In two halves: the sources are scanned too. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const MIB = 1024 * 1024;
/** More than any file that may be deposited. */
export const STREAM_MAX_BYTES = 25 * MIB;

export interface RunningClamd {
  url: string;
  /** Whether it is ClamAV's own. */
  isReal: boolean;
  stop(): Promise<void>;
}

/** ClamAV's own clamd where it is installed, with a signature of our own; else an imitation that speaks its protocol. */
export async function startClamd(): Promise<RunningClamd> {
  return (await startRealClamd()) ?? startImitationOfClamd();
}

async function startRealClamd(): Promise<RunningClamd | undefined> {
  const program = ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(delimiter)]
    .map((folder) => join(folder, 'clamd'))
    .find((path) => existsSync(path));
  if (!program) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'jalons-clamd-'));
  const port = await freePort();
  writeFileSync(join(folder, 'eicar.ndb'), `Eicar-Test-Signature:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  writeFileSync(
    join(folder, 'clamd.conf'),
    [
      `DatabaseDirectory ${folder}`,
      `TCPSocket ${port}`,
      'TCPAddr 127.0.0.1',
      'Foreground yes',
      'StreamMaxLength 25M',
      '',
    ].join('\n'),
  );
  const process_ = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  const stop = async () => {
    await ended(process_);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `tcp://127.0.0.1:${port}`;
  if (await answers(url, process_)) return { url, isReal: true, stop };
  await stop();
  return undefined;
}

/** It may be there and not be allowed to read our signatures. */
async function answers(url: string, process_: ChildProcess): Promise<boolean> {
  const scanner = createScanner(url);
  for (const until = Date.now() + 20_000; Date.now() < until && process_.exitCode === null; await pause(100)) {
    const isThere = await scanner.ping().then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}

async function ended(process_: ChildProcess): Promise<void> {
  if (process_.exitCode !== null || process_.pid === undefined) return;
  const gone = new Promise((done) => process_.once('exit', done));
  process_.kill('SIGKILL');
  await gone;
}

/**
 * An imitation of clamd: PING, INSTREAM and its limit, and no other signature than EICAR's, in clear. For machines without
 * ClamAV; nothing but the tests may take it for an antivirus.
 */
export async function startImitationOfClamd(): Promise<RunningClamd> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    void converse(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isReal: false,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

async function converse(socket: Socket): Promise<void> {
  const next = reader(socket);
  let command = '';
  while (!command.endsWith('\0')) command += (await next(1)).toString('latin1');
  socket.end(`${command === 'zPING\0' ? 'PONG' : await verdict(next)}\0`);
}

async function verdict(next: (bytes: number) => Promise<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for (let length = 1; length > 0; bytes += length) {
    length = (await next(4)).readUInt32BE();
    if (bytes + length > STREAM_MAX_BYTES) return 'INSTREAM size limit exceeded. ERROR';
    pieces.push(await next(length));
  }
  return Buffer.concat(pieces).includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
}

/** Gives exactly so many bytes of what arrives, once they have. */
function reader(socket: Socket): (bytes: number) => Promise<Buffer> {
  const pieces = socket[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  return async (bytes) => {
    while (held.length < bytes) {
      const { value, done } = await pieces.next();
      if (done) throw new Error('the sender went away');
      held = Buffer.concat([held, value]);
    }
    const given = held.subarray(0, bytes);
    held = held.subarray(bytes);
    return given;
  };
}
