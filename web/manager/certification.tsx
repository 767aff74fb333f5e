import { TARIFF_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { certificationFields } from '../../services/certification-form.ts';
import {
  addCertification,
  changeCertification,
  readCertification,
  type StoredCertification,
} from '../../services/certifications.ts';
import { code, line, z } from '../../services/fields/fields.ts';
import { orNothing, typedCents, typedCount } from '../../services/fields/typed-fields.ts';
import { MANAGERS } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Choice, Field } from '../view/field.tsx';
import { Form, fieldId } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { FORM_NAMES, KIND_NAMES } from './certification-words.ts';
import { filledWith } from './filled-with.ts';
import { centsAsTyped } from './typed-money.ts';

const LABELS = {
  title: 'Intitulé',
  code: 'Code',
  kind: 'Nature',
  minExperienceMonths: 'Expérience professionnelle minimale, en mois',
  resourcesUrl: 'Adresse des ressources',
  tariff: 'Tarif',
  'prices.individual': 'Prix pour un particulier, en euros',
  'prices.organisation': 'Prix pour un établissement financeur, en euros',
  activityUnits: 'Unités d’activité',
  'activityUnits.*.code': 'Code de l’unité',
  'activityUnits.*.title': 'Intitulé de l’unité',
};

const { title, kind, tariff, resourcesUrl } = certificationFields;
const unit = z.object({ code: code(), title: line(300) });
const typed = {
  ...{ title, kind, tariff, resourcesUrl: orNothing(resourcesUrl) },
  minExperienceMonths: typedCount(600),
  prices: z.object({ individual: typedCents().optional(), organisation: typedCents().optional() }).optional(),
  /** By rank; a row left empty is none. */
  activityUnits: z
    .record(z.string().regex(/^\d{1,2}$/), unit, { error: 'attend au moins une unité d’activité' })
    .transform((rows) => Object.values(rows)),
};

/** What the form says, as the service takes it: both prices, or none. */
function certificationOf({ prices, ...said }: z.output<z.ZodObject<typeof typed>>) {
  const { individual, organisation } = prices ?? {};
  const both = individual !== undefined && organisation !== undefined ? { individual, organisation } : null;
  return { ...said, prices: said.tariff === 'special' ? both : null };
}

/** Adding a certification, and changing one; its evaluation form has a page of its own. */
export const certificationFormPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/reglages/certifications/ajout',
    who: MANAGERS,
    title: 'Ajouter une certification',
    fields: z.object({ ...typed, code: code() }),
    labels: LABELS,
    show: async ({ form }) =>
      page(<CertificationForm form={filledWith(form, { tariff: 'standard', kind: 'diploma' })} units={0} />),
    act: async ({ principal, body }) => {
      const { code: given, ...rest } = body;
      const added = await addCertification(backend, principal, { ...certificationOf(rest), code: given });
      return seeOther(
        paths.evaluationForm(added.code),
        `${added.title} est ajoutée, avec un formulaire d’évaluation à relire.`,
      );
    },
  }),
  ...formPage({
    path: '/reglages/certifications/:code',
    who: MANAGERS,
    title: 'Modifier une certification',
    params: z.object({ code: code() }),
    fields: z.object(typed),
    labels: LABELS,
    show: async ({ params, form }) => {
      const certification = await readCertification(backend, params.code);
      const filled = filledWith(form, valuesOf(certification));
      const content = (
        <CertificationForm form={filled} certification={certification} units={certification.activityUnits.length} />
      );
      return page(content, { title: certification.title });
    },
    act: async ({ principal, params, body }) => {
      const changed = await changeCertification(backend, principal, params.code, certificationOf(body));
      return seeOther(paths.certifications(), `${changed.title} est enregistrée.`);
    },
  }),
];

const valuesOf = (one: StoredCertification): FormState['values'] => ({
  ...{ title: one.title, kind: one.kind, tariff: one.tariff },
  minExperienceMonths: String(one.minExperienceMonths),
  resourcesUrl: one.resourcesUrl ?? '',
  'prices.individual': one.prices ? centsAsTyped(one.prices.individual) : '',
  'prices.organisation': one.prices ? centsAsTyped(one.prices.organisation) : '',
  ...Object.fromEntries(
    one.activityUnits.flatMap(({ code: unitCode, title: unitTitle }, rank) => [
      [`activityUnits.${rank}.code`, unitCode],
      [`activityUnits.${rank}.title`, unitTitle],
    ]),
  ),
});

