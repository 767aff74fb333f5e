import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import { serve } from '../../api/serve.ts';
import { atParis, parisDate, parisTime } from '../../calendar/paris-time.ts';
import type { PlainDate } from '../../domain/dates.ts';
import { freePort } from '../../launch/ports.ts';
import { readRoleConfig } from '../../launch/role-config.ts';
import { createLog, type Logger } from '../../log.ts';
import { runWorker } from '../../workers/run-worker.ts';
import { createDatabase } from '../environment/database.ts';
import { SECRET } from '../environment/secret.ts';
import { type RefusedMail, startSmtp } from '../environment/smtp.ts';
import { devServer, testBundle, timeSkipping } from '../environment/temporal.ts';
import { Caller } from './caller.ts';

export interface WorldMail {
  to: string;
  subject: string;
  text: string;
  /** When it was queued, by the enrolment's clock: the mail's own date. */
  date: string;
  raw: string;
  messageId: string;
}

export interface WorldOptions {
  /** `dev`: real time, with visibility and search attributes. Else time skips. */
  readonly temporal?: 'dev' | 'time-skipping';
  /** Where documents lie; in a folder of its own when absent. */
  readonly storageUrl?: string;
  /** Where server and worker log, and the SDK with them; nowhere when absent. */
  readonly log?: Logger;
  /** Is told a link that signs the first administrator in, as who types `npm start` is; nobody is when absent. */
  readonly tell?: (notice: string) => void;
}

/**
 * The whole product in one process, on real servers: its API, its worker, PostgreSQL, a mail server, and a Temporal server
 * whose time skips (unless asked otherwise).
 */
export interface World {
  readonly url: string;
  readonly administrator: Caller;
  readonly env: TestWorkflowEnvironment;
  /** A caller with a token of its own. */
  as(role: 'staff' | 'manager'): Promise<Caller>;
  asTutor(tutorId: string): Promise<Caller>;
  asAuditeur(email: string): Promise<Caller>;
  now(): Promise<string>;
  today(): Promise<PlainDate>;
  /** Lives through everything until that Paris time; mails and records of it are settled when it answers. */
  goTo(date: PlainDate, time?: string): Promise<void>;
  /** Mails that arrived to an address (all of them without one), in order, once those under way have. */
  mails(to?: string): Promise<WorldMail[]>;
  /** Forgets the mails that arrived. */
  forgetMails(): Promise<void>;
  refuseMails(on: boolean): void;
  /** Each refusal of a mail, by the enrolment's clock. */
  refusedMails(): readonly RefusedMail[];
  /** Until no mail waits to be sent (nor, unless they are refused, is under way) and no workflow task is. */
  settled(): Promise<void>;
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function openWorld({
  temporal = 'time-skipping',
  log: told,
  storageUrl,
  tell,
}: WorldOptions = {}): Promise<World> {
  const [database, env, port] = [
    await createDatabase(),
    await (temporal === 'dev' ? devServer : timeSkipping)(told && sdkLog(told)),
    await freePort(),
  ];
  const now = async () => new Date(await env.currentTimeMs()).toISOString();
  const smtp = await startSmtp({ clock: now });
  const folder = mkdtempSync(join(tmpdir(), 'jalons-world-'));
  const token = randomUUID();
  const config = readRoleConfig({
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: env.address,
    SMTP_URL: smtp.url,
    STORAGE_URL: storageUrl,
    PORT: String(port),
    CLOCK: temporal === 'dev' ? 'system' : 'temporal',
    SECRET,
    BOOTSTRAP_API_TOKEN: token,
    BOOTSTRAP_ADMIN_EMAIL: 'administration@example.org',
    LOG_LEVEL: 'silent',
  });
  const log = told ?? createLog('test', 'silent');
  const server = await serve(config, log, tell);
  const worker = await runWorker(config, testBundle().codePath, log);
  const sql = new pg.Pool({ connectionString: database.url, max: 2 });
  sql.on('error', () => undefined);

  const url = `http://127.0.0.1:${port}`;
  const administrator = new Caller(url, token);
  const tokenOf = async (whom: object) => {
    const { token: secret } = await administrator.post('/tokens', { label: 'test', ...whom });
    return administrator.with(secret);
  };
  let forgotten = 0;
  const query = async <T>(text: string, parameters: unknown[] = []) => (await sql.query(text, parameters)).rows as T[];

  const settled = async () => {
    for (let quiet = 0; quiet < 2; ) {
      const [row] = await query<{ waiting: number; version: string }>(
        `select (select count(*)::int from mails where status in ('queued', 'sending') and not failure_told
                   and (not_before is null or attempts > 0)) as waiting,
                (select coalesce(sum(version), 0)::text || ':' || (select count(*) from journal)::text from enrolments) as version`,
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
      const [after] = await query<{ version: string }>(
        `select coalesce(sum(version), 0)::text || ':' || (select count(*) from journal)::text as version from enrolments`,
      );
      quiet = row?.waiting === 0 && row.version === after?.version ? quiet + 1 : 0;
    }
  };

  return {
    url,
    administrator,
    env,
    as: (role) => tokenOf({ role }),
    asTutor: (tutorId) => tokenOf({ role: 'tutor', tutorId }),
    asAuditeur: (auditeurEmail) => tokenOf({ role: 'auditeur', auditeurEmail }),
    now,
    today: async () => parisDate(await now()),
    async goTo(date, time = '12:00') {
      await settled();
      const ms = Date.parse(atParis(date, time)) - (await env.currentTimeMs());
      if (ms < 0)
        throw new Error(`${date} ${time} is past: it is ${parisDate(await now())} ${parisTime(await now())}.`);
      await env.sleep(ms);
      await settled();
    },
    async mails(to) {
      await settled();
      return smtp.mails
        .slice(forgotten)
        .map(({ recipients, raw, mail }) => ({
          to: recipients.join(', '),
          subject: mail.subject ?? '',
          text: (mail.text ?? '').replace(/\s+/g, ' '),
          date: mail.date?.toISOString() ?? '',
          raw,
          messageId: mail.messageId ?? '',
        }))
        .filter((mail) => !to || mail.to === to);
    },
    async forgetMails() {
      await settled();
      forgotten = smtp.mails.length;
    },
    refuseMails: (on) => smtp.refuse(on),
    refusedMails: () => smtp.refused,
    settled,
    query,
    async close() {
      await server.stop();
      await worker.stop();
      await sql.end();
      await smtp.stop();
      await env.teardown();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the SDK says, with all it says it about, among what we say. */
const sdkLog = (log: Logger) =>
  new DefaultLogger('TRACE', ({ message, meta }) => log.debug({ temporal: meta }, message));
