import type { Knex } from 'knex';
import { type AuditeurDetails, correctAuditeur } from './auditeur-details.ts';
import { attachmentsOf } from './enrolment-attachments.ts';
import { enrolmentChoices } from './enrolment-choices.ts';
import { exportedEnrolments } from './enrolment-export.ts';
import { countEnrolments, type EnrolmentFilters, type Viewer } from './enrolment-list.ts';
import { createIdempotencyLeases } from './idempotency-lease.ts';
import type { NewLine } from './journal.ts';
import { readFigures } from './operations.ts';
import { isRecorded, openEnrolmentExists, openEnrolmentsOf } from './registrations.ts';
import { createRepositories, type Repositories } from './repositories.ts';
import { createCalendarAnnouncements } from './stale-corrections.ts';
import { createTutorLock } from './tutor-lock.ts';
import { createWorklist } from './worklist.ts';

/** Everything that the services read and write; `lockPool` is only for those that wait for a tutor's turn. */
export const createServiceStores = (database: Knex, lockPool: Knex) => ({
  ...createRepositories(database),
  attachmentsOf: (ids: readonly string[]) => attachmentsOf(database, ids),
  correctAuditeur: (
    id: string,
    wanted: Partial<AuditeurDetails>,
    line: (changed: (keyof AuditeurDetails)[]) => NewLine,
  ) => correctAuditeur(database, id, wanted, line),
  calendarAnnouncements: createCalendarAnnouncements(database),
  idempotencyLeases: createIdempotencyLeases(database),
  openEnrolmentExists: (email: string, certification: string, unit: string) =>
    openEnrolmentExists(database, email, certification, unit),
  openEnrolmentsOf: (emails: readonly string[]) => openEnrolmentsOf(database, emails),
  isRecorded: (id: string) => isRecorded(database, id),
  figures: () => readFigures(database),
  /** Does a piece of work whole or not at all, on stores that write together. */
  inOneTransaction: <T>(work: (stores: Repositories) => Promise<T>): Promise<T> =>
    database.transaction((trx) => work(createRepositories(trx))),
  enrolmentChoices: (centre: string | null) => enrolmentChoices(database, centre),
  exportedEnrolments: (filters: EnrolmentFilters, viewer: Viewer) => exportedEnrolments(database, filters, viewer),
  worklist: createWorklist(database),
  countEnrolments: (filters: EnrolmentFilters, viewer: Viewer, most: number) =>
    countEnrolments(database, filters, viewer, most),
  oneAssignmentAtATime: createTutorLock(lockPool),
});

export type ServiceStores = ReturnType<typeof createServiceStores>;
