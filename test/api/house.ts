import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Knex } from 'knex';
import { createActivities } from '../../activities/create-activities.ts';
import { createApp } from '../../api/app.ts';
import type { RateLimits } from '../../api/rate-limits.ts';
import type { TrustProxy } from '../../api/trust-proxy.ts';
import { civilTime } from '../../calendar/civil-time.ts';
import { compareCalendars } from '../../calendar/import/compare.ts';
import { readCalendar } from '../../calendar/import/read.ts';
import { shippedCalendar } from '../../calendar/shipped.ts';
import { connect } from '../../db/connection.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import * as databaseErrors from '../../db/failures.ts';
import { createOutbox } from '../../db/outbox.ts';
import { seed } from '../../db/seed.ts';
import { createServiceStores } from '../../db/service-stores.ts';
import { inspectUpload } from '../../documents/inspect.ts';
import { inspectLogo } from '../../documents/logo.ts';
import { openStorage } from '../../documents/open-storage.ts';
import { createPrintingThread } from '../../documents/papers/printing-thread.ts';
import { tables } from '../../documents/tables/tables.ts';
import type { Role } from '../../domain/actions.ts';
import { createLog } from '../../log.ts';
import { meetingFile } from '../../mail/invitation.ts';
import { createMailPreviews } from '../../mail/previews/previews.ts';
import { writeMail } from '../../mail/write-mail.ts';
import type { AccessMail, Backend } from '../../services/backend.ts';
import { registerSearchAttributes } from '../../services/search-attributes.ts';
import type { SingleSignOn } from '../../services/single-sign-on/sign-on.ts';
import { createPages } from '../../web/pages.ts';
import type { Sessions } from '../../web/sessions.ts';
import { createBrowserSessions } from '../../web/sign-in/sessions.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { createDatabase } from '../environment/database.ts';
import { SECRET } from '../environment/secret.ts';
import { testBundle } from '../environment/temporal.ts';

/** What an API answered. */
export interface Reply {
  status: number;
  type: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered.
  body: any;
}

export interface Ask {
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
  key?: string;
}

export interface House {
  url: string;
  backend: Backend;
  database: Knex;
  /** Where uploads lie during their request; documents in a folder below. */
  folder: string;
  /** What was mailed to those who asked to be let in, once `answerAccessRequests` has run. */
  accessMails: AccessMail[];
  /** The time that everything goes by; the system's when undefined. */
  setTime(at: string | undefined): void;
  ask(method: string, path: string, ask?: Ask): Promise<Reply>;
  /** A token of a role, as the administrator makes it. */
  tokenFor(role: Role, bearer?: { userId?: string; tutorId?: string; auditeurEmail?: string }): Promise<string>;
  close(): Promise<void>;
}

export const ADMINISTRATOR = 'administrator-of-tests';

export interface HouseOptions {
  temporal?: TestWorkflowEnvironment;
  worker?: boolean;
  limits?: RateLimits;
  /** What links begin with. */
  publicUrl?: string;
  trustProxy?: TrustProxy;
  /** The identity provider. */
  singleSignOn?: SingleSignOn;
  /** Who visits the pages; the sessions of browsers when absent. */
  sessions?: Sessions;
}

const isRaw = (body: unknown): body is FormData | string | Buffer =>
  body instanceof FormData || typeof body === 'string' || Buffer.isBuffer(body);

/**
 * The real API on a real, seeded database. Temporal cannot be reached, unless a server is given: then a real worker runs
 * there too, whose mails go nowhere.
 */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { temporal, worker: hasWorker = temporal !== undefined, limits, publicUrl = 'http://jalons.test' } = options;
  const test = await createDatabase();
  const database = connect(test.url);
  const lockPool = connect(test.url, { poolMax: 4 });
  const folder = mkdtempSync(join(tmpdir(), 'jalons-house-'));
  await seed(database, { bootstrapToken: ADMINISTRATOR, calendar: shippedCalendar() });
  let time: string | undefined;
  const clock = { now: async () => time ?? new Date().toISOString() };
  const connection = (temporal?.connection as Connection | undefined) ?? Connection.lazy({ address: '127.0.0.1:9' });
  const accessMails: AccessMail[] = [];
  const papers = createPrintingThread();
  const backend: Backend = {
    client: new Client({ connection }),
    clock,
    stores: createServiceStores(database, lockPool),
    databaseErrors,
    civilTime,
    files: await openStorage(pathToFileURL(join(folder, 'documents')).href),
    inspect: inspectUpload,
    inspectLogo,
    calendarFiles: { read: readCalendar, compare: compareCalendars },
    tables,
    papers,
    meetingFile,
    mailPreviews: createMailPreviews(),
    accessMails: { send: async (mail) => void accessMails.push(mail) },
    singleSignOn: options.singleSignOn,
    publicUrl,
    secret: SECRET,
    patienceMs: temporal && hasWorker ? 15_000 : 600,
  };
  const log = createLog('test', 'silent');
  const sessions = createBrowserSessions(backend);
  const app = createApp({
    backend,
    log,
    publicUrl,
    pages: createPages(backend, { log, sessions: options.sessions ?? sessions, uploadFolder: folder }),
    uploadFolder: folder,
    limits,
    sessions,
    trustProxy: options.trustProxy,
  });
  const server = createServer({ keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const work = temporal && (await startWorker(temporal, database, hasWorker, clock));

  const ask = async (
    method: string,
    path: string,
    { token = ADMINISTRATOR, body, headers, key }: Ask = {},
  ): Promise<Reply> => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      body: body === undefined ? undefined : isRaw(body) ? (body as BodyInit) : JSON.stringify(body),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isRaw(body) ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      type,
      headers: response.headers,
      body: type.includes('json') ? JSON.parse(text) : text,
    };
  };

  return {
    url,
    backend,
    database,
    folder,
    accessMails,
    setTime: (at) => {
      time = at;
    },
    ask,
    async tokenFor(role, bearer = {}) {
      const made = await ask('POST', '/api/tokens', { body: { label: `${role} ${randomUUID()}`, role, ...bearer } });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body.token;
    },
    async close() {
      await work?.();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await Promise.all([papers.close(), database.destroy(), lockPool.destroy()]);
      await test.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startWorker(
  temporal: TestWorkflowEnvironment,
  database: Knex,
  hasWorker: boolean,
  clock: Backend['clock'],
): Promise<(() => Promise<void>) | undefined> {
  await registerSearchAttributes(temporal.connection, 'default');
  if (!hasWorker) return undefined;
  const store = createEnrolmentStore(database, { publicUrl: 'http://jalons.test' });
  const transport = { send: async () => undefined };
  const outbox = createOutbox(database, { clock });
  const log = createLog('test', 'silent');
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: testBundle(),
    activities: createActivities({ store, outbox, transport, writeMail, civilTime, clock, log }),
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
  };
}

/** A registration that every rule accepts on 5 October 2026, of somebody new each time. */
export const registration = (changes: Record<string, unknown> = {}) => ({
  auditeur: { firstName: 'Aline', lastName: 'Durand', email: `aline.${randomUUID()}@example.org` },
  certification: 'LIC-GEST',
  funding: { type: 'individual' },
  eligibility: { validatedUnits: 2, experienceMonths: 60 },
  cgv: { version: '2024', acceptedOn: '2026-10-01' },
  registeredOn: '2026-10-05',
  ...changes,
});

export const AT = '2026-10-05T08:00:00.000Z';