interface CertificationFormProps {
  form: FormState;
  certification?: StoredCertification;
  /** How many rows are filled in already. */
  units: number;
}

const CertificationForm = ({ form, certification, units }: CertificationFormProps) => (
  <>
    <PageHead
      title={certification?.title ?? 'Ajouter une certification'}
      back={{ href: paths.certifications(), label: 'Certifications' }}
    >
      {certification ? <EvaluationLink certification={certification} /> : null}
    </PageHead>
    <Form form={form}>
      <Field form={form} name="title" label={LABELS.title} maxlength={300} required />
      {certification ? null : (
        <Field
          form={form}
          name="code"
          label={LABELS.code}
          width="medium"
          maxlength={64}
          required
          hint="Lettres, chiffres, points et tirets, par exemple LIC-GEST&nbsp;; il ne change plus ensuite."
        />
      )}
      <Choice
        form={form}
        name="kind"
        label={LABELS.kind}
        required
        options={Object.entries(KIND_NAMES).map(([value, name]) => ({
          value,
          label: name.replace(/^./, (first) => first.toUpperCase()),
        }))}
      />
      <Field
        form={form}
        name="minExperienceMonths"
        label={LABELS.minExperienceMonths}
        type="number"
        inputmode="numeric"
        min={0}
        max={600}
        width="short"
        required
      />
      <Field
        form={form}
        name="resourcesUrl"
        label={LABELS.resourcesUrl}
        type="url"
        hint="Pour l’auditeur et le tuteur&nbsp;; sans elle, celle du centre."
      />
      <Units form={form} count={units + 2} />
      <Tariff form={form} />
      <Actions>
        <Button>Enregistrer</Button>
        <LinkButton href={paths.certifications()} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      </Actions>
    </Form>
  </>
);

const EvaluationLink = ({ certification: { code: of, evaluation } }: { certification: StoredCertification }) => (
  <>
    {`${of}. `}
    <a href={paths.evaluationForm(of)}>
      {`Formulaire d’évaluation\u00a0: ${FORM_NAMES[evaluation.kind]}, version ${evaluation.version}`}
    </a>
  </>
);

const Units = ({ form, count }: { form: FormState; count: number }) => (
  <fieldset class="subject">
    <legend>{LABELS.activityUnits}</legend>
    <p class="hint" id={fieldId('activityUnits')} tabindex={-1}>
      La première est proposée d’office à l’inscription. Une ligne vide n’est pas retenue.
    </p>
    {Array.from({ length: count }, (_, rank) => (
      <div class="field-row">
        <Field
          form={form}
          name={`activityUnits.${rank}.code`}
          label={`Code de l’unité ${rank + 1}`}
          maxlength={64}
          required={rank === 0}
        />
        <Field
          form={form}
          name={`activityUnits.${rank}.title`}
          label={`Intitulé de l’unité ${rank + 1}`}
          maxlength={300}
          required={rank === 0}
        />
      </div>
    ))}
  </fieldset>
);

const TARIFF_HINTS = {
  standard: 'Les prix du centre.',
  special: 'Les deux prix ci-dessous.',
  on_request: 'Le prix est donné à chaque inscription.',
};

const Tariff = ({ form }: { form: FormState }) => (
  <>
    <Choice
      form={form}
      name="tariff"
      label={LABELS.tariff}
      required
      options={(['standard', 'special', 'on_request'] as const).map((value) => ({
        value,
        label: TARIFF_NAMES[value].replace(/^./, (first) => first.toUpperCase()),
        hint: TARIFF_HINTS[value],
      }))}
    />
    <div class="field-row" id={fieldId('prices')} tabindex={-1}>
      <Field
        form={form}
        name="prices.individual"
        label={LABELS['prices.individual']}
        inputmode="decimal"
        width="short"
      />
      <Field
        form={form}
        name="prices.organisation"
        label={LABELS['prices.organisation']}
        inputmode="decimal"
        width="short"
      />
    </div>
  </>
);
