import { type Backend, present } from './backend.ts';
import { visibleEnrolment } from './enrolments.ts';
import { notFound } from './errors.ts';
import type { Principal } from './principal.ts';

/** The first meeting as an iCalendar file, while one is booked. */
export async function meetingCalendar(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<{ name: string; content: string }> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const { meeting, heldOn } = enrolment.snapshot?.facts ?? {};
  const centre = await backend.stores.centres.find(enrolment.centre);
  if (!meeting || heldOn || !centre) throw notFound('Rendez-vous');
  const { at } = await present(backend);
  const { id, reference, certificationTitle, activityUnit, auditeur, tutor, videoUrl } = enrolment;
  const context = {
    enrolmentId: id,
    reference,
    certificationTitle,
    activityUnitTitle: activityUnit.title,
    centre,
    auditeur,
    tutor,
    videoUrl,
  };
  const content = backend.meetingFile(meeting, context, { at, publicUrl: backend.publicUrl });
  return { name: `rendez-vous-${reference}.ics`, content };
}
