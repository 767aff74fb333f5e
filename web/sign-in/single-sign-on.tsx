import { z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { Unavailable } from '../../services/errors.ts';
import { closeSession } from '../../services/sessions.ts';
import {
  beginSignOn,
  endSignOn,
  RETURN_PATH,
  type SignedOn,
  type SingleSignOn,
} from '../../services/single-sign-on/sign-on.ts';
import { ownCookie } from '../cookies.ts';
import { type PageAnswer, type PageRoute, page, pageRoute, seeOther, written } from '../page-route.ts';
import { paths, safeNext } from '../paths.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';
import { browserFamily } from './browser-family.ts';
import { perGuessingAddress } from './limits.ts';
import type { BrowserSessions } from './sessions.ts';

const COOKIE = 'jalons_sso';
const COOKIE_MS = 10 * 60_000;
const TITLE = 'Compte de l’établissement';

/** Staff sign in with the institution's own accounts, where it has a provider (OpenID Connect). */
export function singleSignOnPages(backend: Backend, sessions: BrowserSessions): PageRoute[] {
  const { singleSignOn, publicUrl } = backend;
  if (!singleSignOn) return [];
  const cookie = ownCookie(COOKIE, publicUrl);
  return [
    pageRoute({
      method: 'get',
      path: paths.singleSignOn(),
      who: 'anyone',
      title: TITLE,
      query: z.object({ suite: z.string().optional().catch(undefined) }),
      handle: ({ query, http: { response } }) =>
        orUnavailable(async () => {
          const { address, kept } = await beginSignOn(backend, singleSignOn, safeNext(query.suite));
          cookie.write(response, kept, COOKIE_MS);
          return written(async () => response.redirect(303, address));
        }),
    }),
    pageRoute({
      method: 'get',
      path: RETURN_PATH,
      who: 'anyone',
      title: TITLE,
      before: [perGuessingAddress()],
      handle: ({ http: { request, response } }) =>
        orUnavailable(async () => {
          const kept = cookie.read(request);
          cookie.clear(response);
          const query = new URL(request.originalUrl, publicUrl).search;
          const browser = browserFamily(request.get('user-agent'));
          const signedOn = await endSignOn(backend, singleSignOn, { query, kept, browser });
          if ('refused' in signedOn) return refusedPage(signedOn.refused);
          const former = sessions.bearerIn(response);
          if (former) await closeSession(backend, former.secret);
          sessions.begin(response, signedOn.secret);
          return seeOther(safeNext(signedOn.next));
        }),
    }),
  ];
}

/** A provider that does not answer keeps nobody out: there is the link by mail. */
async function orUnavailable(act: () => Promise<PageAnswer>): Promise<PageAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const why = 'Le service de connexion de l’établissement ne répond pas pour le moment.';
    return page(<NotIn why={why} />, { title: TITLE, status: 503 });
  }
}

type Refused = Extract<SignedOn, { refused: unknown }>['refused'];

const refusedPage = (refused: Refused): PageAnswer => page(<NotIn why={WHY[refused]} />, { title: TITLE, status: 403 });

const WHY: Record<Refused, string> = {
  stale: 'Cette connexion a été commencée il y a trop longtemps, ou dans un autre navigateur. Recommencez.',
  provider: 'Le service de connexion de l’établissement n’a pas confirmé votre identité.',
  unverified: 'Le compte de l’établissement n’indique pas d’adresse électronique vérifiée.',
  unknown: 'Votre compte n’est pas connu de Jalons\u00a0: demandez à un administrateur de l’y ajouter.',
  no_role: 'Votre compte ne donne aucun rôle dans Jalons\u00a0: demandez à un administrateur.',
  inactive: 'Votre compte a été désactivé dans Jalons\u00a0: demandez à un administrateur.',
};

const NotIn = ({ why }: { why: string }) => (
  <>
    <PageHead title="La connexion n’a pas abouti">{why}</PageHead>
    <Actions>
      <LinkButton href={paths.singleSignOn()}>Recommencer</LinkButton>
      <LinkButton href={paths.signIn()} look="secondary">
        Recevoir un lien par courriel
      </LinkButton>
    </Actions>
  </>
);

/** The way in for staff, on the sign-in page. */
export const SingleSignOnLink = ({ offered, suite }: { offered: SingleSignOn | undefined; suite: string }) =>
  offered ? (
    <section aria-labelledby="etablissement">
      <h2 id="etablissement">Vous travaillez au centre&nbsp;?</h2>
      <LinkButton href={paths.singleSignOn(suite)} look="secondary">
        Se connecter avec le compte de l’établissement
      </LinkButton>
    </section>
  ) : null;
