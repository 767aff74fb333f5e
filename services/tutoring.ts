import type { TimeEntry, TutoringConfirmation } from '../db/tutoring.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { Outcome } from '../domain/enrolment.ts';
import { RuleViolation } from '../domain/errors.ts';
import { TUTORING_MINUTES } from '../domain/tutoring.ts';
import { type Backend, present } from './backend.ts';
import { actorOf, issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import { ServiceRefusal } from './errors.ts';
import type { Principal } from './principal.ts';

/** R30: a line of the tutoring ledger. */
export async function logTime(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { date, minutes, label }: { date: PlainDate; minutes: number; label: string },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  await issue(backend, {
    name: 'logTime',
    enrolment,
    principal,
    scope,
    now,
    content: { label },
    facts: { date, minutes },
  });
}

export interface TutoringLedger {
  items: TimeEntry[];
  totalMinutes: number;
  /** What the prestation comprises. */
  allowanceMinutes: number;
  /** The auditeur has confirmed the total as it stands. */
  confirmed: boolean;
  /** Oldest first; one is outdated once lines were added after it. */
  confirmations: (TutoringConfirmation & { outdated: boolean })[];
}

/** R30: the ledger, whole, with its total. */
export async function tutoringLedger(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<TutoringLedger> {
  const { id, tutoringMinutes: totalMinutes } = await visibleEnrolment(backend, principal, enrolmentId);
  const [items, confirmations] = await Promise.all([
    backend.stores.tutoring.entries(id),
    backend.stores.tutoring.confirmations(id),
  ]);
  return {
    items,
    totalMinutes,
    allowanceMinutes: TUTORING_MINUTES,
    confirmed: confirmations.some((one) => one.totalMinutes === totalMinutes),
    confirmations: confirmations.map((one) => ({ ...one, outdated: one.totalMinutes !== totalMinutes })),
  };
}

/**
 * R30: the auditeur confirms the total as it stands; the one they read, when they say which. Confirmed again, it changes
 * nothing.
 */
export async function confirmTutoring(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { totalMinutes: expected }: { totalMinutes?: number } = {},
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  if (enrolment.tutoringMinutes === 0) {
    throw new RuleViolation('enrolment.state', 'Aucune minute d’accompagnement n’est encore inscrite au relevé.');
  }
  const { at } = await present(backend);
  const actor = actorOf(principal, enrolment);
  const { stands } = await backend.stores.tutoring.confirm(enrolment.id, { at, actor, expected });
  if (expected !== undefined && expected !== stands) throw recordChanged(stands);
}

function recordChanged(totalMinutes: number): ServiceRefusal {
  const message = `Le relevé d’accompagnement compte maintenant ${totalMinutes} minutes\u00a0: relisez-le avant de le confirmer.`;
  const code = 'tutoring_record.changed';
  return new ServiceRefusal('state', code, message, [{ path: 'totalMinutes', code, message }]);
}

const OUTCOMES_OF_AN_AVIS: readonly Outcome[] = ['validated', 'not_validated'];

/** The satisfaction survey: once the enrolment is closed after an avis, and once only. */
export async function answerSurvey(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { satisfaction, comment }: { satisfaction: number; comment?: string },
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  if (enrolment.step !== 'closed') {
    throw new RuleViolation('enrolment.state', 'L’enquête de satisfaction s’ouvre à la clôture du dossier.');
  }
  if (!enrolment.outcome || !OUTCOMES_OF_AN_AVIS.includes(enrolment.outcome)) {
    throw new RuleViolation(
      'enrolment.state',
      'L’enquête de satisfaction suit un avis\u00a0: ce dossier a été clos sans avis.',
    );
  }
  const { at, today } = await present(backend);
  const answer = { satisfaction, comment, month: today.slice(0, 7) };
  await backend.stores.surveys.answer(enrolment.id, answer, { at, actor: actorOf(principal, enrolment) });
}
