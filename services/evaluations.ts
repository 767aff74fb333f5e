import type { EvaluationForm } from '../db/certifications.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { FollowUpPath, Mention } from '../domain/enrolment.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import { policyOf, publicHolidaysAround } from './gather.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

export interface WrittenAvis {
  mention?: Mention;
  motivation?: string;
  criteria?: { id: string; met?: boolean; comment?: string }[];
  givenOn?: PlainDate;
  note?: string;
}

/** Step 5, R20: the avis, on the certification's form in force. */
export async function giveAvis(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  avis: WrittenAvis,
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const form = await formInForce(backend, enrolment);
  const { now, content, facts } = await gatherAvis(backend, enrolment, avis, form);
  await issue(backend, { name: 'giveAvis', enrolment, principal, scope, now, content, facts });
}

/** R20: a manager corrects the avis, on the form that it was given with. */
export async function correctAvis(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { reason, ...avis }: WrittenAvis & { reason?: string },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const form = await formOfLastAvis(backend, enrolment);
  const { now, content, facts } = await gatherAvis(backend, enrolment, avis, form);
  await issue(backend, {
    name: 'correctAvis',
    enrolment,
    principal,
    scope,
    now,
    content: { ...content, reason },
    facts: { ...facts, hasReason: isWritten(reason) },
  });
}

async function gatherAvis(backend: Backend, enrolment: StoredEnrolment, avis: WrittenAvis, form: EvaluationForm) {
  const { mention, motivation, criteria = [], givenOn, note } = avis;
  const now = await present(backend);
  const { followUpWorkingDays, avisCorrectionDays } = await policyOf(backend, enrolment.centre);
  return {
    now,
    content: { mention, motivation, criteria, formKind: form.kind, formVersion: form.version, note },
    facts: {
      mention,
      hasMotivation: isWritten(motivation),
      answers: answersOn(form, criteria),
      form: form.criteria.map(({ id, mandatory }) => ({ id, mandatory })),
      givenOn: givenOn ?? now.today,
      followUpWorkingDays,
      avisCorrectionDays,
      publicHolidays: publicHolidaysAround(backend, givenOn ?? now.today),
    },
  };
}

/** What is no criterion of the form may be any text, and stays here: the workflow is told which one it is by its rank. */
const answersOn = (form: EvaluationForm, given: NonNullable<WrittenAvis['criteria']>) =>
  given.map(({ id, met }, index) => ({ id: form.criteria.some((one) => one.id === id) ? id : `#${index + 1}`, met }));

async function formInForce({ stores }: Backend, { certification }: StoredEnrolment): Promise<EvaluationForm> {
  const found = await stores.certifications.find(certification);
  if (!found) throw new Error('An enrolment names a certification that does not exist.');
  return found.evaluation;
}

async function formOfLastAvis(backend: Backend, enrolment: StoredEnrolment): Promise<EvaluationForm> {
  const last = (await backend.stores.conclusions.avis(enrolment.id)).at(-1);
  const form = last && (await backend.stores.certifications.form(enrolment.certification, last.form.version));
  return form ?? formInForce(backend, enrolment);
}

/** R21: a permanent has contacted the auditeur after an unfavourable avis. */
export async function recordFollowUp(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  { contactedOn, summary, path }: { contactedOn?: PlainDate; summary?: string; path?: FollowUpPath },
  scope: string,
): Promise<void> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const now = await present(backend);
  const facts = { contactedOn, path, hasSummary: isWritten(summary) };
  await issue(backend, { name: 'recordFollowUp', enrolment, principal, scope, now, content: { summary }, facts });
}
