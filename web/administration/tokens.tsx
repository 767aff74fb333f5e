import { ROLES } from '../../domain/actions.ts';
import { ROLE_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { uuid, z } from '../../services/fields/fields.ts';
import { ADMINISTRATORS, type Principal } from '../../services/principal.ts';
import { newToken } from '../../services/token-form.ts';
import { addToken, listTokens, readToken, removeToken, type StoredToken, tokenSecret } from '../../services/tokens.ts';
import { everyTutor } from '../../services/tutors.ts';
import { everyUser } from '../../services/users.ts';
import type { FormState } from '../form.ts';
import { filledWith } from '../manager/filled-with.ts';
import { keyAt, placeOf, placeQuery, UUID } from '../manager/place.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { Choice, Field, Select } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { type FrenchTime, frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { Table } from '../view/table.tsx';

const LABELS = {
  label: 'Nom du jeton',
  role: 'Rôle',
  userId: 'Au nom de l’utilisateur',
  tutorId: 'Au nom du tuteur',
  auditeurEmail: 'Au nom de l’auditeur, par son adresse',
};

const PER_PAGE = 100;

/** Who a token may act as; those whom the asker may see. */
interface Bearers {
  users: Awaited<ReturnType<typeof everyUser>>;
  tutors: Awaited<ReturnType<typeof everyTutor>>;
}

/** The tokens of programs: listed without their secret, made, revoked. A secret is shown once, when its token is made. */
export const tokenPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/administration/jetons',
    who: ADMINISTRATORS,
    title: 'Jetons d’accès',
    query: z.object(placeQuery),
    fields: newToken,
    labels: LABELS,
    // A refreshed page sends the same key again: it is the same token, shown again.
    everyTime: true,
    show: async ({ principal, query: { cursor }, form }) => {
      const after = keyAt(cursor, UUID);
      const [{ items, next }, users, tutors] = await Promise.all([
        listTokens(backend, principal, { limit: PER_PAGE, after }),
        everyUser(backend, principal),
        everyTutor(backend),
      ]);
      const bearers = { users, tutors };
      const filled = filledWith(form, { role: 'staff' });
      const time = frenchTime(backend);
      return page(
        <Tokens tokens={items} form={filled} {...{ principal, bearers, time, next }} isFirst={after === undefined} />,
        {
          wide: true,
        },
      );
    },
    act: async ({ principal, body, scope }) => {
      const token = await addToken(backend, principal, body, scope);
      return page(<Made token={token} secret={tokenSecret(backend, scope)} />, { title: 'Jeton créé' });
    },
  }),
  ...formPage({
    path: '/administration/jetons/:id/revocation',
    who: ADMINISTRATORS,
    title: 'Révoquer un jeton',
    params: z.object({ id: uuid() }),
    fields: z.object({}),
    show: async ({ principal, params, form }) =>
      page(<Revocation token={await readToken(backend, principal, params.id)} form={form} />),
    act: async ({ principal, params }) => {
      const { label } = await readToken(backend, principal, params.id);
      await removeToken(backend, principal, params.id);
      return seeOther(paths.tokens(), `Le jeton «\u00a0${label}\u00a0» n’ouvre plus rien.`);
    },
  }),
];

interface TokensProps {
  principal: Principal;
  tokens: readonly StoredToken[];
  bearers: Bearers;
  form: FormState;
  time: FrenchTime;
  next: string | null;
  isFirst: boolean;
}

/** So many are seen above the form that makes one. */
const FEW = 3;

