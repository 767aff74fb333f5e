import { Written } from '../api/route.ts';
import { ServiceRefusal } from '../services/errors.ts';
import { type FormState, keyIn, typedIn } from './form.ts';
import { heldPage } from './held-forms.tsx';
import { ROLE_NAMES } from './navigation.ts';
import type { PageAnswer, PageCall, PageRoute, Who } from './page-route.ts';
import type { toldOnForm } from './refusals.ts';

type Call = PageCall<Who, unknown, unknown, unknown>;

/** It does not exist for who asks, or is not theirs: that comes before all that is wrong with what they typed. */
const isHidden = (refusal: unknown): boolean =>
  refusal instanceof ServiceRefusal && (refusal.kind === 'not_found' || refusal.kind === 'forbidden');

/** The page with its form as it was filled in. Where even that page is refused now, what was refused first is told. */
export async function shownAgain(
  again: NonNullable<PageRoute['again']>,
  call: Call,
  told: NonNullable<ReturnType<typeof toldOnForm>>,
  error: unknown,
): Promise<PageAnswer> {
  const { status, errors, message, unknown } = told;
  const { body } = call.http.request;
  const form: FormState = {
    ...call.form,
    ...(unknown ? keyIn(body) : {}),
    values: typedIn(body),
    errors,
    message,
  };
  const showing = async () => again({ ...call, form });
  const shown = await showing().catch((refusal) => {
    throw isHidden(refusal) ? refusal : error;
  });
  return shown instanceof Written || shown.kind !== 'page' ? shown : { ...shown, status };
}

/**
 * A form made for another session: nothing is done, and it is shown again with all it holds, its key and a token for now. On its own
 * page when that can be shown; else, as what it asks may have been done already, on one that sends it as it is.
 */
export async function toBeConfirmed(route: PageRoute, call: Call, behind: string): Promise<PageAnswer> {
  const { request } = call.http;
  const values = typedIn(request.body);
  const form: FormState = { ...call.form, ...keyIn(request.body), values, errors: [], message: staleWords(call) };
  const showing = async () => route.again?.({ ...call, form });
  const shown = await showing().catch((refusal) => {
    if (isHidden(refusal) || route.upload) throw refusal;
    return undefined;
  });
  if (!shown) return heldPage(route, 'stale', call.http, behind);
  return shown instanceof Written || shown.kind !== 'page' ? shown : { ...shown, status: 403 };
}

function staleWords({ visitor }: Call): string {
  if (!visitor)
    return 'Ce formulaire avait expiré\u00a0: cet envoi n’a pas été pris en compte. Vérifiez-le, puis envoyez-le de nouveau.';
  const again =
    'Cet envoi n’a pas été pris en compte\u00a0: ce formulaire a été ouvert avant votre dernière connexion.';
  const { name, role } = visitor.principal;
  return `${again} Vérifiez-le, puis envoyez-le\u00a0: vous êtes connecté comme ${name} (${ROLE_NAMES[role]}).`;
}
