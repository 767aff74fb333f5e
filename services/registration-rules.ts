import type { StoredCentre } from '../db/centres.ts';
import type { StoredCertification } from '../db/certifications.ts';
import type { PlainDate } from '../domain/dates.ts';
import { requireExperience, requireUnits } from '../domain/eligibility.ts';
import { type RefusalCode, RuleViolation } from '../domain/errors.ts';
import { type RegistrationWindow, requireConditionsAccepted, requireRegistrationOpen } from '../domain/registration.ts';
import { priceFor } from '../domain/tariff.ts';
import { ServiceRefusal } from './errors.ts';
import { isWithin, type Principal } from './principal.ts';
import type { RegistrationDraft } from './registration-form.ts';

/** A registration wanted, with all that the rules look at. What is not known is absent. */
export interface RegistrationCase {
  wanted: RegistrationDraft;
  principal: Principal;
  today: PlainDate;
  registeredOn: PlainDate;
  centre?: StoredCentre;
  certification?: StoredCertification;
  activityUnit?: { code: string; title: string };
  /** The exceptions to the ordinary windows on that day. */
  exceptions: readonly RegistrationWindow[];
  /** Another enrolment is open for this auditeur, certification and unit. */
  taken: boolean;
}

/** Why a registration is refused; its `errors` name the fields. */
export type RegistrationRefusal = RuleViolation | ServiceRefusal;

interface Rule {
  /** Whether what it asks about has been said at all: who is still typing is not told that it is missing. */
  said: (wanted: RegistrationDraft) => boolean;
  judge: (registration: RegistrationCase) => void;
}

const ALWAYS = () => true;

/** R1–R6, in the order in which they are told: whose reach, then a duplicate (409), then the rules (422). */
const RULES: readonly Rule[] = [
  { said: ALWAYS, judge: requireInReach },
  { said: ALWAYS, judge: requireNoOther },
  { said: ALWAYS, judge: requireKnown },
  {
    said: ({ eligibility }) => eligibility?.validatedUnits !== undefined,
    judge: ({ wanted }) => requireUnits(wanted.eligibility ?? {}),
  },
  {
    said: ({ eligibility }) => eligibility?.experienceMonths !== undefined,
    judge: ({ wanted, certification }) =>
      certification && requireExperience(wanted.eligibility ?? {}, certification.minExperienceMonths),
  },
  { said: ALWAYS, judge: requireOpen },
  { said: ALWAYS, judge: priceOf },
  {
    said: ({ cgv }) => cgv?.version !== undefined && cgv.acceptedOn !== undefined,
    judge: ({ wanted, today }) => requireConditionsAccepted(wanted.cgv, today),
  },
];

/** Every rule that says no to a whole registration, the first to be told first. */
export const refusalsOf = (registration: RegistrationCase): RegistrationRefusal[] =>
  RULES.flatMap(({ judge }) => refusalIn(() => judge(registration)));

/** The same for one that is being typed: only the rules about what has been said. */
export const refusalsSoFar = (registration: RegistrationCase): RegistrationRefusal[] =>
  RULES.filter(({ said }) => said(registration.wanted)).flatMap(({ judge }) => refusalIn(() => judge(registration)));

/** R4: in cents; undefined as long as the certification, the centre or who pays is not known. */
export function priceOf({ wanted, centre, certification }: RegistrationCase): number | undefined {
  const funding = wanted.funding?.type;
  if (!centre || !certification || !funding) return undefined;
  const { tariff: kind, prices: special } = certification;
  return priceFor({ kind, standard: centre.prices, special, funding, givenCents: wanted.priceCents });
}

function refusalIn(judge: () => void): RegistrationRefusal[] {
  try {
    judge();
    return [];
  } catch (error) {
    if (error instanceof RuleViolation || error instanceof ServiceRefusal) return [error];
    throw error;
  }
}

/** Staff of a centre enrol in theirs only. */
function requireInReach({ wanted, principal }: RegistrationCase): void {
  if (!wanted.centre || isWithin(principal, wanted.centre)) return;
  const message = 'Vous ne pouvez inscrire que dans votre centre.';
  throw new ServiceRefusal('forbidden', 'forbidden', message, [{ path: 'centre', code: 'forbidden', message }]);
}

function requireNoOther({ taken }: RegistrationCase): void {
  if (!taken) return;
  const message = 'Un dossier est déjà ouvert pour cet auditeur, cette certification et cette unité d’activité.';
  throw new RuleViolation('enrolment.duplicate', message, [
    { path: 'auditeur.email', code: 'enrolment.duplicate', message },
  ]);
}

function requireKnown({ wanted, centre, certification, activityUnit }: RegistrationCase): void {
  if (!centre) throw unknown('centre.unknown', 'centre', 'Ce centre régional n’existe pas.');
  if (wanted.certification === undefined) return;
  if (!certification) throw unknown('certification.unknown', 'certification', 'Cette certification n’existe pas.');
  if (activityUnit) return;
  throw unknown('activity_unit.unknown', 'activityUnit', 'Cette unité d’activité n’est pas de la certification.');
}

const unknown = (code: RefusalCode, path: string, message: string): RuleViolation =>
  new RuleViolation(code, message, [{ path, code, message }]);

function requireOpen({ wanted, centre, registeredOn, today, exceptions }: RegistrationCase): void {
  if (!centre) return;
  const { lateReason } = wanted;
  requireRegistrationOpen({ registeredOn, today, months: centre.policy.registrationMonths, exceptions, lateReason });
}
