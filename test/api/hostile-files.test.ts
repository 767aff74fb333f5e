import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  commented,
  docx,
  docxEntries,
  encryptedPdf,
  jpeg,
  lockedInStreams,
  lockedPdf,
  type MadeEntry,
  nestedZip,
  odt,
  odtEntries,
  oleWith,
  pdfInflatingTo,
  pdfOf,
  pdfOfObjects,
  zipOf,
} from '../documents/made-files.ts';
import { devServer } from '../environment/temporal.ts';
import { chunk, part, sendEndless } from './endless.ts';
import { aFile, enrolmentAwaiting } from './enrolment-awaiting.ts';
import { ADMINISTRATOR, type House, openHouse, type Reply } from './house.ts';

const MIB = 1024 * 1024;

let temporal: TestWorkflowEnvironment;
let house: House;
/** Enrolments that await a report, a correction and a revision. */
const awaiting = { report: '', correction: '', revision: '' };
beforeAll(async () => {
  temporal = await devServer();
  house = await openHouse({ temporal });
  for (const stage of ['report', 'correction', 'revision'] as const)
    awaiting[stage] = await enrolmentAwaiting(house, stage);
}, 120_000);
afterAll(async () => {
  await house?.close();
  await temporal?.teardown();
});

const TYPE = [415, 'report.type'];
const UNREADABLE = [422, 'report.unreadable'];
const DAMAGED = 'est illisible';
const TWO_THINGS = 'autre chose que l’on pourrait ouvrir à sa place';
const LOCKED = 'protégé par un mot de passe';
const CUT = 'sa fin manque';
const BOMB = 'une place ou un temps démesurés';
const MACROS = 'contient des macros';

type Made = Buffer | Promise<Buffer>;
type Hostile = [what: string, make: () => Made, refusal: (number | string)[], says: string];

const [types, rels, main] = docxEntries() as [MadeEntry, MadeEntry, MadeEntry];
const before = async (start: Buffer | string) => Buffer.concat([Buffer.from(start as string), await pdfOf(1)]);
const behind = async (end: Buffer | string) => Buffer.concat([await pdfOf(1), Buffer.from(end as string)]);
const image = (bytes: number) => ({ name: 'word/media/image1.bmp', data: Buffer.alloc(bytes) });
const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const whole = (pdf: string) => Buffer.from(`%PDF-1.5\n${pdf}\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`);
const doubled = (levels: number): string[] =>
  Array.from({ length: levels }, (_, level) => `<< /Kids [${level + 3} 0 R ${level + 3} 0 R] >>`).concat('<< >>');

