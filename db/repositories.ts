import type { Knex } from 'knex';
import { createAttestations } from './attestation-store.ts';
import { createConclusions } from './avis.ts';
import { createCentres } from './centres.ts';
import { createCertifications } from './certifications.ts';
import { createCommands } from './commands.ts';
import { createDocuments } from './documents.ts';
import { createEnrolments } from './enrolments.ts';
import { createHeartbeats } from './heartbeats.ts';
import { createIdempotency } from './idempotency.ts';
import { createJournal } from './journal.ts';
import { createRegistrationWindows } from './registration-windows.ts';
import { createSchoolCalendar } from './school-calendar.ts';
import { createSurveys } from './surveys.ts';
import { createTokens } from './tokens.ts';
import { createTutoring } from './tutoring.ts';
import { createTutors } from './tutors.ts';
import { createUsers } from './users.ts';

/** Everything that is read and written beside the process's own transitions, on one pool. */
export const createRepositories = (database: Knex) => ({
  attestations: createAttestations(database),
  centres: createCentres(database),
  certifications: createCertifications(database),
  commands: createCommands(database),
  conclusions: createConclusions(database),
  documents: createDocuments(database),
  enrolments: createEnrolments(database),
  heartbeats: createHeartbeats(database),
  idempotency: createIdempotency(database),
  journal: createJournal(database),
  registrationWindows: createRegistrationWindows(database),
  schoolCalendar: createSchoolCalendar(database),
  surveys: createSurveys(database),
  tokens: createTokens(database),
  tutoring: createTutoring(database),
  tutors: createTutors(database),
  users: createUsers(database),
  /** Whether the database answers. */
  ping: async (): Promise<void> => {
    await database.raw('select 1');
  },
});

export type Repositories = ReturnType<typeof createRepositories>;
