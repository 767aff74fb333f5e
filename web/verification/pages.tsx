import { problem } from '../../api/problem.ts';
import { groupedCode } from '../../domain/papers.ts';
import { readCode } from '../../domain/verification-code.ts';
import type { Backend } from '../../services/backend.ts';
import { z } from '../../services/fields/fields.ts';
import { type Verification, verify } from '../../services/verification.ts';
import { type PageAnswer, type PageCall, type PageRoute, page, pageRoute, seeOther, written } from '../page-route.ts';
import { paths } from '../paths.ts';
import { sendProblemJson, wantsJson } from './json.ts';
import { perGuessingAddress } from './limit.ts';
import { CodeForm, Found, TITLES, Unknown } from './verification-page.tsx';

const TITLE = 'Vérifier une attestation';

/** Anyone checks an attestation by its code: as a page, or as JSON when a program asks. */
export const verificationPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: paths.verify(),
    who: 'anyone',
    title: TITLE,
    query: z.object({ code: z.string().trim().max(500).optional() }),
    handle: ({ query, form }) =>
      query.code ? seeOther(paths.verify(asPrinted(query.code))) : page(<CodeForm form={form} />),
  }),
  pageRoute({
    method: 'get',
    path: '/verify/:code',
    who: 'anyone',
    title: TITLE,
    params: z.object({ code: z.string() }),
    before: [perGuessingAddress()],
    handle: async (call) => {
      const found = await verify(backend, call.params.code);
      call.http.response.vary('Accept');
      return wantsJson(call.http.request) ? asJson(found) : asPage(found, call);
    },
  }),
];

/** A code as it stands on the attestation; what cannot be one, as it was typed. */
function asPrinted(typed: string): string {
  const code = readCode(typed);
  return code ? groupedCode(code) : typed;
}

function asPage(
  found: Verification | undefined,
  { params, form }: Pick<PageCall<'anyone', { code: string }, unknown, unknown>, 'params' | 'form'>,
): PageAnswer {
  if (found) return page(<Found verification={found} />, { title: TITLES[found.status] });
  const typed = { ...form, values: { code: params.code } };
  return page(<Unknown form={typed} />, { title: TITLES.unknown, status: 404 });
}

const asJson = (found: Verification | undefined): PageAnswer =>
  written(async (response) => {
    if (found) response.json(found);
    else sendProblemJson(response, problem(404, 'attestation.unknown', 'Aucune attestation ne porte ce code.'));
  });
