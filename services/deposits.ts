import type { StoredDocument } from '../db/documents.ts';
import type { PlainDate } from '../domain/dates.ts';
import { type FileKind, type FoundFile, judgeFile } from '../domain/report.ts';
import { type Backend, present } from './backend.ts';
import { issue, type NewDocument } from './commands.ts';
import { keepContent, storeContent } from './contents.ts';
import { visibleEnrolment } from './enrolments.ts';
import { Unavailable } from './errors.ts';
import { calendarFacts, policyOf } from './gather.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

/** A file received: where it lies for the time of the request; nowhere when it was too large to be kept. */
export interface ReceivedFile {
  path?: string;
  name: string;
  sizeBytes: number;
}

interface Looked {
  judged?: FoundFile;
  document?: NewDocument;
}

/**
 * Looks into a file (R12), has it scanned where there is an antivirus, and stores it when it can be accepted. What is wrong
 * with it is told by the workflow's validator, after the state.
 * @throws Unavailable when the antivirus does not say: then nothing is let through.
 */
async function look(backend: Backend, kind: FileKind, receivedOn: PlainDate, file?: ReceivedFile): Promise<Looked> {
  if (!file) return {};
  if (file.path === undefined) return { judged: { kind, sizeBytes: file.sizeBytes, format: 'other' } };
  const { sha256, ...found } = await backend.inspect(file.path);
  const judged = { kind, ...found };
  if (!mayBeDeposited(judged)) return { judged };
  if (await isInfected(backend, file.path)) return { judged: { ...judged, format: 'infected' } };
  const content = { source: { path: file.path }, sha256 };
  await storeContent(backend.files, content);
  const row = { ...judged, name: file.name, sha256, receivedOn };
  return { judged, document: { row, keepContent: () => keepContent(backend.files, content) } };
}

const SCANNER_RETRY_SECONDS = 30;

async function isInfected({ scanner }: Backend, path: string): Promise<boolean> {
  if (!scanner) return false;
  try {
    return (await scanner.scan(path)).infected;
  } catch (cause) {
    throw new Unavailable('The scanner does not say whether a file is dangerous.', {
      cause,
      retryAfterSeconds: SCANNER_RETRY_SECONDS,
      told:
        'L’antivirus ne répond pas\u00a0: le fichier n’a pas pu être examiné, et rien n’a été enregistré. ' +
        'Déposez-le de nouveau dans quelques instants.',
    });
  }
}

function mayBeDeposited(file: FoundFile): file is FoundFile & { format: StoredDocument['format'] } {
  try {
    judgeFile(file);
    return true;
  } catch {
    return false;
  }
}

export interface Deposit {
  file?: ReceivedFile;
  receivedOn?: PlainDate;
  note?: string;
}

/** Step 3: the report, again as often as wanted until the correction. */
export async function submitReport(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { file, note, receivedOn: given }: Deposit,
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const receivedOn = given ?? now.today;
  const { judged, document } = await look(backend, 'report', receivedOn, file);
  const calendar = await calendarFacts(backend, enrolment.holidayZone, receivedOn, now.today);
  const facts = { file: judged, receivedOn, calendar };
  await issue(backend, { name: 'submitReport', enrolment, principal, scope, now, content: { note }, document, facts });
}

/** Step 3: an annotated file, remarks, or both. */
export async function returnCorrection(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  {
    file,
    remarks,
    returnedOn: given,
    note,
  }: { file?: ReceivedFile; remarks?: string; returnedOn?: PlainDate; note?: string },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const returnedOn = given ?? now.today;
  const { judged, document } = await look(backend, 'correction', returnedOn, file);
  const { minRevisionDays } = await policyOf(backend, enrolment.centre);
  const facts = { file: judged, hasRemarks: isWritten(remarks), returnedOn, minRevisionDays };
  const content = { remarks: isWritten(remarks) ? remarks : undefined, note };
  await issue(backend, { name: 'returnCorrection', enrolment, principal, scope, now, content, document, facts });
}

/** Step 4: the revised report, or the statement that it stays unchanged. */
export async function submitRevision(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { file, unchanged = false, receivedOn: given, note }: Deposit & { unchanged?: boolean },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const receivedOn = given ?? now.today;
  const { judged, document } = await look(backend, 'revision', receivedOn, file);
  const { avisDays } = await policyOf(backend, enrolment.centre);
  const facts = { file: judged, unchanged, receivedOn, avisDays };
  await issue(backend, {
    name: 'submitRevision',
    enrolment,
    principal,
    scope,
    now,
    content: { note },
    document,
    facts,
  });
}
