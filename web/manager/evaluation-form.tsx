import type { FormKind } from '../../domain/evaluation-forms.ts';
import type { Backend } from '../../services/backend.ts';
import {
  changeCertification,
  defaultForms,
  listForms,
  readCertification,
  type StoredCertification,
} from '../../services/certifications.ts';
import { code, line, z } from '../../services/fields/fields.ts';
import { parsed } from '../../services/fields/parsed.ts';
import { box, orNothing } from '../../services/fields/typed-fields.ts';
import { isManager, MANAGERS, type Principal, STAFF } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { ACT, actIn, type Row, rowsAfter, rowsIn, rowsNamed, valuesOfRows } from '../rows.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Checkbox, Choice, Field, TextArea } from '../view/field.tsx';
import { Form, fieldId } from '../view/form.tsx';
import { frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { AddRow, RowButtons, SaveOnEnter, SaveRows } from '../view/row-buttons.tsx';
import { FORM_NAMES } from './certification-words.ts';
import { CriteriaTable } from './criteria-table.tsx';
import { withIds } from './criterion-ids.ts';
import { FormVersions } from './form-versions.tsx';

const formPath = z.object({ code: code() });

const criterion = z.object({
  id: code().optional(),
  label: line(500),
  help: line(1_000).optional(),
  weight: orNothing(
    z
      .string()
      .regex(/^\d{1,4}([.,]\d{1,2})?$/, 'attend un nombre de points')
      .transform((text) => Number(text.replace(',', '.'))),
  ),
  mandatory: box(),
});

const typedForm = z.object({
  kind: z.enum(['grid', 'shuttle']),
  criteria: z.array(criterion, { error: 'attend au moins un critère' }).min(1, 'attend au moins un critère').max(200),
});

const LABELS = {
  kind: 'Sorte de formulaire',
  criteria: 'Critères',
  'criteria.*.label': 'Intitulé',
  'criteria.*.help': 'Ce qu’il faut regarder',
  'criteria.*.weight': 'Points',
};

interface Editing {
  certification: StoredCertification;
  kind: FormKind;
  rows: readonly Row[];
}

/**
 * The evaluation form of a certification. Managers add, move and take away criteria, each press of a button showing the form
 * again; what they keep becomes its next version, and what was given under the others stays. Staff read it.
 */
export const evaluationFormPages = (backend: Backend): PageRoute[] => {
  const shown = async (principal: Principal, form: FormState, { certification, kind, rows }: Editing) => {
    const versions = await listForms(backend, certification.code);
    const values = { kind, ...valuesOfRows('criteria', rows) };
    return page(
      <EvaluationFormPage
        form={{ ...form, values }}
        count={rows.length}
        {...{ certification, principal, versions }}
        time={frenchTime(backend)}
      />,
      { title: `Évaluation, ${certification.title}` },
    );
  };
  return [
    pageRoute({
      method: 'get',
      path: '/reglages/certifications/:code/formulaire',
      who: STAFF,
      title: 'Formulaire d’évaluation',
      params: formPath,
      query: z.object({ modele: z.enum(['grid', 'shuttle']).optional().catch(undefined) }),
      handle: async ({ principal, params, query, form }) => {
        const certification = await readCertification(backend, params.code);
        const start = defaultForms().find(({ kind }) => kind === query.modele) ?? certification.evaluation;
        return shown(principal, form, { certification, kind: start.kind, rows: start.criteria.map(rowOf) });
      },
    }),
    pageRoute({
      method: 'post',
      path: '/reglages/certifications/:code/formulaire',
      who: MANAGERS,
      title: 'Formulaire d’évaluation',
      params: formPath,
      fields: z.looseObject({ kind: z.enum(['grid', 'shuttle']) }),
      labels: LABELS,
      everyTime: true,
      again: async ({ principal, params, form, http }) => {
        const certification = await readCertification(backend, params.code);
        const kind = http.request.body.kind === 'shuttle' ? 'shuttle' : 'grid';
        return shown(principal, form, { certification, kind, rows: rowsNamed('criteria', http.request.body) });
      },
      handle: async ({ principal, params, body, form }) => {
        const certification = await readCertification(backend, params.code);
        const act = actIn(body[ACT]);
        const rows = rowsIn(body.criteria);
        if (act.kind !== 'save') {
          return shown(principal, form, { certification, kind: body.kind, rows: rowsAfter(rows, act) });
        }
        const { kind, criteria } = parsed(typedForm, { kind: body.kind, criteria: rows });
        const evaluation = { kind, criteria: withIds(criteria).map(criterionOf) };
        const changed = await changeCertification(backend, principal, params.code, { evaluation });
        return seeOther(paths.evaluationForm(params.code), keptInWords(certification, changed));
      },
    }),
  ];
};

type Criterion = StoredCertification['evaluation']['criteria'][number];

const rowOf = ({ id, label, help = '', weight, mandatory }: Criterion): Row => ({
  ...{ id, label, help, mandatory: String(mandatory) },
  weight: weight === undefined ? '' : String(weight).replace('.', ','),
});

const criterionOf = ({ weight, help, ...said }: z.output<typeof criterion> & { id: string }): Criterion => ({
  ...said,
  ...(help ? { help } : {}),
  ...(weight === null ? {} : { weight }),
});

const keptInWords = (before: StoredCertification, after: StoredCertification): string =>
  before.evaluation.version === after.evaluation.version
    ? 'Rien n’a changé\u00a0: la version en vigueur reste la même.'
    : `La version ${after.evaluation.version} est en vigueur\u00a0: les prochains avis la suivront.`;

interface EvaluationFormPageProps {
  form: FormState;
  count: number;
  certification: StoredCertification;
  principal: Principal;
  versions: Awaited<ReturnType<typeof listForms>>;
  time: ReturnType<typeof frenchTime>;
}

const EvaluationFormPage = ({ form, count, certification, principal, versions, time }: EvaluationFormPageProps) => (
  <>
    <PageHead
      title="Formulaire d’évaluation"
      back={
        isManager(principal.role)
          ? { href: paths.certification(certification.code), label: certification.title }
          : { href: paths.certifications(), label: 'Certifications' }
      }
    >
      {`${certification.title}\u00a0: ${FORM_NAMES[certification.evaluation.kind]}, version ${certification.evaluation.version} en vigueur.`}
    </PageHead>
    {isManager(principal.role) ? (
      <Editor form={form} count={count} certification={certification} />
    ) : (
      <CriteriaTable criteria={certification.evaluation.criteria} />
    )}
    <FormVersions code={certification.code} versions={versions} time={time} />
  </>
);

const Editor = ({ form, count, certification }: Pick<EvaluationFormPageProps, 'form' | 'count' | 'certification'>) => (
  <Form form={form}>
    <SaveOnEnter />
    <Choice
      form={form}
      name="kind"
      label={LABELS.kind}
      required
      options={[
        {
          value: 'grid',
          label: 'Grille d’évaluation',
          hint: 'Diplômes et titres\u00a0; ses critères peuvent avoir des points.',
        },
        { value: 'shuttle', label: 'Fiche navette', hint: 'Certificats\u00a0; chaque point est atteint ou non.' },
      ]}
    />
    <div id={fieldId('criteria')} tabindex={-1}>
      <div id={fieldId('evaluation.criteria')} tabindex={-1}>
        {Array.from({ length: count }, (_, rank) => (
          <CriterionFields form={form} rank={rank} count={count} />
        ))}
      </div>
    </div>
    <Actions>
      <AddRow label="Ajouter un critère" />
      <SaveRows label="Enregistrer cette version" />
      <LinkButton href={paths.certification(certification.code)} look="quiet">
        Revenir sans rien changer
      </LinkButton>
    </Actions>
    <p class="muted">
      Partir d’un modèle&nbsp;: <a href={`${paths.evaluationForm(certification.code)}?modele=grid`}>grille</a> ou{' '}
      <a href={`${paths.evaluationForm(certification.code)}?modele=shuttle`}>fiche navette</a>. Rien n’est enregistré
      avant que vous ne le demandiez.
    </p>
  </Form>
);

const CriterionFields = ({ form, rank, count }: { form: FormState; rank: number; count: number }) => {
  const name = `criteria.${rank}`;
  const { values } = form;
  return (
    <fieldset class="row-fields">
      <legend>{`Critère ${rank + 1}`}</legend>
      {values[`${name}.id`] ? <input type="hidden" name={`${name}.id`} value={String(values[`${name}.id`])} /> : null}
      <Field form={form} name={`${name}.label`} label="Intitulé" maxlength={500} required />
      <TextArea form={form} name={`${name}.help`} label="Ce qu’il faut regarder" rows={2} maxlength={1_000} />
      <div class="field-row">
        <Field form={form} name={`${name}.weight`} label="Points" inputmode="decimal" width="short" />
        <Checkbox
          form={form}
          name={`${name}.mandatory`}
          label="Indispensable"
          hint="Non atteint, il interdit un avis favorable."
        />
      </div>
      <RowButtons rank={rank} count={count} what={`le critère ${rank + 1}`} />
    </fieldset>
  );
};
