import { setTimeout as pause } from 'node:timers/promises';
import type { ImportLinePage, ImportLineStatus, StoredImport, StoredImportLine } from '../../db/imports.ts';
import type { Instant } from '../../domain/dates.ts';
import { audited, type Told } from '../audit.ts';
import { type Backend, present } from '../backend.ts';
import { notFound, ServiceRefusal } from '../errors.ts';
import { uuidFrom } from '../idempotency-scope.ts';
import type { Principal } from '../principal.ts';
import { lookupsForMany } from '../registration-case.ts';
import { judgeLines } from './judge-lines.ts';
import { readImportFile } from './read-file.ts';
import { runImport } from './run.ts';

/** `previewed`: nothing is enrolled. `running`: lines are being enrolled. `finished`: each line has its outcome. */
export type ImportStatus = 'previewed' | 'running' | 'finished';

/** A file of registrations: what its lines would become, then what they became. */
export interface ImportView {
  id: string;
  fileName?: string;
  status: ImportStatus;
  createdAt: Instant;
  /** Nothing of it is kept after that. */
  expiresAt: Instant;
  columns: { path: string; title: string }[];
  /** Headings that name nothing we know: their cells are not read. */
  ignoredColumns: string[];
  counts: Record<ImportLineStatus, number>;
  /** How many of those refused are so because the auditeur has that enrolment: there is nothing to correct in them. */
  alreadyEnrolled: number;
}

export type { ImportLineStatus } from '../../db/imports.ts';
export type ImportLineView = Omit<StoredImportLine, 'registration'>;

/**
 * Reads a file of registrations and keeps what each line would become, for 24 hours: nothing is enrolled. The same scope
 * gives the same preview.
 *
 * @throws ServiceRefusal `import.…` when the file itself cannot be taken.
 */
export async function previewImport(
  backend: Backend,
  principal: Principal,
  { content, name }: { content: Buffer; name?: string },
  scope: string,
): Promise<ImportView> {
  const { columns, ignored, lines } = readImportFile(backend, content);
  const { today } = await present(backend);
  const emails = lines.flatMap(({ cells }) => cells['auditeur.email'] ?? []);
  const judged = await judgeLines(await lookupsForMany(backend, emails), lines, { principal, today });
  const id = uuidFrom(`import ${scope}`);
  const { role, name: who, tokenId, userId, centre } = principal;
  await backend.stores.imports.insert(
    {
      id,
      owner: ownerOf(principal),
      principal: { role, name: who, tokenId, userId, centre },
      fileName: name,
      headings: { columns, ignored },
    },
    judged,
  );
  return readImport(backend, principal, id);
}

/** An import, for who sent it; to anybody else it does not exist. */
export async function readImport(backend: Backend, principal: Principal, id: string): Promise<ImportView> {
  return viewOf(await ownImport(backend, principal, id));
}

/** A page of its lines, in order. */
export async function readImportLines(
  backend: Backend,
  principal: Principal,
  id: string,
  { limit, ...page }: ImportLinePage,
): Promise<{ items: ImportLineView[]; next: number | null }> {
  await ownImport(backend, principal, id);
  const found = await backend.stores.imports.lines(id, { ...page, limit: limit + 1 });
  const items = found.slice(0, limit).map(({ registration, ...line }) => line);
  return { items, next: found.length > limit ? items.at(-1)!.line : null };
}

/** A small file is enrolled before its confirmation is answered. */
const SHORT_WAIT_MS = 4_000;

/**
 * Enrols the lines that no rule refuses, each once, however often it is confirmed; what is not done when it answers goes on,
 * also after a restart.
 *
 * @throws ServiceRefusal `import.refused_lines` when some lines are refused, other than as enrolled already, and `withoutRefused`
 * does not say to leave them out; `import.nothing` when all are.
 */
export async function confirmImport(
  backend: Backend,
  principal: Principal,
  id: string,
  { withoutRefused = false }: { withoutRefused?: boolean },
): Promise<ImportView> {
  const found = await ownImport(backend, principal, id);
  if (!found.confirmedAt) requireWorthConfirming(found, withoutRefused);
  await audited(
    backend,
    principal,
    (within) => within.stores.imports.confirm(id),
    (isFirst) => (isFirst ? confirmedTold(principal, found) : undefined),
  );
  // What fails here is gone on with by continueImports.
  const run = runImport(backend, id).catch(() => undefined);
  await Promise.race([run, pause(SHORT_WAIT_MS, undefined, { ref: false })]);
  return readImport(backend, principal, id);
}

function requireWorthConfirming({ counts, alreadyEnrolled }: StoredImport, withoutRefused: boolean): void {
  const wrong = counts.refused - alreadyEnrolled;
  if (counts.ready === 0) {
    const message =
      wrong > 0
        ? 'Aucune ligne ne peut être importée\u00a0: corrigez le fichier.'
        : 'Toutes les lignes sont déjà inscrites\u00a0: il n’y a rien à importer.';
    throw new ServiceRefusal('rule', 'import.nothing', message);
  }
  if (wrong === 0 || withoutRefused) return;
  throw new ServiceRefusal(
    'rule',
    'import.refused_lines',
    `${wrong}\u00a0ligne${wrong > 1 ? 's ne peuvent pas être importées' : ' ne peut pas être importée'}\u00a0: ` +
      'corrigez le fichier, ou confirmez l’import des autres seulement.',
  );
}

const confirmedTold = ({ centre }: Principal, { id, counts: { ready, refused } }: StoredImport): Told => ({
  action: 'enrolments.imported',
  subject: id,
  text: `Import confirmé\u00a0: inscriptions à faire, ${ready}\u00a0; lignes laissées de côté, ${refused}.`,
  centre,
});

async function ownImport({ stores }: Backend, principal: Principal, id: string): Promise<StoredImport> {
  const found = await stores.imports.find(id, ownerOf(principal));
  if (!found) throw notFound('Import');
  return found;
}

/** The person, through whichever token or session; a token that is nobody's, itself. */
const ownerOf = ({ userId, tokenId }: Principal): string => (userId ? `user ${userId}` : `token ${tokenId}`);

const viewOf = (found: StoredImport): ImportView => ({
  id: found.id,
  ...(found.fileName && { fileName: found.fileName }),
  status: !found.confirmedAt ? 'previewed' : found.finishedAt ? 'finished' : 'running',
  createdAt: found.createdAt,
  expiresAt: found.expiresAt,
  columns: found.headings.columns,
  ignoredColumns: found.headings.ignored,
  counts: found.counts,
  alreadyEnrolled: found.alreadyEnrolled,
});
