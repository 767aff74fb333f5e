import { z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { closeSession } from '../../services/sessions.ts';
import { followSignInLink, SIGN_IN_MINUTES, usableSignInLink } from '../../services/sign-in.ts';
import type { FormState } from '../form.ts';
import { type PageAnswer, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, safeNext } from '../paths.ts';
import { ButtonForm, LinkButton } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';
import { browserFamily } from './browser-family.ts';
import { perGuessingAddress } from './limits.ts';
import type { BrowserSessions } from './sessions.ts';

const PATH = '/connexion/:token';
const params = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
const TITLE = 'Se connecter';

/**
 * Where a sign-in link leads. Looking at it changes nothing, since programs that scan mails follow their links; the button uses
 * it up.
 */
export const followLinkPages = (backend: Backend, sessions: BrowserSessions): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: PATH,
    who: 'anyone',
    title: TITLE,
    params,
    handle: async ({ params: { token }, form, address }) =>
      (await usableSignInLink(backend, token)) ? page(<Follow form={form} action={address} />) : useless(),
  }),
  pageRoute({
    method: 'post',
    path: PATH,
    who: 'anyone',
    title: TITLE,
    params,
    everyTime: true,
    before: [perGuessingAddress()],
    handle: async ({ params: { token }, http: { request, response } }) => {
      const former = sessions.bearerIn(response);
      const signedIn = await followSignInLink(backend, token, browserFamily(request.get('user-agent')));
      if (!signedIn) return useless();
      if (former) await closeSession(backend, former.secret);
      sessions.begin(response, signedIn.secret);
      return seeOther(safeNext(signedIn.next));
    },
  }),
];

const useless = (): PageAnswer => page(<Useless />, { title: 'Lien de connexion inutilisable', status: 410 });

const Follow = ({ form, action }: { form: FormState; action: string }) => (
  <>
    <PageHead title="Se connecter à Jalons">Ce lien vous connecte une seule fois, dans ce navigateur.</PageHead>
    <ButtonForm form={form} action={action} look="primary">
      Me connecter
    </ButtonForm>
  </>
);

const Useless = () => (
  <>
    <PageHead title="Ce lien ne peut plus servir" />
    <p>{`Un lien de connexion ne sert qu’une fois, et n’est valable que ${SIGN_IN_MINUTES}\u00a0minutes.`}</p>
    <LinkButton href={paths.signIn()}>Recevoir un autre lien</LinkButton>
  </>
);
