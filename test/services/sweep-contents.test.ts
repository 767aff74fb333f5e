import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import type { Request, Response } from 'express';
import type { Knex } from 'knex';
import { createMetrics } from '../../api/metrics.ts';
import { connect } from '../../db/connection.ts';
import type { StoredDocument } from '../../db/documents.ts';
import { createServiceStores, type ServiceStores } from '../../db/service-stores.ts';
import { openStorage } from '../../documents/open-storage.ts';
import { createS3Storage } from '../../documents/s3-storage.ts';
import type { DocumentStorage } from '../../documents/storage.ts';
import { createLog, type Logger } from '../../log.ts';
import { keepContent, storeContent } from '../../services/contents.ts';
import { lastSweep, sweepContents } from '../../services/sweep-contents.ts';
import { type Scene, scene } from '../db/people.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { findS3, startS3 } from '../environment/s3.ts';

interface Ground {
  storage: DocumentStorage;
  /** Leaves what a process that died two hours ago had begun. */
  leaveHalf(): Promise<void>;
  close(): Promise<void>;
}

async function inFolder(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'jalons-sweep-'));
  return {
    storage: await openStorage(`file:${folder}`),
    async leaveHalf() {
      const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000);
      await writeFile(join(folder, 'incoming/half'), 'Rap');
      await utimes(join(folder, 'incoming/half'), twoHoursAgo, twoHoursAgo);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

const s3 = await findS3();

async function inBucket(): Promise<Ground> {
  if ('missing' in s3) throw new Error(s3.missing);
  const server = await startS3(s3.program);
  const { endpoint, credentials, client } = server;
  const place = { bucket: await server.newBucket(), prefix: 'documents', endpoint, region: 'us-east-1' };
  return {
    storage: await createS3Storage({ kind: 's3', ...place, pathStyle: true }, { credentials }),
    async leaveHalf() {
      const Key = `documents/${'a'.repeat(64)}`;
      await client.send(new CreateMultipartUploadCommand({ Bucket: place.bucket, Key }));
    },
    close: server.stop,
  };
}

const DAY_MS = 24 * 3_600_000;
const everyPlace = [['a folder', inFolder] as const, ...('missing' in s3 ? [] : [['a bucket', inBucket] as const])];

if ('missing' in s3) it.skip(`sweeping a bucket: ${s3.missing}`, () => undefined);

describe.each(everyPlace)('Sweeping contents of %s', (_title, openGround) => {
  let ground: Ground;
  let files: DocumentStorage;
  let database: TestDatabase;
  let knex: Knex;
  let stores: ServiceStores;
  let its: Scene;
  let lines: Record<string, unknown>[];
  let log: Logger;
  beforeAll(async () => {
    ground = await openGround();
    files = ground.storage;
    database = await createDatabase();
    knex = connect(database.url, { poolMax: 20 });
    stores = createServiceStores(knex, knex);
    its = await scene(knex);
  });
  beforeEach(async () => {
    lines = [];
    log = createLog('test', 'info', { write: (line) => void lines.push(JSON.parse(line)) });
    await knex('documents').delete();
    await knex('commands').delete();
    for await (const { sha256 } of files.list()) await files.remove(sha256);
  });
  afterAll(async () => {
    await knex?.destroy();
    await database?.drop();
    await ground?.close();
  });

  /** A day and a bit after everything that is stored now. */
  const sweepTomorrow = (from: Partial<DocumentStorage> = {}) =>
    sweepContents({ stores, files: { ...files, ...from } }, log, Date.now() + DAY_MS + 60_000);
  const someBytes = () => randomBytes(100);
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  /** The row of a deposit, pending until told otherwise, and its command's. */
  async function insertRow(sha256: string, accepted = false): Promise<StoredDocument> {
    const enrolmentId = its.enrolment.id;
    const commandId = randomUUID();
    const actor = { role: 'staff', name: 'G' } as const;
    await stores.commands.insertPending({ id: commandId, enrolmentId, name: 'submitReport', actor, content: {} });
    const file = { kind: 'report', name: 'r.pdf', format: 'pdf', sizeBytes: 100, receivedOn: '2026-11-02' } as const;
    const document = { ...file, id: randomUUID(), enrolmentId, commandId, sha256 };
    await stores.documents.insertPending(document);
    if (accepted) await knex('documents').where({ id: document.id }).update({ accepted });
    return document;
  }

  /** As a request deposits: the content, then its row, then the content again if need be. */
  async function deposit(bytes: Buffer): Promise<StoredDocument> {
    const content = await storeContent(files, { source: bytes });
    const document = await insertRow(content.sha256);
    await keepContent(files, content);
    return document;
  }

  /** As /metrics shows them. */
  const figures = (): Promise<string> =>
    new Promise((send) => {
      const response = { type: () => ({ send }) } as unknown as Response;
      createMetrics({ stores, files }).show({} as Request, response, () => undefined);
    });

  it('removes what nothing names once it is a day old, and not before', async () => {
    const { sha256 } = await files.put(someBytes());
    const { sha256: kept } = await deposit(someBytes());
    expect(await sweepContents({ stores, files }, log)).toEqual({ removed: 0, unfinished: 0, missing: 0 });
    expect(await files.exists(sha256)).toBe(true);
    expect(await sweepTomorrow()).toMatchObject({ removed: 1, missing: 0 });
    expect(await files.exists(sha256)).toBe(false);
    expect(await files.exists(kept)).toBe(true);
    expect(lines).toMatchObject([{ level: 30, removed: 1 }]);
  });

  it('keeps what a pending document names, an accepted one, a second one that is left, or a logo', async () => {
    const [pending, accepted, shared, logo] = [someBytes(), someBytes(), someBytes(), someBytes()];
    await deposit(pending);
    const { id } = await deposit(accepted);
    await knex('documents').where({ id }).update({ accepted: true });
    const refused = await deposit(shared);
    await deposit(shared);
    await stores.commands.removePending(refused.commandId);
    const { sha256 } = await files.put(logo);
    await stores.centres.setLogo(its.enrolment.centre, { format: 'png', sha256 });
    expect(await sweepTomorrow()).toMatchObject({ removed: 0, missing: 0 });
    for (const bytes of [pending, accepted, shared, logo]) expect(await files.exists(hashOf(bytes))).toBe(true);
    await stores.centres.setLogo(its.enrolment.centre, null);
    expect(await sweepTomorrow()).toMatchObject({ removed: 1 });
  });

  it('goes through more than two pages of documents, and removes those contents alone that nothing names', async () => {
    const bytes = Array.from({ length: 40 }, someBytes);
    await Promise.all(bytes.map((one) => files.put(one)));
    const named = bytes.filter((_, index) => index % 2 === 0).map(hashOf);
    const { commandId, enrolmentId } = await insertRow(hashOf(someBytes()));
    const hashes = [...named, ...Array.from({ length: 1_200 }, () => hashOf(someBytes()))];
    const file = { kind: 'report', name: 'r.pdf', format: 'pdf', size_bytes: 100, received_on: '2026-11-02' };
    const row = { ...file, enrolment_id: enrolmentId, command_id: commandId };
    const rows = hashes.map((sha256) => ({ ...row, id: randomUUID(), sha256 }));
    await knex.batchInsert('documents', rows, 500);
    expect(await sweepTomorrow()).toMatchObject({ removed: 20, missing: 0 });
    const left = [];
    for await (const { sha256 } of files.list()) left.push(sha256);
    expect(left).toEqual([...named].sort());
  });

  it('forgets a refused deposit: its row at once, its content the next day', async () => {
    const { commandId, sha256 } = await deposit(someBytes());
    await stores.commands.removePending(commandId);
    expect(await stores.contents.isNamed(sha256)).toBe(false);
    expect(await sweepTomorrow()).toMatchObject({ removed: 1 });
    expect(await files.exists(sha256)).toBe(false);
  });

  it('clears what dead processes left half done', async () => {
    await ground.leaveHalf();
    expect(await sweepTomorrow()).toMatchObject({ unfinished: 1, removed: 0 });
    expect(await sweepTomorrow()).toMatchObject({ unfinished: 0 });
  });

  it('tells, each time, of a document whose content is gone: in the log, and to whoever watches', async () => {
    const gone = await insertRow(hashOf(someBytes()), true);
    const pending = await insertRow(hashOf(someBytes()));
    const { id: alive } = await deposit(someBytes());
    await knex('documents').where({ id: alive }).update({ accepted: true });
    for (const _time of [1, 2]) {
      lines = [];
      await sweepContents({ stores, files }, log);
      expect(lines).toMatchObject([{ level: 50, missing: 1, neededBy: [`document ${gone.id}`] }]);
      expect(JSON.stringify(lines)).not.toContain(pending.id);
      expect(lastSweep({ files })).toMatchObject({ missing: 1 });
    }
    expect(await figures()).toContain('\njalons_contents_missing 1\n');
  });

  it('does not report as missing what is stored while it looks', async () => {
    const bytes = someBytes();
    const late = { list: async function* () {}, exists: async () => (await files.put(bytes)) !== undefined };
    await insertRow(hashOf(bytes), true);
    expect(await sweepTomorrow(late)).toMatchObject({ missing: 0 });
  });

  it('never takes a content away from a deposit: not between its storing and its row', async () => {
    const bytes = someBytes();
    const content = await storeContent(files, { source: bytes });
    expect(await sweepTomorrow()).toMatchObject({ removed: 1 });
    await insertRow(content.sha256);
    await keepContent(files, content);
    expect(await files.exists(content.sha256)).toBe(true);
    expect(await sweepTomorrow()).toMatchObject({ removed: 0 });
  });

  it('never takes a content away from a deposit whose row comes while it is being removed: the row waits', async () => {
    const bytes = someBytes();
    await files.put(bytes);
    const order: string[] = [];
    let removing: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      removing = resolve;
    });
    const slowly = async (sha256: string) => {
      removing();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await files.remove(sha256);
      order.push('removed');
    };
    const sweep = sweepTomorrow({ remove: slowly });
    await begun;
    const content = await storeContent(files, { source: bytes });
    await insertRow(content.sha256);
    order.push('named');
    await keepContent(files, content);
    await sweep;
    expect(order).toEqual(['removed', 'named']);
    expect(await files.exists(content.sha256)).toBe(true);
  });

  it('never takes a content away from a deposit, in whatever order they fall', async () => {
    const bytes = someBytes();
    const sha256 = hashOf(bytes);
    let stop = false;
    // By tomorrow's clock, what is being written now is old too.
    const ofWholeContents = { sweepUnfinished: async () => 0 };
    const sweeping = (async () => {
      while (!stop) await sweepTomorrow(ofWholeContents);
    })();
    for (let time = 0; time < 60; time += 1) {
      const { commandId } = await deposit(bytes);
      expect(await files.exists(sha256)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, time % 7));
      expect(await files.exists(sha256)).toBe(true);
      await stores.commands.removePending(commandId);
    }
    stop = true;
    await sweeping;
    expect(lines.some(({ level }) => level === 50)).toBe(false);
  });
});
