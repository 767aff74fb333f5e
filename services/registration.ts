import { setTimeout as pause } from 'node:timers/promises';
import type { StoredCentre } from '../db/centres.ts';
import type { StoredCertification } from '../db/certifications.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import type { NewEnrolment } from '../db/enrolments.ts';
import type { PlainDate } from '../domain/dates.ts';
import { requireEligible } from '../domain/eligibility.ts';
import { type RefusalCode, RuleViolation } from '../domain/errors.ts';
import { requireConditionsAccepted, requireRegistrationOpen } from '../domain/registration.ts';
import { semesterOf, twoSemesterLimit } from '../domain/semester.ts';
import { priceFor } from '../domain/tariff.ts';
import { type Backend, present } from './backend.ts';
import { forbidden, Unavailable } from './errors.ts';
import { uuidFrom } from './idempotency-scope.ts';
import type { Principal } from './principal.ts';
import type { Registration } from './registration-form.ts';
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
  const centre = await centreOf(backend, principal, wanted.centre);
  const certification = await backend.stores.certifications.find(wanted.certification);
  const unit = certification && unitOf(certification, wanted.activityUnit);
  // A duplicate (409) is told before any rule (422).
  if (certification && unit) await requireNoOther(backend, wanted.auditeur.email, certification.code, unit.code);
  if (!centre) throw unknown('centre.unknown', 'centre', 'Ce centre régional n’existe pas.');
  if (!certification) throw unknown('certification.unknown', 'certification', 'Cette certification n’existe pas.');
  if (!unit)
    throw unknown('activity_unit.unknown', 'activityUnit', 'Cette unité d’activité n’est pas de la certification.');
  const judged = await judge(backend, wanted, { centre, certification, today });
  const registeredBy = { role: principal.role, name: principal.name, id: principal.userId };
  const registration = { ...judged, id, activityUnit: unit, registeredBy };
  return backend.stores.enrolments.insert(registration);
}

/** The centre named, else that of the asker, else the first one. Staff of a centre enrol in theirs only. */
async function centreOf({ stores }: Backend, principal: Principal, wanted?: string): Promise<StoredCentre | undefined> {
  if (wanted && principal.centre !== null && wanted !== principal.centre) throw forbidden();
  const code = wanted ?? principal.centre;
  return code ? stores.centres.find(code) : stores.centres.first();
}

const unitOf = ({ activityUnits }: StoredCertification, wanted?: string) =>
  wanted ? activityUnits.find(({ code }) => code === wanted) : activityUnits[0];

async function requireNoOther(backend: Backend, email: string, certification: string, unit: string): Promise<void> {
  if (!(await backend.stores.openEnrolmentExists(email, certification, unit))) return;
  throw new RuleViolation(
    'enrolment.duplicate',
    'Un dossier est déjà ouvert pour cet auditeur, cette certification et cette unité d’activité.',
  );
}

const unknown = (code: RefusalCode, path: string, message: string): RuleViolation =>
  new RuleViolation(code, message, [{ path, code, message }]);

/** R1–R5, R7: what will be kept of the registration, once every rule has said yes. */
async function judge(
  backend: Backend,
  wanted: Registration,
  { centre, certification, today }: { centre: StoredCentre; certification: StoredCertification; today: PlainDate },
): Promise<Omit<NewEnrolment, 'id' | 'activityUnit' | 'registeredBy'>> {
  const { auditeur, funding, eligibility = {}, cgv, lateReason, pathReference, registeredOn = today } = wanted;
  requireEligible(eligibility, certification.minExperienceMonths);
  const exceptions = await backend.stores.registrationWindows.around(registeredOn, centre.code);
  requireRegistrationOpen({ registeredOn, today, months: centre.policy.registrationMonths, exceptions, lateReason });
  const { tariff: kind, prices: special } = certification;
  const price = { kind, standard: centre.prices, special, funding: funding.type, givenCents: wanted.priceCents };
  const priceCents = priceFor(price);
  requireConditionsAccepted(cgv, today);
  return {
    centre: centre.code,
    certification: certification.code,
    semester: semesterOf(registeredOn).code,
    registeredOn,
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
