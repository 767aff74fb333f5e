import type { EvaluationForm } from '../db/certifications.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import { type CommandName, isAllowed } from '../domain/actions.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { FollowUpPath, Mention } from '../domain/enrolment.ts';
import { type Backend, present } from './backend.ts';
import { issue } from './commands.ts';
import { visibleEnrolment } from './enrolments.ts';
import { ServiceRefusal } from './errors.ts';
import { policyOf, publicHolidaysAround } from './gather.ts';
import type { Principal } from './principal.ts';
import { isWritten } from './written.ts';

export interface WrittenAvis {
  mention?: Mention;
  motivation?: string;
  criteria?: { id: string; met?: boolean; comment?: string }[];
  givenOn?: PlainDate;
  /** The version of the form that was read, when its author says so: another one in force is then a refusal. */
  formVersion?: number;
  note?: string;
}

/** The form that an avis of this enrolment is given on, or was: a correction is given on the same (R20). */
export async function evaluationForm(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<EvaluationForm> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const { kind, version, criteria } = await formOfLastAvis(backend, enrolment);
  return { kind, version, criteria };
}

/** The forms that the avis of an enrolment were given on, each in its own version (R20). */
export async function formsOfAvis(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
): Promise<EvaluationForm[]> {
  const { id, certification } = await visibleEnrolment(backend, principal, enrolmentId);
  const { conclusions, certifications } = backend.stores;
  const versions = new Set((await conclusions.avis(id)).map(({ form }) => form.version));
  const forms = await Promise.all([...versions].map((version) => certifications.form(certification, version)));
  return forms.flatMap((form) => form ?? []);
}

/** Step 5, R20: the avis, on the certification's form in force. */
export async function giveAvis(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  avis: WrittenAvis,
  scope: string,
): Promise<void> {
  const { enrolment, now, content, facts } = await prepareAvis(backend, principal, enrolmentId, 'giveAvis', avis);
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
  const { enrolment, now, content, facts } = await prepareAvis(backend, principal, enrolmentId, 'correctAvis', avis);
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

/** An avis with the form that it answers, and all that its rules look at. */
export async function prepareAvis(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  command: 'giveAvis' | 'correctAvis',
  avis: WrittenAvis,
) {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const form = await (command === 'giveAvis' ? formInForce : formOfLastAvis)(backend, enrolment);
  requireReadForm(enrolment, command, avis, form);
  return { enrolment, form, ...(await gatherAvis(backend, enrolment, avis, form)) };
}

/** Whoever read another version answered other questions. What is not to be done in this state, the workflow refuses. */
function requireReadForm(
  { situation }: StoredEnrolment,
  command: CommandName,
  { formVersion }: WrittenAvis,
  { version }: EvaluationForm,
): void {
  if (formVersion === undefined || formVersion === version || !isAllowed(situation, 'manager', command)) return;
  throw new ServiceRefusal(
    'state',
    'avis.form_changed',
    `Le formulaire d’évaluation a changé (version ${version}) : relisez-le avant de rendre l’avis.`,
    [{ path: 'formVersion', code: 'avis.form_changed', message: `La version en vigueur est la ${version}.` }],
  );
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
