import { ROLE_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { type CentreView, everyCentre } from '../../services/centres.ts';
import { code, line, uuid, z } from '../../services/fields/fields.ts';
import { box } from '../../services/fields/typed-fields.ts';
import { ADMINISTRATORS, type Principal } from '../../services/principal.ts';
import { userFields } from '../../services/user-form.ts';
import { addUser, changeUser, findUsers, readUser, removeUser, type StoredUser } from '../../services/users.ts';
import type { FormState } from '../form.ts';
import { filledWith } from '../manager/filled-with.ts';
import { Found, NameFilter } from '../manager/name-filter.tsx';
import { keyAt, placeOf, placeQuery, UUID } from '../manager/place.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { Badge, Notice } from '../view/badge.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Checkbox, Choice, Field, Select } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { MailLink } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';

const LABELS = {
  firstName: 'Prénom',
  lastName: 'Nom',
  email: 'Adresse électronique',
  role: 'Rôle',
  centre: 'Centre',
  active: 'Peut se connecter',
};

const EVERY_CENTRE = 'tous';
const typed = z.object({
  firstName: userFields.firstName,
  lastName: userFields.lastName,
  email: userFields.email,
  role: userFields.role,
  centre: z.union([z.literal(EVERY_CENTRE), code()]).transform((value) => (value === EVERY_CENTRE ? null : value)),
  active: box(),
});

const PER_PAGE = 50;
const userPath = z.object({ id: uuid() });

/** The people of the centres: listed, added, changed, removed. */
export const userPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/administration/utilisateurs',
    who: ADMINISTRATORS,
    title: 'Utilisateurs',
    query: z.object({ q: line().optional().catch(undefined), ...placeQuery }),
    handle: async ({ principal, query: { cursor, q } }) => {
      const after = keyAt(cursor, UUID);
      const [found, centres] = await Promise.all([
        findUsers(backend, principal, { limit: PER_PAGE, after, q }),
        everyCentre(backend, principal),
      ]);
      return page(<Users {...{ found, centres, q }} isFirst={after === undefined} />, { wide: true });
    },
  }),
  ...formPage({
    path: '/administration/utilisateurs/ajout',
    who: ADMINISTRATORS,
    title: 'Ajouter un utilisateur',
    fields: typed,
    labels: LABELS,
    show: async ({ principal, form }) => {
      const filled = filledWith(form, { role: 'staff', active: 'true' });
      return page(<UserForm form={filled} centres={await everyCentre(backend, principal)} principal={principal} />);
    },
    act: async ({ principal, body, scope }) => {
      const { firstName, lastName } = await addUser(backend, principal, body, scope);
      return seeOther(paths.users(), `${firstName} ${lastName} peut se connecter avec son adresse.`);
    },
  }),
  ...formPage({
    path: '/administration/utilisateurs/:id',
    who: ADMINISTRATORS,
    title: 'Modifier un utilisateur',
    params: userPath,
    fields: typed,
    labels: LABELS,
    show: async ({ principal, params, form }) => {
      const user = await readUser(backend, principal, params.id);
      const centres = await everyCentre(backend, principal);
      return page(<UserForm form={filledWith(form, valuesOf(user))} {...{ user, centres, principal }} />, {
        title: `${user.firstName} ${user.lastName}`,
      });
    },
    act: async ({ principal, params, body }) => {
      const { firstName, lastName } = await changeUser(backend, principal, params.id, body);
      return seeOther(paths.users(), `Les droits de ${firstName} ${lastName} sont à jour.`);
    },
  }),
  ...formPage({
    path: '/administration/utilisateurs/:id/suppression',
    who: ADMINISTRATORS,
    title: 'Supprimer un utilisateur',
    params: userPath,
    fields: z.object({}),
    show: async ({ principal, params, form }) =>
      page(<Removal user={await readUser(backend, principal, params.id)} form={form} />),
    act: async ({ principal, params }) => {
      const { firstName, lastName } = await readUser(backend, principal, params.id);
      await removeUser(backend, principal, params.id);
      return seeOther(paths.users(), `${firstName} ${lastName} n’a plus accès à Jalons.`);
    },
  }),
];

const valuesOf = ({ firstName, lastName, email, role, centre, active }: StoredUser): FormState['values'] => ({
  ...{ firstName, lastName, email, role },
  centre: centre ?? EVERY_CENTRE,
  active: String(active),
});

interface UsersProps {
  found: Awaited<ReturnType<typeof findUsers>>;
  centres: readonly CentreView[];
  q?: string;
  isFirst: boolean;
}

