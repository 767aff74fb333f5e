import type { RequestHandler } from 'express';
import { z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { notFound } from '../../services/errors.ts';
import { askPersonalLink } from '../../services/personal-link-requests.ts';
import { followPersonalLink, judgePersonalLink, type LinkState, readerAlready } from '../../services/personal-links.ts';
import { type PublicDossier, publicDossier } from '../../services/public-dossier.ts';
import { closeSession } from '../../services/sessions.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageAnswer, type PageCall, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button, ButtonForm, LinkButton } from '../view/button.tsx';
import { Field } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import type { Visitor } from '../visitor.ts';
import { typedEmail } from './ask-link.tsx';
import { browserFamily } from './browser-family.ts';
import { destinationOf } from './destination.ts';
import { perGuessingAddress } from './limits.ts';
import type { BrowserSessions } from './sessions.ts';

/** The query of an enrolment's page: `lien` is the token of a personal link. What is none of ours is passed over. */
export const arrivalQuery = z.object({ lien: z.string().max(500).optional().catch(undefined) });

type Arrival = Pick<
  PageCall<'anyone', { id: string }, { lien?: string }, unknown>,
  'params' | 'query' | 'form' | 'http'
>;

/**
 * What somebody finds who follows a personal link: a button that opens, since programs that scan mails follow their links, or
 * why it does not open and how to get another. Who sees the enrolment already goes on. Undefined without a link.
 */
export async function arrivalByLink(
  backend: Backend,
  sessions: BrowserSessions,
  { params: { id }, query: { lien }, form, http }: Arrival,
): Promise<PageAnswer | undefined> {
  if (lien === undefined) return undefined;
  const bearer = sessions.bearerIn(http.response);
  const reader = bearer && (await readerAlready(backend, id, lien, bearer));
  if (reader) return seeOther(await destinationOf(backend, reader, id));
  return linkPage(backend, id, lien, form, bearer?.visitor);
}

async function linkPage(
  backend: Backend,
  id: string,
  token: string,
  form: FormState,
  visitor?: Visitor,
): Promise<PageAnswer> {
  const dossier = await publicDossier(backend, id);
  if (!dossier) throw notFound('Dossier');
  const { state } = await judgePersonalLink(backend, id, token);
  const title = `Dossier ${dossier.reference}`;
  if (state === 'open') return page(<OpenLink {...{ id, token, dossier, form, visitor }} />, { title });
  return page(<DeadLink {...{ id, token, dossier, form, state }} />, { title, status: 410 });
}

/** Where personal links are opened, and asked for. */
export const personalLinkPages = (backend: Backend, sessions: BrowserSessions, limit: RequestHandler): PageRoute[] => [
  pageRoute({
    method: 'post',
    path: paths.openPersonalLink(':id'),
    who: 'anyone',
    title: 'Ouvrir le dossier',
    params: dossierPath,
    fields: z.object({ lien: z.string().max(500) }),
    everyTime: true,
    before: [perGuessingAddress()],
    handle: async ({ params: { id }, body, form, http: { request, response } }) => {
      const current = sessions.bearerIn(response);
      const browser = browserFamily(request.get('user-agent'));
      const reader = await followPersonalLink(backend, { enrolmentId: id, token: body.lien, browser }, current);
      if (!reader) return linkPage(backend, id, body.lien, form);
      if (reader.secret) {
        if (current) await closeSession(backend, current.secret);
        sessions.begin(response, reader.secret);
      }
      return seeOther(await destinationOf(backend, reader, id));
    },
  }),
  ...formPage({
    path: paths.askPersonalLink(':id'),
    who: 'anyone',
    title: 'Recevoir un lien personnel',
    params: dossierPath,
    fields: z.union([z.object({ lien: z.string().max(500) }), z.object({ email: typedEmail() })]),
    labels: { email: 'Adresse électronique' },
    everyTime: true,
    before: [limit],
    show: async ({ params: { id }, form }) => {
      const dossier = await publicDossier(backend, id);
      if (!dossier) throw notFound('Dossier');
      return page(<AskLink {...{ id, dossier, form }} />);
    },
    act: async ({ params: { id }, body }) => {
      await askPersonalLink(backend, id, 'lien' in body ? { token: body.lien } : body);
      return seeOther(paths.dossier(id), SENT);
    },
  }),
];

const SENT =
  'Si l’adresse est celle de l’auditeur ou du tuteur de ce dossier, un lien personnel vient d’y être envoyé. Rien au bout de quelques minutes\u00a0? Cherchez dans les courriers indésirables.';

interface Shown {
  id: string;
  token: string;
  dossier: PublicDossier;
  form: FormState;
}

const OpenLink = ({ id, token, dossier, form, visitor }: Shown & { visitor?: Visitor }) => (
  <>
    <PageHead title={`Dossier ${dossier.reference}`}>
      Ce lien personnel ouvre ce dossier, et lui seul, dans ce navigateur.
    </PageHead>
    {visitor ? (
      <p>{`Vous êtes connecté à l’adresse ${visitor.email}. Si ce lien a été envoyé à une autre, l’ouvrir met fin à cette connexion.`}</p>
    ) : null}
    <ButtonForm form={form} action={paths.openPersonalLink(id)} fields={{ lien: token }} look="primary">
      Ouvrir le dossier
    </ButtonForm>
  </>
);

const DeadLink = ({ id, token, dossier, form, state }: Shown & { state: Exclude<LinkState, 'open'> }) => (
  <>
    <PageHead title={`Dossier ${dossier.reference}`}>{WHY[state]}</PageHead>
    {state === 'expired' || state === 'done' ? (
      <ButtonForm form={form} action={paths.askPersonalLink(id)} fields={{ lien: token }} look="primary">
        Recevoir un nouveau lien
      </ButtonForm>
    ) : null}
    <Actions>
      {state === 'forgotten' ? (
        <LinkButton href={paths.askPersonalLink(id)}>Recevoir un lien personnel</LinkButton>
      ) : null}
      <LinkButton href={paths.signIn(paths.dossier(id))} look="secondary">
        Se connecter
      </LinkButton>
      <LinkButton href={paths.dossier(id)} look="quiet">
        Voir où en est le dossier
      </LinkButton>
    </Actions>
  </>
);

const WHY: Record<Exclude<LinkState, 'open'>, string> = {
  expired:
    'Ce lien a expiré\u00a0: un lien personnel est valable 31\u00a0jours. Un nouveau peut vous être envoyé à la même adresse.',
  forgotten:
    'Ce lien a expiré depuis longtemps\u00a0: un lien personnel est valable 31\u00a0jours. Un autre peut vous être envoyé.',
  done: 'Ce lien ne sert plus\u00a0: ce qu’il rappelait est fait, ou n’est plus attendu. Pour revoir le dossier, un nouveau lien peut vous être envoyé à la même adresse.',
  withdrawn:
    'Ce lien n’ouvre plus ce dossier\u00a0: il a été fait pour une autre personne, ou pour une autre adresse, que celles du dossier aujourd’hui.',
  unknown: 'Ce lien n’est pas valable. Vérifiez qu’il est entier, tel qu’il figure dans le courriel.',
};

const AskLink = ({ id, dossier, form }: Omit<Shown, 'token'>) => (
  <>
    <PageHead
      title="Recevoir un lien personnel"
      back={{ href: paths.dossier(id), label: `Dossier ${dossier.reference}` }}
    >
      Pour l’auditeur et le tuteur de ce dossier&nbsp;: un courriel avec un lien qui l’ouvre.
    </PageHead>
    <Form form={form} action={paths.askPersonalLink(id)}>
      <Field
        form={form}
        name="email"
        label="Adresse électronique"
        type="email"
        autocomplete="email"
        inputmode="email"
        required
      />
      <Actions>
        <Button>Recevoir le lien</Button>
        <LinkButton href={paths.signIn(paths.dossier(id))} look="quiet">
          Se connecter plutôt
        </LinkButton>
      </Actions>
    </Form>
  </>
);
