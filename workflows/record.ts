import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type MailRequest, mailKey } from '../domain/mails.ts';
import type { Keyed, Transition } from '../domain/record.ts';
import { local, regular } from './activities.ts';
import { workflowNow } from './clock.ts';
import { currentDetails } from './details.ts';
import { type Dossier, snapshotOf } from './dossier.ts';
import { searchAttributesOf } from './search-attributes.ts';

/**
 * The only way the read model, the journal and the mails to send are written: what was drafted since the last record, in
 * one transaction, one record after the other. Answers once everything drafted before the call is written.
 */
export function record(dossier: Dossier): Promise<void> {
  dossier.writing = dossier.writing.then(() => write(dossier));
  return dossier.writing;
}

async function write(dossier: Dossier): Promise<void> {
  const { accepted, lines, mails, touched } = dossier.draft;
  const things = accepted.length + lines.length + mails.length + (touched ? 1 : 0);
  if (things === 0) return;
  dossier.draft = { accepted: [], lines: [], mails: [] };
  dossier.version += things;
  const { version, facts } = dossier;
  const snapshot = snapshotOf(dossier);
  const transition: Transition = {
    enrolmentId: facts.enrolmentId,
    version,
    historyLength: workflowInfo().historyLength,
    at: workflowNow(),
    snapshot,
    accepted,
    lines,
    mails,
  };
  await local.record.executeWithOptions({ summary: lines.map((line) => line.type).join(', ') }, [transition]);
  if (mails.length > 0) void post(dossier, mails);
  publish(dossier);
}

/** Mails stop no step: they leave on their own, are tried until they go, and the enrolment's end waits for them. */
async function post(dossier: Dossier, mails: Keyed<MailRequest>[]): Promise<void> {
  const { enrolmentId } = dossier.facts;
  dossier.mailsUnderWay += 1;
  const summary = `Courriels\u00a0: ${mails.map(({ name, to }) => `${name} → ${to}`).join(', ')}`;
  const keys = mails.map((mail) => mailKey(enrolmentId, mail));
  await regular.sendMails.executeWithOptions({ summary }, [{ enrolmentId, keys }]);
  dossier.mailsUnderWay -= 1;
}

/** What a manager sees in the Temporal UI: details and search attributes, the latter only when they changed. */
export function publish(dossier: Dossier): void {
  const snapshot = snapshotOf(dossier);
  setCurrentDetails(currentDetails(snapshot));
  if (!dossier.planned) return;
  const attributes = searchAttributesOf(snapshot, dossier.dueAt);
  const next = JSON.stringify(attributes.map(({ key, value }) => [key.name, value]));
  if (next === dossier.published) return;
  dossier.published = next;
  upsertSearchAttributes(attributes);
}