const Users = ({ found: { items, count, next }, centres, q, isFirst }: UsersProps) => (
  <>
    <PageHead title="Utilisateurs">
      Les gestionnaires, responsables et administrateurs. Les tuteurs se règlent à part&nbsp;; les auditeurs accèdent à
      leur dossier par leur adresse.
    </PageHead>
    <Actions>
      <LinkButton href={paths.newUser()}>Ajouter un utilisateur</LinkButton>
    </Actions>
    <NameFilter action={paths.users()} label="Nom, adresse ou rôle" {...{ q, count }} />
    <Found count={count} one="utilisateur" many="utilisateurs" />
    <Table
      caption="Utilisateurs, par nom"
      hideCaption
      columns={[
        {
          label: 'Nom',
          cell: ({ id, firstName, lastName }) => <a href={paths.user(id)}>{`${lastName} ${firstName}`}</a>,
        },
        { label: 'Adresse', cell: ({ email }) => <MailLink email={email} /> },
        { label: 'Rôle', cell: ({ role }) => ROLE_NAMES[role] },
        { label: 'Centre', cell: ({ centre }) => nameOf(centres, centre) },
        {
          label: 'État',
          cell: ({ active }) => (active ? <Badge tone="success">Actif</Badge> : <Badge>Désactivé</Badge>),
        },
      ]}
      rows={items}
      empty={q ? 'Aucun utilisateur ne correspond.' : 'Aucun utilisateur n’est enregistré.'}
    />
    <Pagination
      label="Pages de la liste des utilisateurs"
      first={isFirst ? undefined : withQuery(paths.users(), { q })}
      next={next ? withQuery(paths.users(), { q, cursor: placeOf(next) }) : undefined}
    />
  </>
);

const nameOf = (centres: readonly CentreView[], wanted: string | null): string =>
  wanted === null ? 'tous' : (centres.find(({ code: known }) => known === wanted)?.name ?? wanted);

const RIGHTS = [
  { value: 'staff', label: 'Gestionnaire', hint: 'Inscrit, affecte les tuteurs, suit les dossiers.' },
  { value: 'manager', label: 'Responsable', hint: 'De plus\u00a0: règles, tarifs, limites, avis corrigés, chiffres.' },
  {
    value: 'administrator',
    label: 'Administrateur',
    hint: 'De plus\u00a0: utilisateurs, centres, jetons, journal d’audit.',
  },
];

interface UserFormProps {
  form: FormState;
  centres: readonly CentreView[];
  principal: Principal;
  user?: StoredUser;
}

const UserForm = ({ form, centres, principal, user }: UserFormProps) => (
  <>
    <PageHead
      title={user ? `${user.firstName} ${user.lastName}` : 'Ajouter un utilisateur'}
      back={{ href: paths.users(), label: 'Utilisateurs' }}
    />
    {isOwn(user, principal) ? <Own /> : null}
    <Form form={form}>
      <div class="field-row">
        <Field form={form} name="firstName" label={LABELS.firstName} maxlength={100} required />
        <Field form={form} name="lastName" label={LABELS.lastName} maxlength={100} required />
      </div>
      <Field
        form={form}
        name="email"
        label={LABELS.email}
        type="email"
        maxlength={254}
        required
        hint="Un lien de connexion y est envoyé quand la personne le demande."
      />
      <Choice form={form} name="role" label={LABELS.role} required options={RIGHTS} />
      <Select
        form={form}
        name="centre"
        label={LABELS.centre}
        required
        hint="Qui appartient à un centre ne voit que ses dossiers et ses réglages."
        options={[
          ...centres.map(({ code: value, name }) => ({ value, label: name })),
          ...(principal.centre === null ? [{ value: EVERY_CENTRE, label: 'Tous les centres' }] : []),
        ]}
      />
      <Checkbox
        form={form}
        name="active"
        label={LABELS.active}
        hint="Décochez pour retirer l’accès sans supprimer la personne."
      />
      <Actions>
        <Button>Enregistrer</Button>
        {user && !isOwn(user, principal) ? (
          <LinkButton href={paths.removeUser(user.id)} look="danger">
            Supprimer…
          </LinkButton>
        ) : null}
      </Actions>
    </Form>
  </>
);

const isOwn = (user: StoredUser | undefined, { userId }: Principal): boolean =>
  user !== undefined && user.id === userId;

const Own = () => (
  <Notice tone="info">
    <p>
      C’est vous. Un autre administrateur peut changer votre adresse, votre rôle et votre centre, ou vous retirer
      l’accès&nbsp;; vous, votre nom.
    </p>
  </Notice>
);

const Removal = ({ user, form }: { user: StoredUser; form: FormState }) => (
  <>
    <PageHead
      title={`Supprimer ${user.firstName} ${user.lastName}`}
      back={{ href: paths.user(user.id), label: `${user.firstName} ${user.lastName}` }}
    />
    <Notice tone="warning">
      <p>
        La personne et ses jetons d’accès sont supprimés. Ce qu’elle a fait reste au journal des dossiers, sous son nom.
      </p>
    </Notice>
    <Form form={form}>
      <Actions>
        <Button look="danger">Supprimer l’utilisateur</Button>
        <LinkButton href={paths.user(user.id)} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      </Actions>
    </Form>
  </>
);
