import type { StoredEnrolment } from '../../db/enrolment-row.ts';
import type { TimeEntry } from '../../db/tutoring.ts';
import { type Instant, laterOf, type PlainDate } from '../../domain/dates.ts';
import type { Outcome } from '../../domain/enrolment.ts';
import { RuleViolation } from '../../domain/errors.ts';
import { TUTORING_MINUTES } from '../../domain/tutoring.ts';
import type { Backend } from '../backend.ts';
import { visibleEnrolment } from '../enrolments.ts';
import type { Principal } from '../principal.ts';
import { paperOf } from './identity.ts';
import { type PrintedPaper, printed } from './printed.ts';
import { minutesOf } from './tutoring-record.ts';

/**
 * The certificat de réalisation, for whoever pays: from the first line of tutoring to the avis, or to where the prestation
 * was cut short.
 *
 * @throws RuleViolation `enrolment.state` while the prestation goes on, and when nothing of it was carried out.
 */
export async function completionCertificatePaper(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<PrintedPaper> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const [end, entries] = [await endOf(backend, enrolment), await backend.stores.tutoring.entries(enrolment.id)];
  if (!end) throw notYet('la prestation est en cours.');
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) throw notYet('aucune minute d’accompagnement n’a été réalisée.');
  const { paper, centre } = await paperOf(backend, enrolment, settledAt(end.at, entries));
  const { funder } = enrolment.funding;
  const bytes = await backend.papers.completionCertificate({
    ...paper,
    ...(funder && { funder }),
    from: first.date,
    to: laterOf(last.date, end.on),
    totalMinutes: minutesOf(entries),
    plannedMinutes: TUTORING_MINUTES,
    outcome: end.outcome,
    ...(centre.fundedAction && { action: centre.fundedAction }),
  });
  return printed('certificat-realisation', enrolment.reference, bytes);
}

interface End {
  on: PlainDate;
  at: Instant;
  outcome: Outcome;
}

/** Where the prestation ended: at its first avis, whatever corrected it since; else where a human cut it short. */
async function endOf({ stores }: Backend, enrolment: StoredEnrolment): Promise<End | undefined> {
  const [avis] = await stores.conclusions.avis(enrolment.id);
  if (avis) return { on: avis.givenOn, at: avis.recordedAt, outcome: avis.mention };
  const { snapshot, firstClosedAt: at } = enrolment;
  const ended = snapshot?.facts.ended;
  return ended && at ? { on: ended.on, at, outcome: ended.outcome } : undefined;
}

const settledAt = (at: Instant, entries: readonly TimeEntry[]): Instant =>
  [at, ...entries.map(({ recordedAt }) => recordedAt)].sort().at(-1)!;

const notYet = (why: string): RuleViolation =>
  new RuleViolation('enrolment.state', `Le certificat de réalisation ne peut pas être établi\u00a0: ${why}`);
