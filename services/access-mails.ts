import type { AccessRequest } from '../db/access-requests.ts';
import type { AccessMail, Backend } from './backend.ts';
import { personalLinkMail } from './personal-link-requests.ts';
import { makeSignInLink } from './sign-in.ts';

type Needs = Pick<Backend, 'stores' | 'clock' | 'secret' | 'publicUrl' | 'accessMails'>;

/**
 * Mails what people asked for at the pages, to those whose address is known. A mail that the mail server is known not to have
 * taken is handed over again until its link is no more good; one whose end nobody knows is not: better asked for again
 * than sent twice.
 */
export async function answerAccessRequests(backend: Needs): Promise<void> {
  const taken = await backend.stores.accessRequests.take(await backend.clock.now());
  const answers = await Promise.allSettled(taken.map((request) => answer(backend, request)));
  const failure = answers.find((one) => one.status === 'rejected');
  if (failure) throw failure.reason;
}

async function answer(backend: Needs, request: AccessRequest): Promise<void> {
  const { accessRequests } = backend.stores;
  const mail = await mailFor(backend, request).catch(async (error) => {
    await accessRequests.putBack(request.id);
    throw error;
  });
  const isToTry = mail !== undefined && !(await mayHaveGone(backend, mail));
  await (isToTry ? accessRequests.putBack(request.id) : accessRequests.close(request.id));
}

/** Hands a mail over; answers false when the mail server is known not to have taken it. */
async function mayHaveGone({ accessMails }: Needs, mail: AccessMail): Promise<boolean> {
  try {
    await accessMails.send(mail);
    return true;
  } catch (error) {
    const { code, endUnknown } = error as { code?: string; endUnknown?: boolean };
    if (!NOT_TAKEN.has(code ?? '')) throw error;
    return endUnknown === true;
  }
}

/** What the mail server's errors are called (MailTransport). */
const NOT_TAKEN = new Set(['mail.refused', 'mail.unreachable']);

/** The mail that answers a request; none when its address is nobody's here. */
const mailFor = (backend: Needs, request: AccessRequest): Promise<AccessMail | undefined> =>
  request.kind === 'sign_in' ? signInMail(backend, request) : personalLinkMail(backend, request);

async function signInMail(
  backend: Needs,
  { id, email, next, askedAt, expiresAt }: AccessRequest,
): Promise<AccessMail | undefined> {
  const { stores, publicUrl } = backend;
  const [person] = await stores.identitiesOf(email);
  const centre = person && (await signatory(backend, person.centre));
  if (!centre) return undefined;
  const link = { id, entry: 'mail', email: person.email, next, createdAt: askedAt, expiresAt } as const;
  const secret = await makeSignInLink(backend, link);
  const to = { name: person.name, address: person.email };
  return { id, to, link: `${publicUrl}/connexion/${secret}`, centre, askedAt, expiresAt };
}

/** The centre that signs a mail: the person's own, else the first. */
async function signatory(
  { stores }: Pick<Backend, 'stores'>,
  code: string | null,
): Promise<AccessMail['centre'] | undefined> {
  const centre = (code === null ? undefined : await stores.centres.find(code)) ?? (await stores.centres.first());
  return centre && { name: centre.name, staffEmail: centre.staffEmail, contactPhone: centre.contactPhone };
}
