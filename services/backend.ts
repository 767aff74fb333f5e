import type { Readable } from 'node:stream';
import type { Client } from '@temporalio/client';
import type { CivilTime, Clock, MailContext } from '../activities/ports.ts';
import type { ServiceStores } from '../db/service-stores.ts';
import type { SchoolPeriod } from '../domain/calendar.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Meeting } from '../domain/enrolment.ts';
import type {
  AttestationPaper,
  CompletionCertificatePaper,
  EvaluationPaper,
  TutoringRecordPaper,
} from '../domain/papers.ts';
import type { FoundFormat } from '../domain/report.ts';
import type { ReadTable, Table } from '../domain/table.ts';
import type { SingleSignOn } from './single-sign-on/sign-on.ts';
import type { TemporalUi } from './temporal-ui.ts';

/** Where documents lie, by hash. */
export interface FileStore {
  put(source: { path: string } | Buffer, expected?: string): Promise<{ sha256: string; sizeBytes: number }>;
  open(sha256: string): Promise<Readable>;
  exists(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** All that is stored, in the order of the hashes as a rule. */
  list(): AsyncIterable<{ sha256: string; storedAt: Date }>;
  /** Forgets what puts that were begun before that instant, by processes now dead, have left. */
  sweepUnfinished(before: Date): Promise<number>;
}

/** What a look into an uploaded file tells. */
export interface Inspection {
  format: FoundFormat;
  sizeBytes: number;
  pages?: number;
  sha256: string;
}

export interface ReadCalendar {
  format: string;
  periods: SchoolPeriod[];
  ignored: { what: string; reason: string; count: number; where: string }[];
}

export interface CalendarChange {
  added: SchoolPeriod[];
  changed: { before: SchoolPeriod; after: SchoolPeriod }[];
  unchanged: SchoolPeriod[];
  ignored: ReadCalendar['ignored'];
}

/** The reader of the ministry's files. */
export interface CalendarFiles<Imported extends ReadCalendar = ReadCalendar> {
  read(content: Buffer): Imported;
  compare(known: readonly SchoolPeriod[], imported: Imported): CalendarChange;
}

/** Prints each paper as a PDF, whatever its texts hold: the same data give the same bytes. */
export interface PaperPrinter {
  attestation(paper: AttestationPaper): Promise<Buffer>;
  evaluation(paper: EvaluationPaper): Promise<Buffer>;
  tutoringRecord(paper: TutoringRecordPaper): Promise<Buffer>;
  completionCertificate(paper: CompletionCertificatePaper): Promise<Buffer>;
}

/** A mail to somebody who asks to be let in: to sign in, or to open one enrolment. */
export interface AccessMail {
  /** The same mail has the same id. */
  id: string;
  to: { name: string; address: string };
  link: string;
  /** Of the enrolment that it opens; a sign-in link has none. */
  enrolment?: { reference: string; certificationTitle: string; activityUnitTitle: string };
  /** Who signs. */
  centre: { name: string; staffEmail: string; contactPhone?: string };
  askedAt: Instant;
  /** Until when the link is good. */
  expiresAt: Instant;
}

/** Hands such mails over; its errors are those of the process's own mails (MailTransport). */
export interface AccessMailer {
  send(mail: AccessMail): Promise<void>;
}

/** Tables as spreadsheets read and write them. */
export interface Tables {
  /** For French spreadsheets; nothing in it is taken for a formula. */
  csv(table: Table): Readable;
  /** An OpenDocument spreadsheet, its cells typed. */
  ods(table: Table): Readable;
  /** The rows of a CSV file. */
  read(content: Buffer): ReadTable;
  /** Whether an error says that a file is no table, and from which line on. */
  unreadable(error: unknown): { line?: number } | undefined;
}

/** How to tell the errors of the database apart. */
export interface DatabaseErrors {
  /** The database does not answer. */
  isUnavailable(error: unknown): boolean;
  isUniqueViolation(error: unknown, constraint?: string): boolean;
  isReferenceViolation(error: unknown): boolean;
}

/** The antivirus. Both reject where it does not say. */
export interface Scanner {
  /** Whether something dangerous was recognised in the file. */
  scan(path: string): Promise<{ infected: boolean }>;
  ping(): Promise<void>;
}

/** A mail of the process as it would be written, of an enrolment that exists nowhere. */
export interface MailPreview {
  /** For addresses. */
  id: string;
  /** What it is about and whom it is for, in French. */
  description: string;
  to: string;
  subject: string;
  text: string;
  /** The body of its HTML, its styles being classes of the stylesheet. */
  body: string;
  /** It comes with an invitation to a calendar. */
  hasInvitation: boolean;
}

/** Every mail of the process, to every reader and in each of its wordings, with made-up data. */
export interface MailPreviews {
  list(): readonly MailPreview[];
  find(id: string): MailPreview | undefined;
  /** The styles of every preview. */
  stylesheet(): string;
}

/** Everything the services work with, put together by the composition roots. */
export interface Backend {
  client: Client;
  stores: ServiceStores;
  databaseErrors: DatabaseErrors;
  clock: Clock;
  civilTime: CivilTime;
  files: FileStore;
  /** What a logo is, or why it cannot be printed. */
  inspectLogo(bytes: Buffer): 'png' | 'jpeg' | 'other' | 'too_many_pixels' | 'unreadable';
  inspect(path: string): Promise<Inspection>;
  /** Absent where none was asked for: then no file is scanned. */
  scanner?: Scanner;
  calendarFiles: CalendarFiles;
  tables: Tables;
  papers: PaperPrinter;
  /** The booked meeting as an iCalendar file. */
  meetingFile(meeting: Meeting, context: MailContext, on: { at: Instant; publicUrl: string }): string;
  mailPreviews: MailPreviews;
  /** Where managers look into Temporal; absent where nobody said. */
  temporalUi?: TemporalUi;
  /** Where one reads the mails of an installation that delivers none; absent where they are delivered. */
  mailUiUrl?: string;
  /** What the server mails by itself, in answer to somebody who asks to be let in. */
  accessMails: AccessMailer;
  /** The institution's own accounts, where it has a provider. */
  singleSignOn?: SingleSignOn;
  /** What links begin with, without a slash at its end. */
  publicUrl: string;
  /** Derives the secrets of tokens, so that none has to be kept. */
  secret: string;
  /** How long Temporal and its workers may take to answer. */
  patienceMs: number;
}

/** Now, and the civil date that it is in Paris. */
export async function present(
  backend: Pick<Backend, 'clock' | 'civilTime'>,
): Promise<{ at: Instant; today: PlainDate }> {
  const at = await backend.clock.now();
  return { at, today: backend.civilTime.parisDate(at) };
}
