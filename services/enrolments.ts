import type { EnrolmentFilters, Viewer } from '../db/enrolment-list.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import { type Backend, present } from './backend.ts';
import { type EnrolmentView, viewOf } from './enrolment-view.ts';
import { notFound } from './errors.ts';
import { type Concerned, maySee, type Principal } from './principal.ts';

/** An enrolment that the asker may see; else it is as if it did not exist. */
export async function visibleEnrolment(backend: Backend, principal: Principal, id: string): Promise<StoredEnrolment> {
  const enrolment = await backend.stores.enrolments.find(id);
  if (!enrolment || !maySee(principal, concerned(enrolment))) throw notFound('Dossier');
  return enrolment;
}

/** What `maySee` looks at. */
export const concerned = ({ id, centre, auditeur, tutor }: StoredEnrolment): Concerned => ({
  id,
  centre,
  auditeurEmail: auditeur.email,
  tutorId: tutor?.id ?? null,
});

/** One enrolment as its asker sees it. */
export async function readEnrolment(backend: Backend, principal: Principal, id: string): Promise<EnrolmentView> {
  return (await shown(backend, principal, [await visibleEnrolment(backend, principal, id)]))[0]!;
}

/** An enrolment for the one who has just acted on it: it was visible then, even if it is no more. */
export async function readAfterAct(backend: Backend, principal: Principal, id: string): Promise<EnrolmentView> {
  const enrolment = await backend.stores.enrolments.find(id);
  if (!enrolment) throw notFound('Dossier');
  return (await shown(backend, principal, [enrolment]))[0]!;
}

/** A page of the asker's enrolments, newest first; `next` is null at the end. */
export async function listEnrolments(
  backend: Backend,
  principal: Principal,
  filters: EnrolmentFilters,
  page: { limit: number; before?: number },
): Promise<{ items: EnrolmentView[]; next: number | null }> {
  const { items, next } = await backend.stores.enrolments.list(filters, viewerOf(principal), page);
  return { items: await shown(backend, principal, items), next };
}

async function shown(backend: Backend, principal: Principal, enrolments: StoredEnrolment[]): Promise<EnrolmentView[]> {
  const attachments = await backend.stores.attachmentsOf(enrolments.map(({ id }) => id));
  const now = await present(backend);
  return enrolments.map((enrolment) => viewOf(enrolment, attachments(enrolment.id), principal.role, now.today));
}

function viewerOf({ role, auditeurEmail = '', tutorId = '', centre, onlyEnrolment: only }: Principal): Viewer {
  if (role === 'auditeur') return { auditeurEmail, centre, only };
  if (role === 'tutor') return { tutorId, centre, only };
  return { centre };
}
