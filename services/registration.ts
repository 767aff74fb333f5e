import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import type { NewEnrolment } from '../db/enrolments.ts';
import type { PlainDate } from '../domain/dates.ts';
import { semesterOf, twoSemesterLimit } from '../domain/semester.ts';
import { type Backend, present } from './backend.ts';
import { Unavailable } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import type { Principal } from './principal.ts';
import { caseOf, lookupsIn } from './registration-case.ts';
import type { Registration } from './registration-form.ts';
import { priceOf, type RegistrationCase, refusalsOf } from './registration-rules.ts';
import { startOf } from './start-missing.ts';
import { startWorkflow } from './workflow-start.ts';

/**
 * Enrols an auditeur (R1–R8). When it answers, the enrolment is kept, its workflow runs and has written the first line of
 * its journal. The same scope gives the same enrolment, however often and however concurrent.
 *
 * @throws RuleViolation; Unavailable when Temporal or its workers do not answer: the enrolment may be kept, and then
 * starts by itself.
 */
export async function register(
  backend: Backend,
  principal: Principal,
  wanted: Registration,
  scope: string,
): Promise<string> {
  const id = uuidFrom(`enrolment ${scope}`);
  const { today } = await present(backend);
  const kept = (await backend.stores.enrolments.find(id)) ?? (await keep(backend, principal, wanted, id, today));
  if (!kept.workflowStarted) await startWorkflow(backend, startOf(kept, today));
  await untilRecorded(backend, id);
  return id;
}

async function keep(
  backend: Backend,
  principal: Principal,
  wanted: Registration,
  id: string,
  today: PlainDate,
): Promise<StoredEnrolment> {
  const registration = await caseOf(lookupsIn(backend), wanted, { principal, today });
  const [refusal] = refusalsOf(registration);
  if (refusal) throw refusal;
  return backend.stores.enrolments.insert(newEnrolment(registration, wanted, id));
}

/** What is kept of a registration once every rule has said yes. */
function newEnrolment(registration: RegistrationCase, wanted: Registration, id: string): NewEnrolment {
  const { principal, today, registeredOn, centre, certification, activityUnit } = registration;
  const priceCents = priceOf(registration);
  if (!centre || !certification || !activityUnit || priceCents === undefined) throw new Error('Judged, yet unknown.');
  const { auditeur, funding, eligibility = {}, cgv, lateReason, pathReference } = wanted;
  return {
    id,
    centre: centre.code,
    certification: certification.code,
    activityUnit,
    semester: semesterOf(registeredOn).code,
    registeredOn,
    registeredBy: { role: principal.role, name: principal.name, id: principal.userId },
    limit: twoSemesterLimit(registeredOn),
    priceCents,
    funding,
    eligibility: {
      validatedUnits: eligibility.validatedUnits ?? 0,
      experienceMonths: eligibility.experienceMonths ?? 0,
      experienceInProgress: eligibility.experienceInProgress ?? false,
    },
    cgv: { version: cgv?.version ?? '', acceptedOn: cgv?.acceptedOn ?? today },
    lateReason: lateReason?.trim() || undefined,
    pathReference,
    auditeur,
  };
}

const FIRST_GLANCE_MS = 30;
const LONGEST_GLANCE_MS = 300;

/** Many registrations at once keep workers busy: a start is given more time than other commands. */
const START_PATIENCE = 2;

/** Until the workflow has written its first record: without a worker the outcome is told as unknown. */
async function untilRecorded({ stores, patienceMs }: Backend, id: string): Promise<void> {
  const deadline = Date.now() + START_PATIENCE * patienceMs;
  for (
    let glance = FIRST_GLANCE_MS;
    !(await stores.isRecorded(id));
    glance = Math.min(glance * 1.5, LONGEST_GLANCE_MS)
  ) {
    if (Date.now() > deadline) throw new Unavailable('No worker has taken the new enrolment yet.');
    await pause(glance);
  }
}
