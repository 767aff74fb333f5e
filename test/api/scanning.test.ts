import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createScanner } from '../../documents/scan.ts';
import { docxEntries, jpeg, pdfOf, zipOf } from '../documents/made-files.ts';
import { EICAR, type RunningClamd, startClamd } from '../environment/clamd.ts';
import { devServer } from '../environment/temporal.ts';
import { aFile, enrolmentAwaiting } from './enrolment-awaiting.ts';
import { type House, openHouse } from './house.ts';

let temporal: TestWorkflowEnvironment;
let house: House;
let clamd: RunningClamd;
const found: string[] = [];
beforeAll(async () => {
  temporal = await devServer();
  house = await openHouse({ temporal });
  clamd = await startClamd();
}, 120_000);
afterAll(async () => {
  await clamd?.stop();
  await house?.close();
  await temporal?.teardown();
});
beforeEach(() => {
  found.length = 0;
  scanBy(clamd.url);
});

function scanBy(url: string): void {
  house.backend.scanner = createScanner(url, { scanMs: 1_000, onFind: (signature) => found.push(signature) });
}

const infected = () => zipOf([...docxEntries(), { name: 'word/media/a.bin', data: EICAR, stored: true }]);

function send(what: string, id: string, content: Buffer, key?: string) {
  return house.ask('POST', `/api/enrolments/${id}/${what}`, { body: aFile(content, 'rapport.docx'), key });
}

async function nothingKept(id: string): Promise<void> {
  expect(await house.database('commands').where({ enrolment_id: id, accepted: false })).toEqual([]);
  const kept = (await house.database('documents').select('sha256')).map(({ sha256 }) => sha256);
  const stored = await readdir(join(house.folder, 'documents'), { recursive: true, withFileTypes: true });
  const names = stored.filter((entry) => entry.isFile()).map(({ name }) => name);
  expect(names.sort()).toEqual([...new Set(kept)].sort());
}

describe('Deposits scanned by an antivirus', () => {
  it.each(['report', 'correction', 'revision'] as const)(
    'a %s in which something dangerous is recognised is refused, without its name, and kept nowhere',
    async (what) => {
      const id = await enrolmentAwaiting(house, what);
      const { status, body } = await send(what, id, infected());
      expect([status, body.code]).toEqual([422, 'document.infected']);
      expect(body.detail).toMatch(/^L’antivirus a reconnu un contenu dangereux/);
      expect(JSON.stringify(body)).not.toMatch(/eicar/i);
      expect(found).toEqual([expect.stringMatching(/^Eicar-Test-Signature/)]);
      await nothingKept(id);
    },
  );

  it('a file that it clears is accepted, and a refused one may be replaced under the same key', async () => {
    const id = await enrolmentAwaiting(house, 'report');
    const key = randomUUID();
    expect((await send('report', id, infected(), key)).status).toBe(422);
    const { status, body } = await send('report', id, await pdfOf(2), key);
    expect([status, body.waitingFor]).toEqual([200, 'tutor']);
  });

  it('the state is looked at first, and what is refused anyway is not scanned', async () => {
    const id = await enrolmentAwaiting(house, 'report');
    expect((await send('correction', id, infected())).body.code).toBe('enrolment.state');
    found.length = 0;
    expect((await send('report', id, jpeg())).body.code).toBe('report.type');
    scanBy('tcp://127.0.0.1:9');
    expect((await send('report', id, jpeg())).body.code).toBe('report.type');
    expect((await send('report', id, await pdfOf(8))).body.code).toBe('report.too_long');
    expect(found).toEqual([]);
    await nothingKept(id);
  });
});

describe('An antivirus that does not answer', () => {
  it.each([
    ['is not there', undefined],
    ['is silent', ''],
    ['answers nonsense', 'Bonjour\0'],
    ['has too low a limit', 'INSTREAM size limit exceeded. ERROR\0'],
  ])(
    'that %s: 503 with Retry-After, nothing let through, nothing kept; the same key does it later',
    async (_, says) => {
      const id = await enrolmentAwaiting(house, 'report');
      const fake = createServer((socket) => {
        socket.on('error', () => undefined).on('data', () => (says ? socket.end(says) : undefined));
      });
      await new Promise<void>((done) => fake.listen(0, '127.0.0.1', done));
      scanBy(says === undefined ? 'tcp://127.0.0.1:9' : `tcp://127.0.0.1:${(fake.address() as AddressInfo).port}`);
      const [key, content] = [randomUUID(), await pdfOf(2)];
      const { status, body, headers } = await send('report', id, content, key);
      expect([status, body.code]).toEqual([503, 'unavailable']);
      expect(headers.get('retry-after')).toBe('30');
      expect(body.detail).toMatch(/^L’antivirus ne répond pas.*rien n’a été enregistré/);
      await nothingKept(id);
      fake.close();
      scanBy(clamd.url);
      expect((await send('report', id, content, key)).status).toBe(200);
    },
  );

  it('is told by /readyz, which stays ready for everything else; without one there is nothing to tell', async () => {
    const beat = () => house.backend.stores.heartbeats.beat('worker', 'of this test');
    await beat();
    expect((await house.ask('GET', '/readyz')).body).toMatchObject({ status: 'ready', checks: { scanner: true } });
    scanBy('tcp://127.0.0.1:9');
    const without = await house.ask('GET', '/readyz');
    expect([without.status, without.body.checks]).toEqual([
      200,
      { database: true, temporal: true, worker: true, scanner: false },
    ]);
    house.backend.scanner = undefined;
    expect((await house.ask('GET', '/readyz')).body.checks).toEqual({ database: true, temporal: true, worker: true });
  });
});
