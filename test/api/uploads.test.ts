import { mkdtemp, readdir, readFile, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { closeOnEndlessSenders, MOST_DRAINED_BYTES } from '../../api/draining.ts';
import { singleUpload, UploadError, type UploadFault } from '../../api/uploads.ts';
import { BOUNDARY, chunk, part, sendEndless } from './endless.ts';

const LIMIT = 100_000;
const STATUS: Partial<Record<UploadFault, number>> = { not_multipart: 415, too_large: 413 };

describe('Receiving one file over HTTP', () => {
  let folder: string;
  let server: Server;
  let url: string;
  let handle: (req: Request) => unknown;
  const failures: unknown[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jalons-test-'));
    failures.length = 0;
    handle = (req) => req.upload;
    const answer: RequestHandler = async (req, res) => {
      res.json(await handle(req));
    };
    const refuse: ErrorRequestHandler = (error, _req, res, _next) => {
      failures.push(error);
      const status = error instanceof UploadError ? (STATUS[error.fault] ?? 400) : 500;
      res.status(status).json({ fault: error.fault, field: error.field, message: error.message });
    };
    const app = express();
    app.use(closeOnEndlessSenders(300));
    app.post('/', express.json(), singleUpload('file', LIMIT, folder), answer, refuse);
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const form = (parts: Record<string, string | Blob>, name = 'rapport.pdf'): FormData => {
    const data = new FormData();
    for (const [field, value] of Object.entries(parts)) {
      if (typeof value === 'string') data.append(field, value);
      else data.append(field, value, name);
    }
    return data;
  };
  const send = async (body: FormData | string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const sendRaw = (body: string) => send(body, { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` });
  const nothingLeft = async (): Promise<void> => {
    for (let time = 0; time < 100 && (await readdir(folder)).length > 0; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await readdir(folder)).toEqual([]);
  };

  it('R12: a file and its fields reach the handler, the file readable by this user only, and gone afterwards', async () => {
    handle = async ({ upload, body }) => ({
      upload: { ...upload, file: { ...upload?.file, path: undefined } },
      body,
      content: await readFile(upload?.file?.path ?? '', 'utf8'),
      mode: (await stat(upload?.file?.path ?? '')).mode & 0o777,
    });
    const { body } = await send(
      form({ note: 'reçu à l’accueil', file: new Blob(['%PDF-é']), receivedOn: '2026-11-05' }),
    );
    const fields = { note: 'reçu à l’accueil', receivedOn: '2026-11-05' };
    expect(body).toEqual({
      upload: { fields, tooLarge: false, sizeBytes: 7, file: { sizeBytes: 7, name: 'rapport.pdf' } },
      body: fields,
      content: '%PDF-é',
      mode: 0o600,
    });
    await nothingLeft();
  });

  it.each([
    ['Rapport d’activité n° 3 – été.pdf', 'Rapport d’activité n° 3 – été.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['...', 'document'],
    ['\u202e', 'document'],
    ['C:\\Users\\moi\\rapport.docx', 'rapport.docx'],
    ['a\u202efdp\u200b.exe', 'afdp.exe'],
    [`${'é'.repeat(300)}.odt`, `${'é'.repeat(196)}.odt`],
  ])('a file called %j is known to people as %j', async (sent, known) => {
    const { body } = await send(form({ file: new Blob(['x']) }, sent));
    expect((body.file as { name: string }).name).toBe(known);
  });

  it('a file called as a folder is no file, and a name with U+0000 is malformed: 400', async () => {
    expect((await send(form({ file: new Blob(['x']) }, '..'))).body).toMatchObject({ sizeBytes: 0 });
    const answer = await send(form({ file: new Blob(['x']) }, 'rapport.pdf\0.exe'));
    expect(answer).toMatchObject({ status: 400, body: { fault: 'malformed' } });
    await nothingLeft();
  });

  it('R12: a file of exactly the limit is kept, one byte more is read to its end and marked too large', async () => {
    expect((await send(form({ file: new Blob(['x'.repeat(LIMIT)]) }))).body).toMatchObject({
      tooLarge: false,
      sizeBytes: LIMIT,
    });
    const { status, body } = await send(form({ file: new Blob(['x'.repeat(LIMIT + 1)]), note: 'après' }));
    expect(status).toBe(200);
    expect(body).toEqual({ fields: { note: 'après' }, tooLarge: true, sizeBytes: LIMIT + 1 });
    await nothingLeft();
  });

  it('R12: a file far beyond the limit is drained, and nothing of it is left while the handler works', async () => {
    handle = async ({ upload }) => ({ ...upload, left: await readdir(folder) });
    const { body } = await send(form({ file: new Blob([Buffer.alloc(30 * 1024 * 1024)]) }));
    expect(body).toEqual({ fields: {}, tooLarge: true, sizeBytes: 30 * 1024 * 1024, left: [] });
  });

  it('R12: no file, or a file field left empty by a browser, is an upload without a file', async () => {
    expect((await send(form({ unchanged: 'true' }))).body).toEqual({
      fields: { unchanged: 'true' },
      tooLarge: false,
      sizeBytes: 0,
    });
    const empty = part('name="file"; filename=""\r\nContent-Type: application/octet-stream', '');
    expect((await sendRaw(`${empty}--${BOUNDARY}--\r\n`)).body).toEqual({ fields: {}, tooLarge: false, sizeBytes: 0 });
  });

  it('an empty file is a file', async () => {
    expect((await send(form({ file: new Blob([]) }))).body).toMatchObject({ sizeBytes: 0, file: { sizeBytes: 0 } });
  });

  it.each([
    ['another file field', { other: new Blob(['x']) }, 'other'],
    ['a text instead of the file', { file: '@rapport.pdf' }, 'file'],
    ['nested names', { 'note[a]': 'x' }, 'note[a]'],
    ['an endless field', { note: 'x'.repeat(300_000) }, 'note'],
  ])('%s is unexpected: 400, the request drained, nothing left', async (_, parts, field) => {
    const { status, body } = await send(form({ ...parts, end: 'x'.repeat(10_000) }));
    expect(status).toBe(400);
    expect(body).toMatchObject({ fault: 'unexpected', field });
    await nothingLeft();
  });

  it('two files, a field given twice, or too many fields are unexpected: 400, and nothing is left', async () => {
    const files = form({ file: new Blob(['x']) });
    files.append('file', new Blob(['y']), 'autre.pdf');
    const twice = form({ file: new Blob(['x']), note: 'a' });
    twice.append('note', 'b');
    const many = form(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, 'x'])));
    for (const data of [files, twice, many]) {
      expect(await send(data)).toMatchObject({ status: 400, body: { fault: 'unexpected' } });
    }
    await nothingLeft();
  });

  it.each([
    ['cut short', `${part('name="file"; filename="a.pdf"', 'x')}--${BOUNDARY}\r\nContent-Disp`],
    ['without its boundary', 'hello'],
    ['empty', ''],
  ])('a multipart body %s is malformed: 400, and nothing is left', async (_, body) => {
    expect(await sendRaw(body)).toMatchObject({ status: 400, body: { fault: 'malformed' } });
    await nothingLeft();
  });

  it('a multipart type without a boundary is malformed: 400', async () => {
    const answer = await send('x'.repeat(1_000_000), { 'content-type': 'multipart/form-data' });
    expect(answer).toMatchObject({ status: 400, body: { fault: 'malformed' } });
  });

  it.each(['application/json', 'application/pdf', 'multipart/mixed; boundary=x', 'application/x-www-form-urlencoded'])(
    'a body of type %s is not multipart: 415, in French, drained',
    async (type) => {
      const answer = await send(JSON.stringify(['x'.repeat(90_000)]), { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { fault: 'not_multipart' } });
      expect(answer.body.message).toBe('Envoyez le formulaire au format multipart/form-data.');
    },
  );

  it('a request without a body is not multipart: 415', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(415);
  });

  it('a sender who goes away while sending leaves nothing, and no answer is tried as if it were whole', async () => {
    const handled: Request[] = [];
    handle = (req) => handled.push(req);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: 90000\r\n\r\n`;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${head}${part('name="file"; filename="a.pdf"', 'x'.repeat(20_000)).slice(0, -2)}`);
    for (let time = 0; time < 100 && (await readdir(folder)).length === 0; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await readdir(folder)).toHaveLength(1);
    socket.destroy();
    await nothingLeft();
    for (let time = 0; time < 100 && failures.length === 0; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(failures).toMatchObject([{ fault: 'interrupted' }]);
    expect(handled).toEqual([]);
  });

  it('a sender who goes away while the handler works leaves nothing', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    handle = () => held;
    const abort = new AbortController();
    const body = form({ file: new Blob(['x']) });
    const sent = fetch(url, { method: 'POST', body, signal: abort.signal }).catch(() => undefined);
    while ((await readdir(folder)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
    abort.abort();
    await sent;
    await nothingLeft();
    release();
  });

  it('R12: an upload that announces 1 GiB is refused at once, before anything of it comes, then cut off', async () => {
    const startedAt = Date.now();
    const { answered } = await sendEndless({ url, length: `Content-Length: ${1024 ** 3}` });
    expect(Date.now() - startedAt).toBeLessThan(3000);
    expect(answered).toMatch(/^HTTP\/1\.1 413 /);
    expect(answered).toContain('pèse plus de 100\u00a0Mio');
    expect(failures).toMatchObject([{ fault: 'too_large' }]);
    await nothingLeft();
  });

  it.each([
    ['a file', 'name="file"; filename="a.pdf"'],
    ['a field', 'name="note"'],
    ['another file', 'name="other"; filename="a.pdf"'],
  ])(
    'R12: %s without end is refused once 100 MiB have come, then cut off, and nothing is left',
    async (_, disposition) => {
      const beginning = chunk(part(disposition, '').slice(0, -2));
      const piece = chunk(Buffer.alloc(1024 * 1024, 'x'));
      const { answered, sent } = await sendEndless({ url, length: 'Transfer-Encoding: chunked', beginning, piece });
      expect(answered).toMatch(/^HTTP\/1\.1 413 /);
      expect(sent).toBeGreaterThan(MOST_DRAINED_BYTES);
      await nothingLeft();
      expect(await openFilesIn(folder)).toEqual([]);
    },
  );

  it('a handler that fails leaves nothing', async () => {
    handle = () => {
      throw new Error('database');
    };
    expect((await send(form({ file: new Blob(['x']) }))).status).toBe(500);
    await nothingLeft();
  });

  it('a disk that takes no file is a failure of ours, not of the request', async () => {
    await rm(folder, { recursive: true });
    expect((await send(form({ file: new Blob(['x'.repeat(90_000)]) }))).status).toBe(500);
    expect(failures).toMatchObject([{ code: 'ENOENT' }]);
    folder = await mkdtemp(join(tmpdir(), 'jalons-test-'));
  });

  it('what a killed process left more than a day ago is removed at the next start', async () => {
    const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
    for (const name of ['jalons-upload-old', 'jalons-upload-current', 'of-somebody-else']) {
      await writeFile(join(folder, name), 'x');
      if (name !== 'jalons-upload-current') await utimes(join(folder, name), twoDaysAgo, twoDaysAgo);
    }
    singleUpload('file', LIMIT, folder);
    for (let time = 0; time < 100 && (await readdir(folder)).length > 2; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect((await readdir(folder)).sort()).toEqual(['jalons-upload-current', 'of-somebody-else']);
  });
});

/** What this process holds open there, deleted or not. */
async function openFilesIn(folder: string): Promise<string[]> {
  const opened = await readdir('/proc/self/fd').catch(() => []);
  const places = await Promise.all(opened.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return places.filter((place) => place.startsWith(folder));
}
