import type { StoredTutor } from '../db/tutors.ts';
import { requireAllowed } from '../domain/actions.ts';
import { RuleViolation } from '../domain/errors.ts';
import type { TutorProfile } from '../domain/tutor.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

export interface Assignment {
  tutorId: string;
  reason?: string;
  force?: boolean;
}

/** R9, R31: assigns a tutor, or replaces the one there is. One assignment at a time to the same tutor. */
export async function assignTutor(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { tutorId, reason, force }: Assignment,
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  await backend.stores.oneAssignmentAtATime(tutorId, async () => {
    const tutor = await backend.stores.tutors.find(tutorId);
    if (!tutor) {
      requireAllowed(enrolment.situation, 'assignTutor');
      throw unknownTutor();
    }
    const hasReason = isWritten(reason);
    await issue(backend, {
      name: 'assignTutor',
      enrolment,
      principal,
      scope,
      now: await present(backend),
      content: { reason },
      facts: { tutor: profileOf(tutor, enrolment.certification), forced: force === true, hasReason },
    });
  });
}

const profileOf = (tutor: StoredTutor, certification: string): TutorProfile => ({
  id: tutor.id,
  code: tutor.code,
  active: tutor.active,
  approved: tutor.approved !== null,
  coversCertification: tutor.certifications.includes(certification),
  load: tutor.load,
  capacity: tutor.capacity,
});

const unknownTutor = (): RuleViolation => {
  const message = 'Ce tuteur n’existe pas.';
  return new RuleViolation('tutor.unknown', message, [{ path: 'tutorId', code: 'tutor.unknown', message }]);
};

/** Those who may be assigned (R9), least loaded first, those at capacity last; never the one who is there already. */
export async function suggestTutors(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<{ tutor: StoredTutor; load: number; capacity: number }[]> {
  const { certification, tutor: current } = await visibleEnrolment(backend, principal, enrolmentId);
  const tutors = await backend.stores.tutors.suggestionsFor(certification);
  return tutors
    .filter(({ id }) => id !== current?.id)
    .map((tutor) => ({ tutor, load: tutor.load, capacity: tutor.capacity }));
}
