import { inFrench } from '../../domain/dates.ts';
import { TUTORING_MINUTES } from '../../domain/tutoring.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossier } from '../../services/dossier.ts';
import { line, plainDate, z } from '../../services/fields/fields.ts';
import { EVERYONE, STAFF } from '../../services/principal.ts';
import { logTime, type TutoringLedger, tutoringLedger } from '../../services/tutoring.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import { type FormState, proposing } from '../form.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { Field } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { Table } from '../view/table.tsx';
import { ActHead } from './act-page.tsx';

const labels = { date: 'Date', minutes: 'Durée en minutes', label: 'Objet' };

/** R30: the ledger of the two hours, where tutor and staff add what they spent. */
export const timePages = (backend: Backend): PageRoute[] => {
  const show = async ({ principal, params, form }: Parameters<Parameters<typeof pageRoute>[0]['handle']>[0]) => {
    const { id } = params as { id: string };
    const [dossier, ledger] = await Promise.all([
      readDossier(backend, principal!, id),
      tutoringLedger(backend, principal!, id),
    ]);
    return page(<Time dossier={dossier} ledger={ledger} form={form} />);
  };
  const common = { path: '/dossiers/:id/temps', title: 'Temps d’accompagnement', params: dossierPath } as const;
  return [
    pageRoute({ ...common, method: 'get', who: EVERYONE, handle: show }),
    pageRoute({
      ...common,
      method: 'post',
      who: ['tutor', ...STAFF],
      fields: z.object({ date: plainDate(), minutes: z.coerce.number<string>(), label: line(500) }),
      labels,
      again: show,
      handle: async ({ principal, params, body, scope }) => {
        await logTime(backend, principal, params.id, body, scope);
        return seeOther(paths.time(params.id), 'La durée est inscrite au relevé.');
      },
    }),
  ];
};

const Time = ({ dossier, ledger, form }: { dossier: Dossier; ledger: TutoringLedger; form: FormState }) => {
  const { view, today } = dossier;
  return (
    <>
      <ActHead dossier={dossier} title="Temps d’accompagnement" />
      <Spent minutes={ledger.totalMinutes} />
      <Table
        caption="Relevé des durées"
        columns={[
          { label: 'Date', cell: ({ date }) => inFrench(date) },
          { label: 'Objet', cell: ({ label }) => label },
          { label: 'Minutes', cell: ({ minutes }) => minutes, numeric: true },
        ]}
        rows={ledger.items}
        empty="Aucune durée n’est inscrite. Le premier rendez-vous en inscrit trente minutes de lui-même."
      />
      {view.actions.includes('logTime') ? (
        <Card title="Inscrire une durée" id="ajout">
          <Form form={form}>
            <div class="field-row">
              <Field
                form={proposing(form, { date: today })}
                name="date"
                label={labels.date}
                type="date"
                max={today}
                width="short"
                required
              />
              <Field
                form={form}
                name="minutes"
                label={labels.minutes}
                type="number"
                inputmode="numeric"
                min={1}
                step={1}
                width="short"
                required
              />
            </div>
            <Field
              form={form}
              name="label"
              label={labels.label}
              hint={'Par exemple\u00a0: lecture du rapport, échange téléphonique.'}
              maxlength={500}
              required
            />
            <Actions>
              <Button>Inscrire</Button>
            </Actions>
          </Form>
        </Card>
      ) : null}
    </>
  );
};

const Spent = ({ minutes }: { minutes: number }) => (
  <>
    <p>
      <label for="temps">
        {minutes} minutes sur {TUTORING_MINUTES}
      </label>
      <progress id="temps" value={Math.min(minutes, TUTORING_MINUTES)} max={TUTORING_MINUTES} />
    </p>
    {minutes > TUTORING_MINUTES ? (
      <Notice tone="warning">
        <p>Les deux heures prévues sont dépassées. Le centre en est informé.</p>
      </Notice>
    ) : null}
  </>
);
