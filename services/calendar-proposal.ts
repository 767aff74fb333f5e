import { createHmac, timingSafeEqual } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Backend, CalendarChange } from './backend.ts';
import { type CalendarImport, importCalendar } from './calendar.ts';
import { openContent, storeContent } from './contents.ts';
import { ServiceRefusal } from './errors.ts';
import type { Principal } from './principal.ts';

/** What one of the ministry's files would change, and what says which file that was. */
export interface CalendarProposal extends CalendarChange {
  format: string;
  /** For importProposed, within a day. */
  ticket: string;
}

/**
 * Reads one of the ministry's files and tells what it would change; nothing is changed. Its bytes wait in the storage, where
 * the sweep removes them after a day.
 *
 * @throws RuleViolation `calendar.invalid`
 */
export async function proposeCalendar(backend: Backend, content: Buffer): Promise<CalendarProposal> {
  const imported = backend.calendarFiles.read(content);
  const change = backend.calendarFiles.compare(await backend.stores.schoolCalendar.list(), imported);
  const { sha256 } = await storeContent(backend.files, { source: content });
  return { ...change, format: imported.format, ticket: `${sha256}.${signatureOf(backend, sha256)}` };
}

/** Imports the file of a proposal, as it was read then; what it changes may be less, if others have imported since. */
export async function importProposed(backend: Backend, principal: Principal, ticket: string): Promise<CalendarImport> {
  const [sha256 = '', signature = ''] = ticket.split('.');
  if (!/^[0-9a-f]{64}$/.test(sha256) || !same(signature, signatureOf(backend, sha256))) throw gone();
  const content = await openContent(backend.files, sha256)
    .then(buffer)
    .catch((error: Error) => {
      throw error.name === 'ContentMissing' ? gone() : error;
    });
  return importCalendar(backend, content, principal, '/reglages/calendrier');
}

/** Only a file that was proposed is read again: what else is stored is nobody's calendar. */
const signatureOf = ({ secret }: Backend, sha256: string): string =>
  createHmac('sha256', secret).update(`calendar ${sha256}`).digest('hex');

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const gone = (): ServiceRefusal =>
  new ServiceRefusal('state', 'calendar.gone', 'Ce fichier n’est plus là\u00a0: envoyez-le de nouveau.');
