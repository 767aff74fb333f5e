import type { RequestHandler } from 'express';
import { email, z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { askSignIn, SIGN_IN_MINUTES } from '../../services/sign-in.ts';
import type { SingleSignOn } from '../../services/single-sign-on/sign-on.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, safeNext } from '../paths.ts';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { CaughtMails } from '../view/caught-mails.tsx';
import { Field } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { SingleSignOnLink } from './single-sign-on.tsx';

/** An address, as people type it. */
export const typedEmail = () => z.string().trim().pipe(email());

const next = z.string().optional().catch(undefined);
const TITLE = 'Se connecter';
const LABELS = { email: 'Adresse électronique' };

/** Where one asks for a sign-in link, and what one is told, whether or not the address is known. */
export const askLinkPages = (backend: Backend, limit: RequestHandler): PageRoute[] => [
  ...formPage({
    path: paths.signIn(),
    who: 'anyone',
    title: TITLE,
    query: z.object({ suite: next }),
    fields: z.object({ email: typedEmail(), suite: next }),
    labels: LABELS,
    everyTime: true,
    before: [limit],
    show: ({ visitor, query, form }) => {
      const suite = safeNext(form.values.suite ?? query.suite);
      if (visitor && !visitor.only) return seeOther(suite);
      return page(<AskLink form={form} suite={suite} offered={backend.singleSignOn} />);
    },
    act: async ({ body }) => {
      await askSignIn(backend, body.email, safeNext(body.suite));
      return seeOther(paths.signInSent());
    },
  }),
  pageRoute({
    method: 'get',
    path: paths.signInSent(),
    who: 'anyone',
    title: 'Consultez votre messagerie',
    handle: () => page(<Sent caughtAt={backend.mailUiUrl} />),
  }),
];

const AskLink = ({ form, suite, offered }: { form: FormState; suite: string; offered?: SingleSignOn }) => (
  <>
    <PageHead title={TITLE}>
      Indiquez l’adresse électronique que votre centre connaît&nbsp;: vous y recevrez un lien de connexion. Il n’y a pas
      de mot de passe.
    </PageHead>
    <Form form={form} action={paths.signIn()}>
      <input type="hidden" name="suite" value={suite} />
      <Field
        form={form}
        name="email"
        label={LABELS.email}
        type="email"
        autocomplete="email"
        inputmode="email"
        required
      />
      <Actions>
        <Button>Recevoir un lien de connexion</Button>
      </Actions>
    </Form>
    <SingleSignOnLink offered={offered} suite={suite} />
  </>
);

const Sent = ({ caughtAt }: { caughtAt: string | undefined }) => (
  <>
    <PageHead title="Consultez votre messagerie">
      Si l’adresse indiquée est connue de Jalons, un lien de connexion vient d’y être envoyé.
    </PageHead>
    <CaughtMails at={caughtAt} />
    <p>{`Il est valable ${SIGN_IN_MINUTES}\u00a0minutes et ne sert qu’une fois.`}</p>
    <p>
      Rien au bout de quelques minutes&nbsp;? Cherchez dans les courriers indésirables, vérifiez l’adresse, puis
      recommencez. Si cela persiste, adressez-vous à votre centre.
    </p>
    <LinkButton href={paths.signIn()} look="secondary">
      Demander un autre lien
    </LinkButton>
  </>
);
