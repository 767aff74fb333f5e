import { allHandlersFinished, condition } from '@temporalio/workflow';
import { mailTo } from '../domain/mails.ts';
import { situationOf } from '../domain/progress.ts';
import { daysAfter, msBetween, workflowNow } from './clock.ts';
import { type Dossier, note } from './dossier.ts';
import { record } from './record.ts';
import { enter } from './steps.ts';

/**
 * The enrolment is closed; after an avis, the auditeur is asked once what they thought of the prestation. The one reminder
 * leaves with the question, and waits in the queue for its day: it is dropped there when the answer comes.
 */
export function close(dossier: Dossier): void {
  enter(dossier, 'closed');
  dossier.facts = { ...dossier.facts, closedOn: dossier.today };
  dossier.dueAt = undefined;
  dossier.planned = true;
  if (!dossier.facts.avis || dossier.surveyed) return;
  dossier.surveyed = true;
  note(dossier, 'survey.sent', 'L’avis de l’auditeur sur la prestation lui est demandé.', {
    mails: [
      ...mailTo(['auditeur'], 'survey', {}),
      ...mailTo(['auditeur'], 'survey_reminder', { closedOn: dossier.today }),
    ],
  });
}

/** A day of 25 hours, in October, must not end the last day early. */
const HOUR_MS = 3_600_000;

/** R20: whether a corrected avis reopens the follow-up, within the days that the policy gives after the closing. */
export async function reopened(dossier: Dossier): Promise<boolean> {
  const reopens = () => situationOf(dossier.facts, workflowNow()) !== 'closed';
  dossier.awaited = reopens;
  await record(dossier);
  const now = workflowNow();
  const until = daysAfter(now, (dossier.facts.avisCorrectionDays ?? 0) + 1);
  const summary = 'L’avis peut encore être corrigé';
  const hasReopened = await condition(reopens, msBetween(now, until) + HOUR_MS, { summary });
  dossier.awaited = undefined;
  return hasReopened;
}

/** The workflow ends once every mail has gone and every caller has its answer. */
export async function archive(dossier: Dossier): Promise<void> {
  dossier.awaited = () => false;
  await record(dossier);
  await condition(() => dossier.mailsUnderWay === 0 && allHandlersFinished());
  dossier.archived = true;
  note(dossier, 'enrolment.archived', 'Le dossier est archivé\u00a0: plus aucune action n’y est possible.');
  await record(dossier);
  await condition(allHandlersFinished);
}
