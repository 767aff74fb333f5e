import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clamdAddress } from '../../documents/clamd-address.ts';
import { createScanner } from '../../documents/scan.ts';
import { EICAR, type RunningClamd, STREAM_MAX_BYTES, startClamd, startImitationOfClamd } from '../environment/clamd.ts';

const MIB = 1024 * 1024;

let folder: string;
let [clean, dangerous, large, tooLarge] = ['', '', '', ''];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jalons-scan-'));
  const written = async (name: string, content: Buffer | string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  clean = await written('clean', 'Rapport');
  dangerous = await written('dangerous', EICAR);
  large = await written('large', Buffer.alloc(20 * MIB, 'x'));
  tooLarge = await written('too-large', Buffer.alloc(STREAM_MAX_BYTES + 6 * MIB, 'x'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each<[string, () => Promise<RunningClamd>]>([
  ['clamd, where it is installed', startClamd],
  ['the imitation of clamd', startImitationOfClamd],
])('A scan by %s', (_, start) => {
  let clamd: RunningClamd;
  const found: string[] = [];
  beforeAll(async () => {
    clamd = await start();
  }, 30_000);
  afterAll(() => clamd.stop());
  const scanner = () => createScanner(clamd.url, { onFind: (signature) => found.push(signature) });

  it('clears what it knows nothing against, up to the largest file', async () => {
    expect(await scanner().scan(clean)).toEqual({ infected: false });
    expect(await scanner().scan(large)).toEqual({ infected: false });
    expect(found).toEqual([]);
  });

  it('tells of what it recognises, and its name to the log only', async () => {
    expect(await scanner().scan(dangerous)).toEqual({ infected: true });
    expect(found).toEqual([expect.stringMatching(/^Eicar-Test-Signature/)]);
  });

  it('does not clear what is beyond its own limit', async () => {
    const told = await scanner()
      .scan(tooLarge)
      .catch((error) => error.code);
    expect(['size_limit', 'silent']).toContain(told); // it may have hung up before its answer was read
  });

  it('takes many at once, each with its own answer', async () => {
    const paths = Array.from({ length: 12 }, (_each, index) => (index % 2 ? clean : dangerous));
    const told = await Promise.all(paths.map((path) => scanner().scan(path)));
    expect(told.map(({ infected }) => infected)).toEqual(paths.map((path) => path === dangerous));
  });

  it('answers whether it is there', async () => {
    await scanner().ping();
  });

  it('a file that cannot be read is no fault of the scanner', async () => {
    await expect(scanner().scan(join(folder, 'absent'))).rejects.toThrow('ENOENT');
  });
});

describe('A scanner that does not say', () => {
  let server: Server;
  const sockets: Socket[] = [];
  const listening = async (act: (socket: Socket) => void): Promise<string> => {
    server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket.on('error', () => undefined));
      act(socket);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const close = async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  const reads = (socket: Socket) => socket.resume();
  const says = (text: string) => (socket: Socket) => reads(socket).once('data', () => socket.end(text));

  it.each<[string, string, (socket: Socket) => void]>([
    ['is silent', 'silent', reads],
    ['reads nothing', 'silent', () => undefined],
    ['hangs up', 'silent', (socket) => socket.destroy()],
    ['hangs up once it has read', 'silent', says('')],
    ['answers in the middle', 'nonsense', says('stream: O')],
    ['answers nonsense', 'nonsense', says('220 mail.example.org ESMTP\r\n\0')],
    ['answers an error', 'nonsense', says('UNKNOWN COMMAND\0')],
    ['finds something without a name', 'nonsense', says('stream:  FOUND\0')],
    ['clears another stream', 'nonsense', says('autre: OK\0')],
    ['answers without end', 'nonsense', says('x'.repeat(100_000))],
    ['has a limit', 'size_limit', says('INSTREAM size limit exceeded. ERROR\0')],
  ])('that %s: nothing is cleared (%s)', async (_, code, act) => {
    const scanner = createScanner(await listening(act), { scanMs: 400 });
    for (const path of [clean, large]) {
      const startedAt = Date.now();
      await expect(scanner.scan(path)).rejects.toMatchObject({ name: 'ScannerFailure', code });
      expect(Date.now() - startedAt).toBeLessThan(3000);
    }
    await expect(scanner.ping()).rejects.toMatchObject({ name: 'ScannerFailure' });
    await close();
  });

  it('that is not there: nothing is cleared', async () => {
    for (const url of ['tcp://127.0.0.1:9', `unix:${folder}/absent`]) {
      await expect(createScanner(url).scan(clean)).rejects.toMatchObject({ code: 'unreachable' });
    }
  });

  it('a name that would forge a line of the log is told without what would', async () => {
    const found: string[] = [];
    const url = await listening(says('stream: Win.Évil\r\n{"level":60} FOUND\0'));
    const forged = createScanner(url, { onFind: (signature) => found.push(signature) });
    await expect(forged.scan(clean)).rejects.toMatchObject({ code: 'nonsense' });
    await close();
    const named = await listening(says('stream: Win.Évil \u001b[31m FOUND\0'));
    await createScanner(named, { onFind: (signature) => found.push(signature) }).scan(clean);
    expect(found).toEqual([expect.stringMatching(/^[\x21-\x7e]+$/)]);
    await close();
  });
});

describe('CLAMD_URL', () => {
  it.each([
    ['tcp://127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['tcp://antivirus.local:3310/', { host: 'antivirus.local', port: 3310 }],
    ['tcp://[::1]:3310', { host: '::1', port: 3310 }],
    ['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['unix:///run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ])('%s is %j', (url, address) => {
    expect(clamdAddress(url)).toEqual(address);
  });

  it.each([
    '',
    'clamd',
    'tcp://host',
    'tcp://host:0',
    'tcp://host:65536',
    'tcp://a b:1',
    'unix:relative',
    'http://h:1',
  ])('%j is no address', (url) => {
    expect(clamdAddress(url)).toBeUndefined();
    expect(() => createScanner(url)).toThrow(TypeError);
  });
});
