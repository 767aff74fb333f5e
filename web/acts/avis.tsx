import type { CommandName, Role } from '../../domain/actions.ts';
import { readAgain } from '../../services/avis-preview.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { correctAvis, evaluationForm, giveAvis } from '../../services/evaluations.ts';
import type { z } from '../../services/fields/fields.ts';
import { isStaff, MANAGERS, type Principal, STAFF } from '../../services/principal.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import { type FormState, proposing, typedIn } from '../form.ts';
import { type PageCall, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Due } from '../view/due.tsx';
import { TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { ActHead, NoChange, RealDate } from './act-page.tsx';
import { AVIS_LABELS, AvisFields, avisFields, avisOf, type Evaluation, onFields } from './avis-fields.tsx';
import { Preview } from './avis-preview.tsx';

/** One of the two ways to write an avis: giving it, and correcting the one that was given. */
interface Writing {
  command: Extract<CommandName, 'giveAvis' | 'correctAvis'>;
  who: readonly Role[];
  title: string;
  pathOf: (id: string) => string;
  act: typeof giveAvis;
  said: string;
}

const GIVING: Writing = {
  command: 'giveAvis',
  who: ['tutor', ...STAFF],
  title: 'Rendre l’avis',
  pathOf: paths.avis,
  act: giveAvis,
  said: 'L’avis est rendu\u00a0; l’auditeur en est informé.',
};

const CORRECTING: Writing = {
  command: 'correctAvis',
  who: MANAGERS,
  title: 'Corriger l’avis',
  pathOf: paths.correctAvis,
  act: correctAvis,
  said: 'L’avis est corrigé\u00a0; auditeur, tuteur et centre en sont informés.',
};

/** Step 5, R20: the avis: written, read again as it will be read, then given, once and for all. */
export const avisPages = (backend: Backend): PageRoute[] => [
  ...pagesOf(backend, GIVING),
  ...pagesOf(backend, CORRECTING),
];

type Call = PageCall<readonly [], { id: string }, unknown, z.output<typeof avisFields>>;

function pagesOf(backend: Backend, writing: Writing): PageRoute[] {
  const { command, who, title, pathOf, act, said } = writing;
  const path = pathOf(':id');
  const write = async ({ principal, params, form }: Call) => {
    const dossier = await readDossierFor(backend, principal, params.id, command);
    const evaluation = await evaluationForm(backend, principal, params.id);
    return page(<Write {...{ writing, dossier, evaluation, principal }} form={onFields(form, evaluation)} />);
  };
  const common = { who, title, params: dossierPath, labels: AVIS_LABELS } as const;
  return [
    pageRoute({ ...common, method: 'get', path, handle: write as never }),
    pageRoute({
      ...common,
      method: 'post',
      path,
      fields: avisFields,
      again: write as never,
      handle: async ({ principal, params, body, scope }) => {
        await act(backend, principal, params.id, avisOf(body), scope);
        return seeOther(paths.dossier(params.id), said);
      },
    }),
    pageRoute({
      ...common,
      method: 'post',
      path: `${path}/relecture`,
      everyTime: true,
      fields: avisFields,
      again: write as never,
      handle: async ({ principal, params, body, form, http }) => {
        const dossier = await readDossierFor(backend, principal, params.id, command);
        const avis = avisOf(body);
        const evaluation = await readAgain(backend, principal, params.id, command, avis);
        const values = typedIn(http.request.body);
        const places = { giveAt: pathOf(params.id), rewriteAt: `${pathOf(params.id)}/reprise` };
        const isCorrection = command === 'correctAvis';
        return page(<Preview {...{ dossier, evaluation, avis, values, form, isCorrection }} {...places} />);
      },
    }),
    pageRoute({
      ...common,
      method: 'post',
      path: `${path}/reprise`,
      everyTime: true,
      fields: avisFields,
      handle: async ({ principal, params, body, form, http, ...call }) => {
        const values = typedIn(http.request.body);
        return write({ ...call, principal, params, body, http, form: { ...form, values } } as never);
      },
    }),
  ];
}

interface WriteProps {
  writing: Writing;
  dossier: Dossier;
  evaluation: Evaluation;
  principal: Principal;
  form: FormState;
}

const Write = ({ writing, dossier, evaluation, principal, form }: WriteProps) => {
  const { view, today } = dossier;
  const isCorrection = writing.command === 'correctAvis';
  const filled = isCorrection ? proposing(form, lastAvis(dossier, evaluation)) : form;
  const report = view.documents.filter(({ kind }) => kind !== 'correction').at(-1);
  return (
    <>
      <ActHead dossier={dossier} title={isCorrection ? 'Corriger l’avis' : titleFor(principal)} />
      {isCorrection ? (
        <Notice tone="warning">
          <p>{'L’avis précédent est gardé\u00a0; celui-ci devient la version en vigueur, et chacun en est informé.'}</p>
        </Notice>
      ) : null}
      {report ? (
        <p>
          <a href={paths.document(view.id, report.id)}>Lire le rapport à évaluer</a> ({report.name})
        </p>
      ) : null}
      {view.due && !isCorrection ? (
        <p>
          À rendre au plus tard le <Due date={view.due.date} today={today} overdue={view.overdue} />
        </p>
      ) : null}
      <Form form={filled} action={`${writing.pathOf(view.id)}/relecture`}>
        <AvisFields form={filled} evaluation={evaluation} />
        {isCorrection ? (
          <TextArea form={filled} name="reason" label={AVIS_LABELS.reason} required rows={3} maxlength={2_000} />
        ) : (
          <RealDate principal={principal} form={filled} name="givenOn" today={today} label={AVIS_LABELS.givenOn} />
        )}
        <Actions>
          <Button>Relire avant de rendre</Button>
          <NoChange id={view.id} />
        </Actions>
      </Form>
    </>
  );
};

const titleFor = ({ role }: Principal): string => (isStaff(role) ? 'Enregistrer l’avis reçu' : 'Rendre l’avis motivé');

/** The avis in force as values of the fields. */
function lastAvis({ view: { avis } }: Dossier, { criteria }: Evaluation): FormState['values'] {
  if (!avis) return {};
  const answers = criteria.flatMap(({ id }, rank): [string, string][] => {
    const given = avis.criteria.find((one) => one.id === id);
    return given
      ? [
          [`criteria.${rank}.met`, String(given.met)],
          [`criteria.${rank}.comment`, given.comment ?? ''],
        ]
      : [];
  });
  return { mention: avis.mention, motivation: avis.motivation, ...Object.fromEntries(answers) };
}
