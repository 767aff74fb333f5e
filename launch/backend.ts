import { Client } from '@temporalio/client';
import { civilTime } from '../calendar/civil-time.ts';
import { compareCalendars } from '../calendar/import/compare.ts';
import { readCalendar } from '../calendar/import/read.ts';
import { connect } from '../db/connection.ts';
import * as databaseErrors from '../db/failures.ts';
import { createServiceStores } from '../db/service-stores.ts';
import { inspectUpload } from '../documents/inspect.ts';
import { inspectLogo } from '../documents/logo.ts';
import { openStorage } from '../documents/open-storage.ts';
import { createPrintingThread } from '../documents/papers/printing-thread.ts';
import { createScanner } from '../documents/scan.ts';
import { tables } from '../documents/tables/tables.ts';
import type { Logger } from '../log.ts';
import { createAccessMailer } from '../mail/access-mail.ts';
import { meetingFile } from '../mail/invitation.ts';
import { createMailPreviews } from '../mail/previews/previews.ts';
import { createTransport } from '../mail/transport.ts';
import type { Backend, Scanner } from '../services/backend.ts';
import { createIdentityProvider } from '../services/single-sign-on/provider.ts';
import { RETURN_PATH, type SingleSignOn } from '../services/single-sign-on/sign-on.ts';
import { DOCUMENTS, reach } from './reach.ts';
import type { RoleConfig } from './role-config.ts';
import { openTemporal } from './temporal-client.ts';

/** How long Temporal and its workers may take to answer. */
const PATIENCE_MS = 8_000;
const POOL = 15;
/** For those that wait for a tutor's turn: never the connections that the one whose turn it is needs. */
const LOCK_POOL = 4;
/** A lock is silent while the assignment that holds it is under way. */
const LOCK_SILENCE_MS = 60_000;

export interface OpenBackend {
  readonly backend: Backend;
  /** Lets go of every connection. */
  close(): Promise<void>;
}

/** Puts together everything that the services work with: database, Temporal, documents, calendar. Finds of the antivirus are logged. */
export async function openBackend(config: RoleConfig, log?: Logger): Promise<OpenBackend> {
  const database = connect(config.databaseUrl, { poolMax: POOL });
  const lockPool = connect(config.databaseUrl, { poolMax: LOCK_POOL, silenceMs: LOCK_SILENCE_MS });
  const files = await reach(DOCUMENTS, () => openStorage(config.storageUrl));
  const { connection, clock } = await openTemporal(config);
  const transport = createTransport({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  const papers = createPrintingThread();
  const backend: Backend = {
    client: new Client({ connection, namespace: config.temporal.namespace }),
    clock,
    stores: createServiceStores(database, lockPool),
    databaseErrors,
    civilTime,
    files,
    inspect: inspectUpload,
    scanner: scannerAt(config.clamdUrl, log),
    inspectLogo,
    calendarFiles: { read: readCalendar, compare: compareCalendars },
    tables,
    papers,
    meetingFile,
    mailPreviews: createMailPreviews(),
    accessMails: createAccessMailer(transport),
    singleSignOn: signOnOf(config, log),
    publicUrl: config.publicUrl,
    temporalUi: config.temporalUiUrl ? { url: config.temporalUiUrl, namespace: config.temporal.namespace } : undefined,
    mailUiUrl: config.mailUiUrl,
    secret: config.secret,
    patienceMs: PATIENCE_MS,
  };
  return {
    backend,
    async close() {
      transport.close();
      // Temporal last: a call that is being tried again must still find its channel.
      await Promise.all([papers.close(), database.destroy(), lockPool.destroy()]);
      await connection.close();
    },
  };
}

/** The antivirus where one is given. Of what it finds, the log has the name and nothing else. */
function scannerAt(url: string | undefined, log?: Logger): Scanner | undefined {
  if (!url) return undefined;
  const onFind = (signature: string) => log?.warn({ signature }, 'A deposited file was refused by the antivirus.');
  return createScanner(url, { onFind });
}

/** The identity provider where one is given. Its failures are logged by their kind. */
function signOnOf({ singleSignOn: settings, publicUrl }: RoleConfig, log?: Logger): SingleSignOn | undefined {
  if (!settings) return undefined;
  const onFailure = (fault: string) =>
    log?.warn({ fault }, 'The identity provider did not answer, or not as it should.');
  const provider = createIdentityProvider(settings, `${publicUrl}${RETURN_PATH}`, onFailure);
  return { provider, roles: settings.roles };
}
