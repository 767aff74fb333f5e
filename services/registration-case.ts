import type { StoredCentre } from '../db/centres.ts';
import type { StoredCertification } from '../db/certifications.ts';
import type { StoredWindow } from '../db/registration-windows.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { Backend } from './backend.ts';
import type { Principal } from './principal.ts';
import type { RegistrationDraft } from './registration-form.ts';
import type { RegistrationCase } from './registration-rules.ts';

/** Where what the rules of a registration look at comes from. */
export interface RegistrationLookups {
  /** The first centre, when no code is given. */
  centre(code: string | undefined): Promise<StoredCentre | undefined>;
  certification(code: string): Promise<StoredCertification | undefined>;
  /** The exceptions to the windows on a day. */
  exceptions(on: PlainDate, centre: string): Promise<StoredWindow[]>;
  /** R6. */
  isTaken(email: string, certification: string, activityUnit: string): Promise<boolean>;
}

/** Asks the database each time. */
export const lookupsIn = ({ stores }: Pick<Backend, 'stores'>): RegistrationLookups => ({
  centre: (code) => (code ? stores.centres.find(code) : stores.centres.first()),
  certification: (code) => stores.certifications.find(code),
  exceptions: (on, centre) => stores.registrationWindows.around(on, centre),
  isTaken: (email, certification, unit) => stores.openEnrolmentExists(email, certification, unit),
});

/** For the registrations of many auditeurs in a row: asks for each thing once, and for their open enrolments at the start. */
export async function lookupsForMany(
  { stores }: Pick<Backend, 'stores'>,
  emails: readonly string[],
): Promise<RegistrationLookups> {
  const { centre, certification, exceptions } = lookupsIn({ stores });
  const open = await stores.openEnrolmentsOf(emails);
  const taken = new Set(open.map(({ email, certification: code, unit }) => JSON.stringify([email, code, unit])));
  return {
    centre: once(centre),
    certification: once(certification),
    exceptions: once(exceptions),
    isTaken: async (email, code, unit) => taken.has(JSON.stringify([email.toLowerCase(), code, unit])),
  };
}

function once<Parameters extends unknown[], Answer>(
  ask: (...parameters: Parameters) => Promise<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...parameters) => {
    const key = JSON.stringify(parameters);
    const answer = answers.get(key) ?? ask(...parameters);
    answers.set(key, answer);
    return answer;
  };
}

/** Gathers what the rules look at. The centre is the one named, else that of the asker, else the first one. */
export async function caseOf(
  lookups: RegistrationLookups,
  wanted: RegistrationDraft,
  { principal, today }: { principal: Principal; today: PlainDate },
): Promise<RegistrationCase> {
  const registeredOn = wanted.registeredOn ?? today;
  const [centre, certification] = await Promise.all([
    lookups.centre(wanted.centre ?? principal.centre ?? undefined),
    wanted.certification === undefined ? undefined : lookups.certification(wanted.certification),
  ]);
  const activityUnit = certification && unitOf(certification, wanted.activityUnit);
  const email = wanted.auditeur?.email;
  const [exceptions, taken] = await Promise.all([
    centre ? lookups.exceptions(registeredOn, centre.code) : [],
    email && certification && activityUnit ? lookups.isTaken(email, certification.code, activityUnit.code) : false,
  ]);
  return { wanted, principal, today, registeredOn, centre, certification, activityUnit, exceptions, taken };
}

const unitOf = ({ activityUnits }: StoredCertification, wanted?: string) =>
  wanted ? activityUnits.find(({ code }) => code === wanted) : activityUnits[0];
