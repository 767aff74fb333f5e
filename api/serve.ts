import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { shippedCalendar } from '../calendar/shipped.ts';
import { connect } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { DEFAULT_ADMIN_EMAIL, seed } from '../db/seed.ts';
import { openBackend } from '../launch/backend.ts';
import { DATABASE, reach } from '../launch/reach.ts';
import { LaunchRefusal } from '../launch/refusal.ts';
import type { RoleConfig } from '../launch/role-config.ts';
import { addressLine } from '../launch/welcome.ts';
import type { Logger } from '../log.ts';
import { answerAccessRequests } from '../services/access-mails.ts';
import { announceCalendar } from '../services/announce-calendar.ts';
import type { Backend } from '../services/backend.ts';
import { keepHouse } from '../services/housekeeping.ts';
import { continueImports } from '../services/imports/run.ts';
import { deliverOwed } from '../services/papers/owed.ts';
import { PRINTED_HOURS, printedSignInLink } from '../services/printed-link.ts';
import { startMissing } from '../services/start-missing.ts';
import { sweepContents } from '../services/sweep-contents.ts';
import { settleUnanswered } from '../services/unanswered-commands.ts';
import { createPages } from '../web/pages.ts';
import { createBrowserSessions } from '../web/sign-in/sessions.ts';
import { every } from '../workers/every.ts';
import { createApp } from './app.ts';

const HEARTBEAT_MS = 5_000;
const CATCHING_UP_MS = 15_000;
/** A command is left so long to its own request. */
const UNANSWERED_SECONDS = 30;
const ACCESS_MAILS_MS = 1_000;
const HOUSEKEEPING_MS = 3_600_000;
/** Beyond every other server's patience with an idle connection. */
const KEEP_ALIVE_MS = 65_000;

/** A server that answers. */
export interface RunningServer {
  /** Takes no new request, lets those under way end, and lets go of every connection. */
  stop(): Promise<void>;
}

/**
 * Migrates and seeds the database, then serves the API and the pages. `tell` reaches the one who typed `npm start`: it is told a
 * link that signs the first administrator in, which is never logged.
 */
export async function serve(config: RoleConfig, log: Logger, tell?: (notice: string) => void): Promise<RunningServer> {
  await reach(DATABASE, () => migrate(config.databaseUrl));
  await seedOnce(config);
  const { backend, close: closeBackend } = await openBackend(config, log);
  if (tell) await tellSignInLink(backend, config, tell);
  const sessions = createBrowserSessions(backend);
  const pages = createPages(backend, { log, sessions });
  const { publicUrl, trustProxy } = config;
  const app = createApp({ backend, log, publicUrl, pages, sessions, trustProxy });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
  await listen(server, config);
  const timers = startTimers(backend, log);
  log.info({ host: config.host, port: config.port }, 'The server is ready.');
  return {
    async stop() {
      for (const timer of timers) timer.stop();
      await close(server);
      await closeBackend();
    },
  };
}

async function seedOnce({ databaseUrl, bootstrapAdminEmail, bootstrapApiToken }: RoleConfig): Promise<void> {
  const database = connect(databaseUrl, { poolMax: 1 });
  await seed(database, {
    adminEmail: bootstrapAdminEmail,
    bootstrapToken: bootstrapApiToken,
    calendar: shippedCalendar(),
  }).finally(() => database.destroy());
}

async function tellSignInLink(
  backend: Backend,
  { bootstrapAdminEmail = DEFAULT_ADMIN_EMAIL }: RoleConfig,
  tell: (notice: string) => void,
): Promise<void> {
  const link = await printedSignInLink(backend, bootstrapAdminEmail);
  if (link) tell(addressLine(`Connexion (une fois, sous ${PRINTED_HOURS} h)`, link));
}

/** What is made good or swept now and again, each never twice at a time. */
function startTimers(backend: Backend, log: Logger): { stop(): void }[] {
  const instance = randomUUID();
  return [
    every(HEARTBEAT_MS, () => backend.stores.heartbeats.beat('server', instance), log),
    every(CATCHING_UP_MS, () => startMissing(backend), log),
    every(CATCHING_UP_MS, () => announceCalendar(backend), log),
    every(CATCHING_UP_MS, () => continueImports(backend), log),
    every(CATCHING_UP_MS, () => settleUnanswered(backend, { olderThanSeconds: UNANSWERED_SECONDS }), log),
    every(ACCESS_MAILS_MS, () => answerAccessRequests(backend), log),
    every(HOUSEKEEPING_MS, () => deliverOwed(backend), log),
    every(HOUSEKEEPING_MS, () => keepHouse(backend), log),
    every(HOUSEKEEPING_MS, () => sweepContents(backend, log), log),
  ];
}

/** Listens, or says in one line why not. */
function listen(server: Server, { host, port }: RoleConfig): Promise<void> {
  return new Promise((done, refuse) => {
    server.once('error', (error: NodeJS.ErrnoException) => refuse(refusalOf(error, host, port)));
    server.listen(port, host, done);
  });
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new LaunchRefusal(
      `Le port ${port} est déjà pris\u00a0: arrêtez le programme qui l’occupe, ou donnez un autre PORT.`,
    );
  }
  if (error.code === 'EACCES')
    return new LaunchRefusal(`Le port ${port} n’est pas permis\u00a0: donnez un PORT au-delà de 1023.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new LaunchRefusal(`HOST\u00a0: ${host} n’est pas une adresse de cette machine.`);
  }
  return error;
}

const LAST_REQUESTS_MS = 5_000;

/** Takes no new request, and lets those under way end. */
function close(server: Server): Promise<void> {
  return new Promise((done) => {
    const cut = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });
}
