import { randomUUID } from 'node:crypto';
import type { AccessRequest } from '../db/access-requests.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import { PERSONAL_LINK_DAYS } from '../domain/personal-links.ts';
import type { AccessMail, Backend } from './backend.ts';
import { tooMany } from './errors.ts';
import { judgePersonalLink, type Person, personAs, type Reader } from './personal-links.ts';
import { personalToken } from './personal-token.ts';
import { ASKING, minutesAfter, normalised } from './sign-in.ts';

type Needs = Pick<Backend, 'stores' | 'clock' | 'secret'>;

/** Until when the mail with a new link is tried. */
const TRIED_MINUTES = 24 * 60;

/**
 * Keeps the wish of a new link to an enrolment: by an address, known or not; or by an older link, for its person. The answer is
 * the same whatever comes of it.
 *
 * @throws ServiceRefusal `rate_limited` when the address was asked for too often.
 */
export async function askPersonalLink(
  backend: Needs,
  enrolmentId: string,
  by: { email: string } | { token: string },
): Promise<void> {
  const whom = 'email' in by ? { email: by.email } : await addressee(backend, enrolmentId, by.token);
  if (!whom || !(await backend.stores.enrolments.find(enrolmentId))) return;
  const askedAt = await backend.clock.now();
  const request: AccessRequest = {
    id: randomUUID(),
    kind: 'personal_link',
    ...whom,
    email: normalised(whom.email),
    enrolmentId,
    askedAt,
    expiresAt: minutesAfter(askedAt, TRIED_MINUTES),
  };
  const limit = { count: ASKING.count, since: minutesAfter(askedAt, -ASKING.minutes) };
  if (!(await backend.stores.accessRequests.insert(request, limit))) throw tooMany(ASKING.minutes * 60);
}

async function addressee(backend: Needs, enrolmentId: string, token: string) {
  const judged = await judgePersonalLink(backend, enrolmentId, token);
  return 'person' in judged ? { email: judged.person.identity.email, role: judged.person.role } : undefined;
}

/** The mail that answers such a wish; none when the address is of nobody concerned. */
export async function personalLinkMail(
  backend: Needs & Pick<Backend, 'publicUrl'>,
  { id, email, enrolmentId = '', role, askedAt }: AccessRequest,
): Promise<AccessMail | undefined> {
  const { stores, secret, publicUrl } = backend;
  const enrolment = await stores.enrolments.find(enrolmentId);
  const person = enrolment && (await concernedPerson(backend, enrolment, email, role));
  const centre = enrolment && (await stores.centres.find(enrolment.centre));
  if (!person || !centre) return undefined;
  const { kind, id: tutorId, name, email: address } = person.identity;
  const expiresAt = minutesAfter(askedAt, PERSONAL_LINK_DAYS * 24 * 60);
  await stores.personalLinks.insert({
    id,
    enrolmentId,
    role: person.role,
    ...(kind === 'tutor' ? { tutorId } : {}),
    address,
    about: 'asked',
    createdAt: askedAt,
    expiresAt,
  });
  const { reference, certificationTitle, activityUnit } = enrolment;
  return {
    id,
    to: { name, address },
    link: `${publicUrl}/dossiers/${enrolmentId}?lien=${personalToken(secret, id)}`,
    enrolment: { reference, certificationTitle, activityUnitTitle: activityUnit.title },
    centre: { name: centre.name, staffEmail: centre.staffEmail, contactPhone: centre.contactPhone },
    askedAt,
    expiresAt,
  };
}

async function concernedPerson(
  backend: Needs,
  enrolment: StoredEnrolment,
  email: string,
  role?: Reader,
): Promise<Person | undefined> {
  for (const one of role ? [role] : (['auditeur', 'tutor'] as const)) {
    const person = await personAs(backend, enrolment, one, email);
    if (person) return person;
  }
  return undefined;
}
