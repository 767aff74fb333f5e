import type { Backend } from '../../services/backend.ts';
import { readHolidays } from '../../services/calendar.ts';
import { centreFields } from '../../services/centre-form.ts';
import { addCentre, type CentreView, everyCentre, readCentre, removeCentre } from '../../services/centres.ts';
import { code, line, z } from '../../services/fields/fields.ts';
import { typedCents } from '../../services/fields/typed-fields.ts';
import { ADMINISTRATORS, type Principal } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { Addresses, Prices, Terms, Zone } from '../manager/centre-essentials.tsx';
import { CENTRE_LABELS } from '../manager/centre-labels.ts';
import { filledWith } from '../manager/filled-with.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { inEuros } from '../staff/euros.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Field } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { MailLink } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';

const LABELS = { ...CENTRE_LABELS, code: 'Code' };

const typed = z.object({
  ...{ code: code(), name: centreFields.name, holidayZone: centreFields.holidayZone },
  staffEmail: centreFields.staffEmail,
  managerEmail: centreFields.managerEmail,
  handicapEmail: centreFields.handicapEmail,
  cgv: z.object({ version: line(100), url: centreFields.cgv.shape.url }),
  prices: z.object({ individual: typedCents(), organisation: typedCents() }),
});

/** The centres: listed, added by who sees them all, removed when nothing is theirs. Each has its settings elsewhere. */
export const centreAdministrationPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/administration/centres',
    who: ADMINISTRATORS,
    title: 'Centres',
    handle: async ({ principal }) => {
      const centres = await everyCentre(backend, principal);
      return page(<Centres centres={centres} principal={principal} />, { wide: true });
    },
  }),
  ...formPage({
    path: '/administration/centres/ajout',
    who: ADMINISTRATORS,
    title: 'Ajouter un centre',
    fields: typed,
    labels: LABELS,
    show: async ({ form }) => {
      const { items } = await readHolidays(backend);
      const zones = [...new Set(items.map(({ zone }) => zone))].sort();
      return page(<NewCentre form={filledWith(form, {})} zones={zones} />);
    },
    act: async ({ principal, body }) => {
      const centre = await addCentre(backend, principal, body);
      return seeOther(
        withQuery(paths.centreSettings(), { centre: centre.code }),
        `${centre.name} est ajouté\u00a0: voici ses réglages.`,
      );
    },
  }),
  ...formPage({
    path: '/administration/centres/:code/suppression',
    who: ADMINISTRATORS,
    title: 'Supprimer un centre',
    params: z.object({ code: code() }),
    fields: z.object({}),
    show: async ({ principal, params, form }) =>
      page(<Removal centre={await readCentre(backend, principal, params.code)} form={form} />),
    act: async ({ principal, params }) => {
      const { name } = await readCentre(backend, principal, params.code);
      await removeCentre(backend, principal, params.code);
      return seeOther(paths.centres(), `${name} est supprimé.`);
    },
  }),
];

const Centres = ({ centres, principal }: { centres: readonly CentreView[]; principal: Principal }) => (
  <>
    <PageHead title="Centres">Chacun a ses dossiers, ses utilisateurs, ses tarifs et ses règles.</PageHead>
    {principal.centre === null ? (
      <Actions>
        <LinkButton href={paths.newCentre()}>Ajouter un centre</LinkButton>
      </Actions>
    ) : null}
    <Table
      caption="Centres"
      hideCaption
      columns={[
        {
          label: 'Centre',
          cell: ({ code: of, name }) => <a href={withQuery(paths.centreSettings(), { centre: of })}>{name}</a>,
        },
        { label: 'Code', cell: ({ code: of }) => of },
        { label: 'Zone', cell: ({ holidayZone }) => holidayZone },
        { label: 'Gestionnaires', cell: ({ staffEmail }) => <MailLink email={staffEmail} /> },
        { label: 'Tarifs', cell: ({ prices }) => `${inEuros(prices.individual)} ou ${inEuros(prices.organisation)}` },
        {
          label: 'Action',
          cell: ({ code: of, name }) => (
            <a href={paths.removeCentre(of)}>
              Supprimer…<span class="visually-hidden">{` ${name}`}</span>
            </a>
          ),
        },
      ]}
      rows={centres}
      empty="Aucun centre."
    />
  </>
);

const NewCentre = ({ form, zones }: { form: FormState; zones: readonly string[] }) => (
  <>
    <PageHead title="Ajouter un centre" back={{ href: paths.centres(), label: 'Centres' }}>
      L’essentiel d’abord&nbsp;; les règles et les documents se règlent ensuite.
    </PageHead>
    <Form form={form}>
      <Field form={form} name="name" label={LABELS.name} maxlength={200} required />
      <Field
        form={form}
        name="code"
        label={LABELS.code}
        maxlength={64}
        width="medium"
        required
        hint="Par exemple «&nbsp;bretagne&nbsp;»&nbsp;; il ne change plus."
      />
      <Zone form={form} zones={zones} />
      <Addresses form={form} />
      <Terms form={form} />
      <Prices form={form} />
      <Actions>
        <Button>Ajouter le centre</Button>
        <LinkButton href={paths.centres()} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      </Actions>
    </Form>
  </>
);

const Removal = ({ centre, form }: { centre: CentreView; form: FormState }) => (
  <>
    <PageHead title={`Supprimer ${centre.name}`} back={{ href: paths.centres(), label: 'Centres' }} />
    <Notice tone="warning">
      <p>Un centre ne se supprime que si aucun dossier, utilisateur, jeton ni période d’inscription ne s’y rattache.</p>
    </Notice>
    <Form form={form}>
      <Actions>
        <Button look="danger">Supprimer ce centre</Button>
        <LinkButton href={paths.centres()} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      </Actions>
    </Form>
  </>
);
