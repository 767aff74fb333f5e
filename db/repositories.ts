import type { Knex } from 'knex';
import { createAccessRequests } from './access-requests.ts';
import { createAttestations } from './attestation-store.ts';
import { createAudit } from './audit.ts';
import { createConclusions } from './avis.ts';
import { createCentres } from './centres.ts';
import { createCertifications } from './certifications.ts';
import { createCommands } from './commands.ts';
import { createContents } from './contents.ts';
import { createDocuments } from './documents.ts';
import { createEnrolments } from './enrolments.ts';
import { createFigureCounts } from './figure-counts.ts';
import { createHeartbeats } from './heartbeats.ts';
import { createIdempotency } from './idempotency.ts';
import { identitiesOf } from './identities.ts';
import { createImports } from './imports.ts';
import { createJournal } from './journal.ts';
import { createPersonalLinks } from './personal-links.ts';
import { createRegistrationWindows } from './registration-windows.ts';
import { createSchoolCalendar } from './school-calendar.ts';
import { createSessions } from './sessions.ts';
import { createSignInLinks } from './sign-in-links.ts';
import { createSurveys } from './surveys.ts';
import { createTokens } from './tokens.ts';
import { createTutoring } from './tutoring.ts';
import { createTutors } from './tutors.ts';
import { createUsers } from './users.ts';

/** Everything that is read and written beside the process's own transitions, on one pool. */
export const createRepositories = (database: Knex) => ({
  accessRequests: createAccessRequests(database),
  attestations: createAttestations(database),
  audit: createAudit(database),
  centres: createCentres(database),
  certifications: createCertifications(database),
  commands: createCommands(database),
  conclusions: createConclusions(database),
  contents: createContents(database),
  documents: createDocuments(database),
  enrolments: createEnrolments(database),
  figureCounts: createFigureCounts(database),
  heartbeats: createHeartbeats(database),
  idempotency: createIdempotency(database),
  identitiesOf: (email: string) => identitiesOf(database, email),
  imports: createImports(database),
  journal: createJournal(database),
  personalLinks: createPersonalLinks(database),
  registrationWindows: createRegistrationWindows(database),
  schoolCalendar: createSchoolCalendar(database),
  sessions: createSessions(database),
  signInLinks: createSignInLinks(database),
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
