import { inFrench, monthsInFrench } from '../../domain/dates.ts';
import type { Backend } from '../../services/backend.ts';
import { type CentreView, everyCentre } from '../../services/centres.ts';
import { code, uuid, z } from '../../services/fields/fields.ts';
import { isManager, isWithin, MANAGERS, type Principal, STAFF } from '../../services/principal.ts';
import {
  addWindow,
  changeWindow,
  everyWindow,
  readWindow,
  type StoredWindow,
} from '../../services/registration-windows.ts';
import { windowForm } from '../../services/window-form.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { Field, Select } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Table } from '../view/table.tsx';
import { filledWith } from './filled-with.ts';

const LABELS = { label: 'Nom', from: 'Premier jour', to: 'Dernier jour', centre: 'Centre' };
const EVERY_CENTRE = 'tous';
const typed = windowForm.extend({
  centre: z
    .union([z.literal(EVERY_CENTRE), code()])
    .optional()
    .transform((value) => (value === EVERY_CENTRE ? null : value)),
});

/** R3: when one may register: the months of every year, by centre, and the exceptions. Staff read, managers change. */
export const windowPages = (backend: Backend): PageRoute[] => {
  const show = async ({ principal, form }: { principal: Principal; form: FormState }) => {
    const [windows, centres] = await Promise.all([everyWindow(backend, principal), everyCentre(backend, principal)]);
    return page(<Windows {...{ principal, form, centres }} windows={windows} />, { wide: true });
  };
  return [
    pageRoute({ method: 'get', path: '/reglages/fenetres', who: STAFF, title: 'Fenêtres d’inscription', handle: show }),
    pageRoute({
      method: 'post',
      path: '/reglages/fenetres',
      who: MANAGERS,
      title: 'Fenêtres d’inscription',
      fields: typed,
      labels: LABELS,
      again: show,
      handle: async ({ principal, body, scope }) => {
        const { label } = await addWindow(backend, principal, body, scope);
        return seeOther(paths.windows(), `La période «\u00a0${label}\u00a0» est ajoutée.`);
      },
    }),
    ...formPage({
      path: '/reglages/fenetres/:id',
      who: MANAGERS,
      title: 'Modifier une période d’inscription',
      params: z.object({ id: uuid() }),
      fields: typed,
      labels: LABELS,
      show: async ({ principal, params, form }) => {
        const window = await readWindow(backend, principal, params.id);
        const centres = await everyCentre(backend, principal);
        return page(<WindowPage form={filledWith(form, valuesOf(window))} {...{ centres, principal }} />, {
          title: window.label,
        });
      },
      act: async ({ principal, params, body }) => {
        const { label } = await changeWindow(backend, principal, params.id, body);
        return seeOther(paths.windows(), `La période «\u00a0${label}\u00a0» est modifiée.`);
      },
    }),
  ];
};

type Centres = readonly CentreView[];

const valuesOf = ({ label, from, to, centre }: StoredWindow): FormState['values'] => ({
  ...{ label, from, to },
  centre: centre ?? EVERY_CENTRE,
});

interface WindowsProps {
  principal: Principal;
  form: FormState;
  windows: readonly StoredWindow[];
  centres: Centres;
}

/** So many are seen above the form that adds one. */
const FEW = 3;

const Windows = ({ principal, form, windows, centres }: WindowsProps) => (
  <>
    <PageHead title="Fenêtres d’inscription">
      Hors de ces périodes, une inscription demande un motif, qui est conservé.
    </PageHead>
    {isManager(principal.role) && windows.length > FEW ? (
      <Actions>
        <LinkButton href="#ajout">Ajouter une période</LinkButton>
      </Actions>
    ) : null}
    <Card title="Chaque année" id="chaque-annee">
      {centres.map(({ name, policy }) => (
        <p>{`${name}\u00a0: ${monthsInFrench(policy.registrationMonths)}.`}</p>
      ))}
      <p>
        <a href={paths.centreSettings()}>Les mois de chaque année sont une règle du centre.</a>
      </p>
    </Card>
    <Table
      caption="Périodes exceptionnelles"
      columns={[
        { label: 'Nom', cell: (window) => <Name window={window} principal={principal} /> },
        { label: 'Premier jour', cell: ({ from }) => inFrench(from) },
        { label: 'Dernier jour', cell: ({ to }) => inFrench(to) },
        { label: 'Centre', cell: ({ centre }) => nameOf(centres, centre) },
      ]}
      rows={windows}
      empty="Aucune période exceptionnelle."
    />
    {isManager(principal.role) ? (
      <Card title="Ajouter une période" id="ajout">
        <WindowForm form={form} centres={centres} label="Ajouter" mayOpenAll={principal.centre === null} />
      </Card>
    ) : null}
  </>
);

const nameOf = (centres: Centres, wanted: string | null): string =>
  wanted === null ? 'tous' : (centres.find(({ code: known }) => known === wanted)?.name ?? wanted);

const Name = ({ window: { id, label, centre }, principal }: { window: StoredWindow; principal: Principal }) =>
  isManager(principal.role) && isWithin(principal, centre) ? (
    <a href={paths.window(id)}>{label}</a>
  ) : (
    <span>{label}</span>
  );

const WindowPage = ({ form, centres, principal }: { form: FormState; centres: Centres; principal: Principal }) => (
  <>
    <PageHead
      title="Modifier une période d’inscription"
      back={{ href: paths.windows(), label: 'Fenêtres d’inscription' }}
    />
    <WindowForm form={form} centres={centres} label="Enregistrer" mayOpenAll={principal.centre === null} isChange />
  </>
);

interface WindowFormProps {
  form: FormState;
  centres: Centres;
  label: string;
  mayOpenAll: boolean;
  isChange?: boolean;
}

const WindowForm = ({ form, centres, label, mayOpenAll, isChange }: WindowFormProps) => (
  <Form form={form}>
    <Field
      form={form}
      name="label"
      label={LABELS.label}
      maxlength={200}
      required
      hint="Par exemple «&nbsp;Avril 2027&nbsp;»."
    />
    <div class="field-row">
      <Field form={form} name="from" label={LABELS.from} type="date" width="short" required />
      <Field form={form} name="to" label={LABELS.to} type="date" width="short" required />
    </div>
    <Select
      form={form}
      name="centre"
      label={LABELS.centre}
      required
      options={[
        ...(mayOpenAll ? [{ value: EVERY_CENTRE, label: 'Tous les centres' }] : []),
        ...centres.map(({ code: value, name }) => ({ value, label: name })),
      ]}
    />
    <Actions>
      <Button>{label}</Button>
      {isChange ? (
        <LinkButton href={paths.windows()} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      ) : null}
    </Actions>
  </Form>
);
