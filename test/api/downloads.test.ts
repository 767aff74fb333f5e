import { randomBytes } from 'node:crypto';
import { readdir, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { nameForDownload, nameForPeople } from '../../api/file-names.ts';
import { docx, docxEntries, odt, pdfOf, zipOf } from '../documents/made-files.ts';
import { devServer } from '../environment/temporal.ts';
import { aFile, enrolmentAwaiting } from './enrolment-awaiting.ts';
import { ADMINISTRATOR, type House, openHouse } from './house.ts';

const MIB = 1024 * 1024;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

let temporal: TestWorkflowEnvironment;
let house: House;
let id = '';
beforeAll(async () => {
  temporal = await devServer();
  house = await openHouse({ temporal });
  id = await enrolmentAwaiting(house, 'report');
}, 120_000);
afterAll(async () => {
  await house?.close();
  await temporal?.teardown();
});

/** Deposits a file under that name; answers its address. */
async function deposited(content: Buffer, name: string): Promise<string> {
  const { status, body } = await house.ask('POST', `/api/enrolments/${id}/report`, { body: aFile(content, name) });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return `/api/enrolments/${id}/documents/${body.documents.at(-1).id}`;
}

const read = (path: string, method = 'GET') =>
  fetch(house.url + path, { method, headers: { authorization: `Bearer ${ADMINISTRATOR}` } });

describe('Downloads', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['rapport.pdf', () => pdfOf(2), 'application/pdf'],
    ['rapport.docx', docx, DOCX],
    ['rapport.odt', odt, 'application/vnd.oasis.opendocument.text'],
  ])('%s is given back to be saved, never shown, under the type of its format', async (name, make, type) => {
    const content = await make();
    const answer = await read(await deposited(content, name));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    });
  });

  it.each([
    ['page.html', 'page.html.pdf'],
    ['virus.exe', 'virus.exe.pdf'],
    ['rapport.PDF', 'rapport.PDF'],
    ['rapport', 'rapport.pdf'],
    ['../../../etc/passwd', 'passwd.pdf'],
    ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe.pdf'],
    ['rap\u202efdp.exe', 'rapfdp.exe.pdf'],
    ['a";\u2028filename="b.html', 'a;filename=b.html.pdf'],
  ])('R12: a PDF called %j is saved as %j', async (name, saved) => {
    const { headers } = await read(await deposited(await pdfOf(1), name));
    const [, ascii, full] =
      /^attachment; filename="([^"]*)"; filename\*=UTF-8''(\S+)$/.exec(headers.get('content-disposition') ?? '') ?? [];
    expect(ascii?.endsWith('.pdf') || ascii?.endsWith('.PDF')).toBe(true);
    expect(decodeURIComponent(full ?? '').replaceAll('"', '')).toBe(saved);
  });

  it('R12: of 300 characters, a name keeps 200 and its extension', async () => {
    const path = await deposited(await pdfOf(1), `${'é'.repeat(300)}.pdf`);
    const { body } = await house.ask('GET', `/api/enrolments/${id}`);
    const name = `${'é'.repeat(196)}.pdf`;
    expect(body.documents.at(-1).name).toBe(name);
    expect((await read(path)).headers.get('content-disposition')).toContain(encodeURIComponent(name));
  });

  it('HEAD tells the same as GET, and reads nothing', async () => {
    const content = docx();
    const path = await deposited(content, 'rapport.docx');
    const [get, head] = [await read(path), await read(path, 'HEAD')];
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    for (const name of ['content-type', 'content-length', 'content-disposition', 'content-security-policy']) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
    expect(head.status).toBe(200);
    await get.arrayBuffer();
    await noFileIsOpen();
  });

  it('a download broken off in the middle holds nothing open, and the next one is whole', async () => {
    const content = zipOf([...docxEntries(), { name: 'word/media/a.bin', data: randomBytes(15 * MIB), stored: true }]);
    const path = await deposited(content, 'rapport.docx');
    for (let time = 0; time < 5; time += 1) {
      const { hostname, port } = new URL(house.url);
      const socket = connect(Number(port), hostname);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMINISTRATOR}\r\n\r\n`);
      await new Promise((resolve) => socket.once('data', resolve));
      socket.destroy();
    }
    await noFileIsOpen();
    const whole = await read(path);
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
  });

  it('nothing is under a guessable address: not the hash, nor another enrolment, nor a document refused', async () => {
    await deposited(await pdfOf(1), 'a.pdf');
    const { body } = await house.ask('GET', `/api/enrolments/${id}`);
    const [{ sha256, id: documentId }] = body.documents;
    const other = await enrolmentAwaiting(house, 'report');
    for (const path of [`documents/${sha256}`, `${id}/documents/${sha256}`, `${other}/documents/${documentId}`]) {
      expect((await read(`/api/enrolments/${path}`)).status).toBe(404);
    }
    const stranger = await house.tokenFor('auditeur', { auditeurEmail: 'stranger@example.org' });
    const asked = await house.ask('GET', `/api/enrolments/${id}/documents/${documentId}`, { token: stranger });
    expect(asked.status).toBe(404);
  });
});

/** Nothing of the storage is held open. */
async function noFileIsOpen(): Promise<void> {
  const held = async () => {
    const opened = await readdir('/proc/self/fd').catch(() => []);
    const places = await Promise.all(opened.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
    return places.filter((place) => place.startsWith(house.folder));
  };
  for (let time = 0; time < 100 && (await held()).length > 0; time += 1) await pause(20);
  expect(await held()).toEqual([]);
}

describe('Names of files', () => {
  it.each([
    ['', 'document'],
    ['  ', 'document'],
    ['..', 'document'],
    ['a/', 'document'],
    ['\u200b\u202e', 'document'],
    ['nul\0.pdf', 'nul.pdf'],
    ['é'.normalize('NFD'), 'é'],
  ])('%j is known to people as %j', (sent, known) => {
    expect(nameForPeople(sent)).toBe(known);
  });

  it.each([
    ['a.pdf', 'pdf', 'a.pdf'],
    ['A.PDF', 'pdf', 'A.PDF'],
    ['apdf', 'pdf', 'apdf.pdf'],
    ['a.pdf', 'docx', 'a.pdf.docx'],
    ['.pdf', 'pdf', '.pdf'],
  ])('%s, a %s, is saved as %s', (name, extension, saved) => {
    expect(nameForDownload(name, extension)).toBe(saved);
  });
});
