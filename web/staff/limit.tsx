import { plainDate, prose, z } from '../../api/schemas.ts';
import { inFrench, laterOf } from '../../domain/dates.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { expire, extendLimit } from '../../services/endings.ts';
import { MANAGERS } from '../../services/principal.ts';
import { ActHead, NoChange } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Field, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';

const labels = { limit: 'Nouvelle limite', reason: 'Motif' };

/** R32, R34: at the limit of two semesters a manager decides: more time, or the end. */
export const limitPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/dossiers/:id/limite',
    who: MANAGERS,
    title: 'Prolonger la limite',
    params: dossierPath,
    fields: z.object({ limit: plainDate(), reason: prose(2_000).optional() }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'extendLimit');
      return page(<Extending dossier={dossier} form={form} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await extendLimit(backend, principal, params.id, body, scope);
      return seeOther(paths.dossier(params.id), `La limite de la prestation est portée au ${inFrench(body.limit)}.`);
    },
  }),
  ...formPage({
    path: '/dossiers/:id/expiration',
    who: MANAGERS,
    title: 'Clore comme expiré',
    params: dossierPath,
    fields: z.object({ reason: prose(2_000).optional() }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'expire');
      return page(<Expiring dossier={dossier} form={form} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await expire(backend, principal, params.id, body, scope);
      return seeOther(paths.dossier(params.id), 'Le dossier est clos comme expiré.');
    },
  }),
];

interface DecisionProps {
  dossier: Dossier;
  form: FormState;
}

const Reason = ({ form }: { form: FormState }) => (
  <TextArea
    form={form}
    name="reason"
    label={labels.reason}
    hint="Porté au journal du dossier."
    rows={3}
    maxlength={2_000}
    required
  />
);

const Extending = ({ dossier, form }: DecisionProps) => {
  const { view, today } = dossier;
  return (
    <>
      <ActHead dossier={dossier} title="Prolonger la limite" />
      <p>{`La prestation se termine le ${inFrench(view.limit)}${view.pastLimit ? '\u00a0: cette date est passée' : ''}.`}</p>
      <Form form={form}>
        <Field
          form={form}
          name="limit"
          label={labels.limit}
          type="date"
          min={laterOf(view.limit, today)}
          width="short"
          required
        />
        <Reason form={form} />
        <Actions>
          <Button>Prolonger</Button>
          <NoChange id={view.id} />
        </Actions>
      </Form>
    </>
  );
};

const Expiring = ({ dossier, form }: DecisionProps) => (
  <>
    <ActHead dossier={dossier} title="Clore comme expiré" />
    <Notice tone="warning">
      <p>
        <strong>C’est définitif.</strong>
        {` La limite du ${inFrench(dossier.view.limit)} est atteinte. Le dossier est clos sans avis, et toutes les personnes concernées en sont informées. Pour laisser plus de temps, `}
        <a href={paths.limit(dossier.view.id)}>prolongez la limite</a>.
      </p>
    </Notice>
    <Form form={form}>
      <Reason form={form} />
      <Actions>
        <Button look="danger">Clore le dossier</Button>
        <NoChange id={dossier.view.id} />
      </Actions>
    </Form>
  </>
);