const HOSTILE: Hostile[] = [
  ['an empty file', () => Buffer.alloc(0), UNREADABLE, 'Le fichier est vide'],
  ['a picture', () => jpeg(), TYPE, 'n’est pas celui d’un document PDF, DOCX ou ODT'],
  ['a page of HTML', () => Buffer.from('<!DOCTYPE html><p>Rapport</p>'), TYPE, 'n’est pas celui'],
  ['an executable', () => Buffer.concat([Buffer.from('MZ'), randomBytes(5000)]), TYPE, 'n’est pas celui'],
  ['a spreadsheet', () => zipOf([types, { name: 'xl/workbook.xml', data: '<x/>' }].slice(1)), TYPE, 'n’est pas celui'],
  ['an old Word document', () => oleWith('Root Entry', 'WordDocument'), TYPE, 'ancien format (.doc)'],

  ['a PDF cut short', async () => (await pdfOf(7)).subarray(0, -200), UNREADABLE, CUT],
  ['a PDF that is garbage inside', () => whole('garbage '.repeat(500)), UNREADABLE, DAMAGED],
  ['a PDF without a page', () => pdfOfObjects([CATALOG, '<< /Type /Pages /Kids [] >>']), UNREADABLE, DAMAGED],
  ['a PDF whose trailer says that it is encrypted', lockedPdf, UNREADABLE, LOCKED],
  ['a PDF under a password', () => encryptedPdf({ userPassword: 'u', ownerPassword: 'o' }), UNREADABLE, LOCKED],
  ['a PDF that only its owner may annotate', () => encryptedPdf({ ownerPassword: 'o' }), UNREADABLE, LOCKED],
  ['a PDF whose pages are encrypted', lockedInStreams, UNREADABLE, LOCKED],
  ['a PDF whose stream inflates to 200 MiB', () => pdfInflatingTo(Buffer.alloc(200 * MIB, ' ')), UNREADABLE, BOMB],
  [
    'a PDF whose stream is deflated twice',
    () => pdfInflatingTo(deflateSync(Buffer.alloc(200 * MIB, ' ')), 2),
    UNREADABLE,
    BOMB,
  ],
  ['a PDF of 20 million objects', () => pdfInflatingTo(Buffer.from(`2 0 [${'0 '.repeat(2e7)}]`)), UNREADABLE, BOMB],
  ['a PDF that cannot be read in 10 s', () => whole('1 0 obj\n'.repeat(1_000_000)), UNREADABLE, BOMB],
  ['a PDF whose pages contain themselves', () => pdfOfObjects([CATALOG, '<< /Kids [2 0 R] >>']), UNREADABLE, BOMB],
  ['a PDF of 2 to the power of 60 pages', () => pdfOfObjects([CATALOG, ...doubled(60)]), UNREADABLE, BOMB],
  ['a PDF nested without end', () => whole(`1 0 obj\n${'[<</A'.repeat(300_000)}`), UNREADABLE, DAMAGED],

  ['a PDF behind a page of HTML', () => before('<html><script>alert(1)</script>'), TYPE, TWO_THINGS],
  ['a PDF with a page of HTML in its first lines', withHtmlInside, TYPE, TWO_THINGS],
  ['a PDF with a page of HTML behind it', () => behind('<script>alert(1)</script>'), TYPE, TWO_THINGS],
  ['a PDF behind a picture', () => before(jpeg().subarray(0, 400)), TYPE, TWO_THINGS],
  ['a PDF behind an executable', () => before(`MZ${'\0'.repeat(100)}`), TYPE, TWO_THINGS],
  ['a PDF behind junk', () => before('junk\n'), TYPE, TWO_THINGS],
  ['a PDF with an archive behind it', () => behind(docx()), TYPE, TWO_THINGS],
  [
    'a PDF with an archive and junk behind it',
    () => behind(Buffer.concat([docx(), Buffer.from('\n%%EOF')])),
    TYPE,
    TWO_THINGS,
  ],
  [
    'a DOCX that is a PDF too',
    async () => zipOf([{ name: 'a', data: await pdfOf(1), stored: true }, ...docxEntries()]),
    TYPE,
    TWO_THINGS,
  ],
  [
    'a DOCX behind an executable',
    () => Buffer.concat([Buffer.from(`MZ${'\0'.repeat(100)}`), docx()]),
    TYPE,
    'n’est pas celui',
  ],
  ['a DOCX with something in its comment', () => commented(docx(), '<script>'), TYPE, TWO_THINGS],
  [
    'a DOCX whose directory and entries do not agree',
    () => zipOf([types, rels, { ...main, name: 'word/autre.xml', inDirectory: { name: 'word/document.xml' } }]),
    TYPE,
    TWO_THINGS,
  ],
  [
    'a DOCX with an entry that its directory hides',
    () => zipOf([types, { name: 'a.exe', data: 'MZ', unlisted: true }, rels, main]),
    TYPE,
    TWO_THINGS,
  ],
  ['a DOCX with one name twice', () => zipOf([...docxEntries(), ...docxEntries()]), TYPE, TWO_THINGS],

  ['a DOCM', () => zipOf(docxEntries('application/vnd.ms-word.document.macroEnabled.main+xml')), TYPE, MACROS],
  [
    'a DOCM under the type of a DOCX',
    () => zipOf([...docxEntries(), { name: 'word/vbaProject.bin', data: 'x' }]),
    TYPE,
    MACROS,
  ],
  ['an ODT with a macro', () => zipOf([...odtEntries(), { name: 'Basic/Standard/M.xml', data: '<m/>' }]), TYPE, MACROS],

  [
    'a DOCX under a password, as Word locks it',
    () => oleWith('EncryptionInfo', 'EncryptedPackage'),
    UNREADABLE,
    LOCKED,
  ],
  [
    'a DOCX whose entries are encrypted',
    () => zipOf(docxEntries().map((entry) => ({ ...entry, encrypted: true }))),
    UNREADABLE,
    LOCKED,
  ],
  [
    'an ODT under a password',
    () => zipOf([...odtEntries().slice(0, 2), { name: 'META-INF/manifest.xml', data: '<encryption-data/>' }]),
    UNREADABLE,
    LOCKED,
  ],
  ['a DOCX cut short', () => docx().subarray(0, -30), UNREADABLE, CUT],
  ['an ODT cut short', () => odt().subarray(0, 100), UNREADABLE, CUT],
  [
    'a DOCX damaged in its text',
    () => damaged(zipOf(docxEntries().map((entry) => ({ ...entry, stored: true })))),
    UNREADABLE,
    DAMAGED,
  ],
  [
    'a DOCX that climbs out of its folder',
    () => zipOf([...docxEntries(), { name: '../../etc/cron.d/x', data: 'x' }]),
    UNREADABLE,
    DAMAGED,
  ],

  ['a DOCX that inflates to 201 MiB', () => zipOf([...docxEntries(), image(201 * MIB)]), UNREADABLE, BOMB],
  ['an ODT that inflates a hundredfold', () => zipOf([...odtEntries(), image(25 * MIB)]), UNREADABLE, BOMB],
  [
    'a DOCX that claims 1 GiB for an entry',
    () => zipOf([...docxEntries(), { ...image(1), claimedSize: 1024 * MIB }]),
    UNREADABLE,
    BOMB,
  ],
  [
    'a DOCX that holds more than it claims',
    () => zipOf([...docxEntries(), { ...image(15 * MIB), claimedSize: 9 }]),
    UNREADABLE,
    BOMB,
  ],
  [
    'a DOCX of archives within archives',
    () => zipOf([...docxEntries(), { name: 'a.zip', data: nestedZip(4, 10) }]),
    UNREADABLE,
    BOMB,
  ],
  [
    'a DOCX of an archive that inflates without measure',
    () => zipOf([...docxEntries(), { name: 'a.zip', data: nestedZip(1, 50 * MIB) }]),
    UNREADABLE,
    BOMB,
  ],
  [
    'a DOCX of 2,001 entries',
    () => zipOf(Array.from({ length: 2001 }, (_, name) => ({ name: `${name}`, data: '' }))),
    UNREADABLE,
    BOMB,
  ],
  [
    'a DOCX whose entries overlap',
    () => zipOf([...docxEntries(), { ...main, name: 'word/b.xml', inDirectory: { offset: 0 } }]),
    UNREADABLE,
    BOMB,
  ],
  [
    'a DOCX that defines entities',
    () => zipOf([types, rels, { ...main, data: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
    UNREADABLE,
    BOMB,
  ],
];

describe('R12: hostile files, sent as a report', () => {
  it.each(HOSTILE)(
    'R12: %s is refused in clear words, and nothing of it is left',
    async (_, make, refusal, says) => {
      const reply = await deposit('report', await make());
      expect([reply.status, reply.body.code]).toEqual(refusal);
      expect(reply.type).toMatch(/^application\/problem\+json/);
      expect(reply.body.detail).toContain(says);
      expect(reply.body.detail).toMatch(/^(?:Le|Un) .*\.$/s);
      await nothingLeft('report');
    },
    60_000,
  );

  it('R12: 20 MiB and a byte are refused with their weight, and nothing of them is left', async () => {
    const reply = await deposit('report', Buffer.alloc(20 * MIB + 1, '%PDF-1.7 '));
    expect([reply.status, reply.body.code]).toEqual([413, 'report.too_large']);
    expect(reply.body.detail).toContain('pèse 20,1\u00a0Mio');
    await nothingLeft('report');
  });

  it('R12: 8 pages are refused with their number, and nothing of them is left', async () => {
    const reply = await deposit('report', await pdfOf(8));
    expect([reply.status, reply.body.code]).toEqual([422, 'report.too_long']);
    expect(reply.body.detail).toContain('8\u00a0pages');
    await nothingLeft('report');
  });
});

describe.each(['correction', 'revision'] as const)('R12: hostile files, sent as a %s', (what) => {
  it.each<[string, () => Made, (number | string)[]]>([
    ['a picture', () => jpeg(), TYPE],
    ['a locked PDF', lockedPdf, UNREADABLE],
    ['a bomb', () => zipOf([...docxEntries(), image(50 * MIB)]), UNREADABLE],
    ['a polyglot', () => before('<html>'), TYPE],
    ['20 MiB and a byte', () => Buffer.alloc(20 * MIB + 1), [413, 'report.too_large']],
  ])('R12: %s is refused, and nothing of it is left', async (_, make, refusal) => {
    const { status, body } = await deposit(what, await make());
    expect([status, body.code]).toEqual(refusal);
    await nothingLeft(what);
  });
});

describe('R12: hostile forms', () => {
  it.each<[string, (data: FormData) => void, string]>([
    ['two files', (data) => data.append('file', new Blob(['x']), 'autre.pdf'), 'plusieurs fichiers'],
    ['a file in another field', (data) => data.append('rapport', new Blob(['x']), 'a.pdf'), 'autre nom de champ'],
    ['a field of 300 KiB', (data) => data.set('note', 'x'.repeat(300 * 1024)), 'trop long'],
    ['a field that is not known', (data) => data.set('isAdministrator', 'true'), 'isAdministrator'],
  ])('%s: 400, and nothing is left', async (_, change, says) => {
    const data = aFile(await pdfOf(1));
    change(data);
    const { status, body } = await send('report', data);
    expect([status, body.code]).toEqual([400, 'request.malformed']);
    expect(JSON.stringify(body)).toContain(says);
    await nothingLeft('report');
  });

  it('an upload that announces 1 GiB is refused at once: 413, then cut off', async () => {
    const url = `${house.url}/api/enrolments/${awaiting.report}/report`;
    const { answered } = await sendEndless({ url, headers: [BEARER], length: `Content-Length: ${1024 * MIB}` });
    expect(answered).toMatch(/^HTTP\/1\.1 413 .*"code":"report\.too_large"/s);
    await nothingLeft('report');
  });

  it('an upload without end is refused once 100 MiB have come: 413, then cut off', async () => {
    const url = `${house.url}/api/enrolments/${awaiting.report}/report`;
    const beginning = chunk(part('name="file"; filename="a.pdf"', '%PDF-1.7\n').slice(0, -2));
    const piece = chunk(Buffer.alloc(MIB, 'x'));
    const length = 'Transfer-Encoding: chunked';
    const { answered, sent } = await sendEndless({ url, headers: [BEARER], length, beginning, piece });
    expect(answered).toMatch(/^HTTP\/1\.1 413 .*"code":"report\.too_large"/s);
    expect(sent).toBeGreaterThan(100 * MIB);
    await nothingLeft('report');
  });

  it('nobody sends without end before having said who they are: 401, then cut off', async () => {
    const url = `${house.url}/api/enrolments/${awaiting.report}/report`;
    const piece = chunk(Buffer.alloc(MIB, 'x'));
    const { answered } = await sendEndless({ url, length: 'Transfer-Encoding: chunked', piece });
    expect(answered).toMatch(/^HTTP\/1\.1 401 /);
    await nothingLeft('report');
  });

  it('who may not see the enrolment, or may never deposit, is told that first, whatever the file', async () => {
    const stranger = await house.tokenFor('auditeur', { auditeurEmail: 'stranger@example.org' });
    expect((await send('report', aFile(jpeg()), { token: stranger })).status).toBe(404);
    expect((await send('report', aFile(jpeg()), { token: null })).status).toBe(401);
    const { status, body } = await send('correction', aFile(jpeg()), {}, awaiting.report);
    expect([status, body.code]).toEqual([409, 'enrolment.state']);
    await nothingLeft('report');
  });
});

const BEARER = `Authorization: Bearer ${ADMINISTRATOR}`;

type Stage = keyof typeof awaiting;

const send = (what: Stage, body: FormData, ask: { token?: string | null } = {}, id = awaiting[what]): Promise<Reply> =>
  house.ask('POST', `/api/enrolments/${id}/${what}`, { body, ...ask });

const deposit = (what: Stage, content: Buffer): Promise<Reply> => send(what, aFile(content));

/** Of a refused file there is no temporary file, no row, no pending command, and no content. */
async function nothingLeft(what: Stage): Promise<void> {
  const uploads = async () => (await readdir(house.folder)).filter((name) => name !== 'documents');
  for (let time = 0; time < 100 && (await uploads()).length > 0; time += 1)
    await new Promise((wait) => setTimeout(wait, 20));
  expect(await uploads()).toEqual([]);
  const kept = await house.database('documents').select('enrolment_id', 'kind', 'accepted', 'sha256');
  expect(kept.every(({ accepted }) => accepted)).toBe(true);
  expect(kept.filter(({ enrolment_id, kind }) => enrolment_id === awaiting[what] && kind === what)).toEqual([]);
  expect(await house.database('commands').where({ accepted: false })).toEqual([]);
  const stored = (await readdir(join(house.folder, 'documents'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  expect(stored.sort()).toEqual([...new Set(kept.map(({ sha256 }) => sha256))].sort());
}

async function withHtmlInside(): Promise<Buffer> {
  const pdf = (await pdfOf(1)).toString('latin1');
  return Buffer.from(pdf.replace('\n', '\n%<html><script>alert(1)</script>\n'), 'latin1');
}

function damaged(content: Buffer): Buffer {
  const at = content.indexOf('Rapport');
  content.write('rapporT', at);
  return content;
}
