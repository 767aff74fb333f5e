import type { StoredImportLine } from '../../db/imports.ts';
import type { FieldError } from '../../domain/errors.ts';
import { RuleViolation } from '../../domain/errors.ts';
import type { Backend } from '../backend.ts';
import { ServiceRefusal, Unavailable } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { register } from '../registration.ts';
import type { Registration } from '../registration-form.ts';

/** A process that dies frees its import after this time; one that lives renews it. */
const LEASE_MS = 10_000;
const RENEWAL_MS = 3_000;
const LINES_AT_ONCE = 4;

/** Goes on with the imports that a dead process, or a Temporal that did not answer, has left under way. */
export async function continueImports(backend: Backend): Promise<void> {
  for (const id of await backend.stores.imports.leftUnderWay()) await runImport(backend, id);
}

/**
 * Enrols the lines of a confirmed import that are not yet: each under a scope of its own, so that one enrolled already, by a
 * process that died before it could say so, is found and not enrolled again. Returns at once when another process does it.
 * Stops where Temporal or the database does not answer, for `continueImports` to go on.
 */
export async function runImport(backend: Backend, id: string): Promise<void> {
  const { imports } = backend.stores;
  const principal = await imports.take(id, LEASE_MS);
  if (!principal) return;
  const renewal = setInterval(() => void imports.keepTaken(id, LEASE_MS).catch(() => undefined), RENEWAL_MS);
  try {
    await enrolLines(backend, principal, id);
  } finally {
    clearInterval(renewal);
    await imports.giveBack(id);
  }
}

async function enrolLines(backend: Backend, principal: Principal, id: string): Promise<void> {
  for (let after = 0; ; ) {
    const lines = await backend.stores.imports.lines(id, { limit: LINES_AT_ONCE, after, status: 'ready' });
    if (lines.length === 0) return;
    const answered = await Promise.all(lines.map((line) => enrolLine(backend, principal, id, line)));
    if (answered.includes(false)) return;
    after = lines.at(-1)!.line;
  }
}

/** Answers whether its outcome is known. */
async function enrolLine(
  backend: Backend,
  principal: Principal,
  id: string,
  { line, registration }: StoredImportLine,
): Promise<boolean> {
  try {
    const enrolmentId = await register(backend, principal, registration as Registration, scopeOf(id, line));
    await backend.stores.imports.enrolled(id, line, enrolmentId);
    return true;
  } catch (error) {
    if (error instanceof Unavailable || backend.databaseErrors.isUnavailable(error)) return false;
    if (!(error instanceof RuleViolation || error instanceof ServiceRefusal)) throw error;
    await backend.stores.imports.failed(id, line, refusalsIn(error));
    return true;
  }
}

/** The same for a line whenever it is enrolled: what its enrolment's id derives from. */
const scopeOf = (id: string, line: number): string => `import ${id} line ${line}`;

const refusalsIn = ({ code, message, errors }: RuleViolation | ServiceRefusal): FieldError[] => [
  { path: errors[0]?.path ?? '', code, message },
];
