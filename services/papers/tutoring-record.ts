import type { TimeEntry, TutoringConfirmation } from '../../db/tutoring.ts';
import type { Instant } from '../../domain/dates.ts';
import { RuleViolation } from '../../domain/errors.ts';
import { TUTORING_MINUTES } from '../../domain/tutoring.ts';
import type { Backend } from '../backend.ts';
import { visibleEnrolment } from '../enrolments.ts';
import type { Principal } from '../principal.ts';
import { paperOf } from './identity.ts';
import { type PrintedPaper, printed } from './printed.ts';

/**
 * The relevé d'accompagnement (R30), settled at its last line or confirmation.
 *
 * @throws RuleViolation `enrolment.state` until a first line is in it.
 */
export async function tutoringRecordPaper(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<PrintedPaper> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const [entries, confirmations] = await Promise.all([
    backend.stores.tutoring.entries(enrolment.id),
    backend.stores.tutoring.confirmations(enrolment.id),
  ]);
  if (entries.length === 0) {
    throw new RuleViolation('enrolment.state', 'Aucune minute d’accompagnement n’est encore inscrite au relevé.');
  }
  const { paper } = await paperOf(backend, enrolment, settledAt(entries, confirmations));
  const nameOf = await tutorNames(backend, entries);
  const bytes = await backend.papers.tutoringRecord({
    ...paper,
    entries: entries.map(({ date, minutes, label, tutorId }) => {
      const tutor = tutorId && nameOf.get(tutorId);
      return { date, minutes, label, ...(tutor && { tutor }) };
    }),
    totalMinutes: minutesOf(entries),
    allowanceMinutes: TUTORING_MINUTES,
    confirmations: confirmations.map((one) => onPaper(backend, one)),
  });
  return printed('releve-accompagnement', enrolment.reference, bytes);
}

/** The sum of a ledger. */
export const minutesOf = (entries: readonly TimeEntry[]): number =>
  entries.reduce((sum, { minutes }) => sum + minutes, 0);

const settledAt = (entries: readonly TimeEntry[], confirmations: readonly TutoringConfirmation[]): Instant =>
  [...entries.map(({ recordedAt }) => recordedAt), ...confirmations.map(({ confirmedAt }) => confirmedAt)]
    .sort()
    .at(-1)!;

/** A tutor who was replaced is named on the lines that were theirs (R31). */
async function tutorNames({ stores }: Backend, entries: readonly TimeEntry[]): Promise<Map<string, string>> {
  const ids = new Set(entries.flatMap(({ tutorId }) => tutorId ?? []));
  const tutors = await Promise.all([...ids].map((id) => stores.tutors.find(id)));
  return new Map(tutors.flatMap((one) => (one ? [[one.id, `${one.firstName} ${one.lastName}`] as const] : [])));
}

const onPaper = ({ civilTime }: Backend, confirmation: TutoringConfirmation) => ({
  ...confirmation,
  confirmedOn: civilTime.parisDate(confirmation.confirmedAt),
  confirmedTime: civilTime.parisTime(confirmation.confirmedAt),
});