const Tokens = ({ principal, tokens, bearers, form, time, next, isFirst }: TokensProps) => (
  <>
    <PageHead title="Jetons d’accès">
      Pour les programmes qui utilisent l’API&nbsp;: chacun agit avec les droits de son rôle, jamais davantage.
    </PageHead>
    {tokens.length > FEW ? (
      <Actions>
        <LinkButton href="#ajout">Créer un jeton</LinkButton>
      </Actions>
    ) : null}
    <Table
      caption="Jetons"
      hideCaption
      columns={[
        { label: 'Nom', cell: ({ label }) => label },
        { label: 'Rôle', cell: ({ role }) => ROLE_NAMES[role] },
        { label: 'Au nom de', cell: (token) => bearerOf(token, bearers) },
        { label: 'Créé le', cell: ({ createdAt }) => time.stamp(createdAt) },
        { label: 'Dernier usage', cell: ({ lastUsedAt }) => (lastUsedAt ? time.stamp(lastUsedAt) : 'jamais') },
        {
          label: 'Action',
          cell: ({ id, label }) => (
            <a href={paths.revokeToken(id)}>
              Révoquer<span class="visually-hidden">{` ${label}`}</span>
            </a>
          ),
        },
      ]}
      rows={tokens}
      empty="Aucun jeton n’est en service."
    />
    <Pagination
      label="Pages de la liste des jetons"
      first={isFirst ? undefined : paths.tokens()}
      next={next ? withQuery(paths.tokens(), { cursor: placeOf(next) }) : undefined}
    />
    <Card title="Créer un jeton" id="ajout">
      <NewToken form={form} bearers={bearers} mayBeNobody={principal.centre === null} />
    </Card>
  </>
);

function bearerOf({ userId, tutorId, auditeurEmail }: StoredToken, { users, tutors }: Bearers): string {
  const bearer = users.find(({ id }) => id === userId) ?? tutors.find(({ id }) => id === tutorId);
  return bearer ? `${bearer.firstName} ${bearer.lastName}` : (auditeurEmail ?? 'personne en particulier');
}

const named = (people: readonly { id: string; firstName: string; lastName: string }[]) =>
  people
    .map(({ id, firstName, lastName }) => ({ value: id, label: `${lastName} ${firstName}` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));

const NewToken = ({ form, bearers, mayBeNobody }: { form: FormState; bearers: Bearers; mayBeNobody: boolean }) => (
  <Form form={form} action={paths.tokens()}>
    <Field
      form={form}
      name="label"
      label={LABELS.label}
      maxlength={200}
      required
      hint="Ce à quoi il sert&nbsp;: le journal le nomme ainsi."
    />
    <Choice
      form={form}
      name="role"
      label={LABELS.role}
      required
      options={ROLES.map((value) => ({
        value,
        label: ROLE_NAMES[value].replace(/^./, (first) => first.toUpperCase()),
      }))}
    />
    <Select
      form={form}
      name="userId"
      label={LABELS.userId}
      hint="Pour un gestionnaire, un responsable ou un administrateur."
      blank={mayBeNobody ? 'Personne en particulier' : 'Aucun'}
      options={named(bearers.users)}
    />
    <Select
      form={form}
      name="tutorId"
      label={LABELS.tutorId}
      hint="Pour un jeton de tuteur."
      blank="Aucun"
      options={named(bearers.tutors)}
    />
    <Field
      form={form}
      name="auditeurEmail"
      label={LABELS.auditeurEmail}
      type="email"
      hint="Pour un jeton d’auditeur."
    />
    <Actions>
      <Button>Créer le jeton</Button>
    </Actions>
  </Form>
);

const Made = ({ token, secret }: { token: StoredToken; secret: string }) => (
  <>
    <PageHead title="Jeton créé" back={{ href: paths.tokens(), label: 'Jetons d’accès' }}>
      {`«\u00a0${token.label}\u00a0», ${ROLE_NAMES[token.role]}`}
    </PageHead>
    <Notice tone="warning">
      <p>
        <strong>Copiez-le maintenant</strong>&nbsp;: il n’est conservé nulle part et ne sera plus montré.
      </p>
    </Notice>
    <p>
      <code class="secret">{secret}</code>
    </p>
    <p class="muted">
      Il s’envoie dans l’en-tête <code>Authorization: Bearer …</code> de chaque requête.
    </p>
    <Actions>
      <LinkButton href={paths.tokens()}>C’est noté</LinkButton>
    </Actions>
  </>
);

const Revocation = ({ token, form }: { token: StoredToken; form: FormState }) => (
  <>
    <PageHead title={`Révoquer «\u00a0${token.label}\u00a0»`} back={{ href: paths.tokens(), label: 'Jetons d’accès' }}>
      Le programme qui s’en sert est refusé dès maintenant, et pour toujours.
    </PageHead>
    <Form form={form}>
      <Actions>
        <Button look="danger">Révoquer ce jeton</Button>
        <LinkButton href={paths.tokens()} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      </Actions>
    </Form>
  </>
);
