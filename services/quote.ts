import type { PlainDate } from '../domain/dates.ts';
import type { FieldError } from '../domain/errors.ts';
import { isRegistrationOpen } from '../domain/registration.ts';
import { semesterOf, twoSemesterLimit } from '../domain/semester.ts';
import type { TariffKind } from '../domain/tariff.ts';
import { type Backend, present } from './backend.ts';
import type { Principal } from './principal.ts';
import { caseOf, lookupsIn } from './registration-case.ts';
import type { RegistrationDraft } from './registration-form.ts';
import { priceOf, type RegistrationCase, refusalsSoFar } from './registration-rules.ts';

/** What a registration comes to, as far as it has been typed. What is not known yet is absent. */
export interface Quote {
  registeredOn: PlainDate;
  semester: string;
  /** R7: the last day of the prestation. */
  limit: PlainDate;
  /** R3: whether that day is within the windows; outside them a reason is asked for. */
  registrationOpen: boolean;
  centre?: { code: string; name: string; cgv: { version: string; url: string } };
  certification?: { code: string; title: string; minExperienceMonths: number; tariff: TariffKind };
  activityUnit?: { code: string; title: string };
  /** R1, R2: whether units and experience are enough; absent until the certification and both are known. */
  eligible?: boolean;
  /** R4. */
  priceCents?: number;
  /** The rules that say no to what has been said, in the order in which registering would tell them. */
  refusals: { code: string; message: string; errors: FieldError[] }[];
}

/** Price, dates and eligibility of a registration that is being typed (R1–R7), by the rules that will judge it. */
export async function quote(backend: Backend, principal: Principal, wanted: RegistrationDraft): Promise<Quote> {
  const { today } = await present(backend);
  return quoteOf(await caseOf(lookupsIn(backend), wanted, { principal, today }));
}

function quoteOf(registration: RegistrationCase): Quote {
  const { registeredOn, centre, certification, activityUnit, exceptions } = registration;
  const refusals = refusalsSoFar(registration).map(({ code, message, errors }) => ({ code, message, errors }));
  return {
    registeredOn,
    semester: semesterOf(registeredOn).code,
    limit: twoSemesterLimit(registeredOn),
    registrationOpen: isRegistrationOpen(registeredOn, centre?.policy.registrationMonths ?? [], exceptions),
    ...(centre && { centre: { code: centre.code, name: centre.name, cgv: centre.cgv } }),
    ...(certification && { certification: toldOf(certification) }),
    ...(activityUnit && { activityUnit }),
    ...(isEligibilityKnown(registration) && {
      eligible: !refusals.some(({ code }) => code.startsWith('eligibility.')),
    }),
    ...(refusals.some(({ code }) => code === 'tariff.on_request') ? {} : priced(priceOf(registration))),
    refusals,
  };
}

const isEligibilityKnown = ({ wanted: { eligibility }, certification }: RegistrationCase): boolean =>
  certification !== undefined &&
  eligibility?.validatedUnits !== undefined &&
  eligibility.experienceMonths !== undefined;

const toldOf = ({ code, title, minExperienceMonths, tariff }: NonNullable<RegistrationCase['certification']>) => ({
  code,
  title,
  minExperienceMonths,
  tariff,
});

const priced = (priceCents: number | undefined) => (priceCents === undefined ? {} : { priceCents });
