import { inFrench } from '../../domain/dates.ts';
import { RuleViolation } from '../../domain/errors.ts';
import { duration, typeset } from '../../domain/french.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossier } from '../../services/dossier.ts';
import { z } from '../../services/fields/fields.ts';
import { confirmTutoring, type TutoringLedger, tutoringLedger } from '../../services/tutoring.ts';
import { ActHead, NoChange } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Form, fieldId } from '../view/form.tsx';
import { MailLink } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';

/** R30: the auditeur reads the lines of the tutoring record, and confirms their total. */
export const tutoringRecordPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/releve',
    who: ['auditeur'],
    title: 'Relevé d’accompagnement',
    params: dossierPath,
    fields: z.object({ totalMinutes: z.coerce.number<string>().int().min(0).max(100_000) }),
    show: async ({ principal, params, form }) => {
      const [dossier, ledger] = await Promise.all([
        readDossier(backend, principal, params.id),
        tutoringLedger(backend, principal, params.id),
      ]);
      if (ledger.totalMinutes === 0) {
        throw new RuleViolation('enrolment.state', 'Aucun temps d’accompagnement n’est encore inscrit au relevé.');
      }
      return page(<Record dossier={dossier} ledger={ledger} form={form} />);
    },
    act: async ({ principal, params, body }) => {
      await confirmTutoring(backend, principal, params.id, body);
      return seeOther(paths.dossier(params.id), 'Le relevé d’accompagnement est confirmé.');
    },
  });

const inWords = (minutes: number): string => typeset(duration(minutes));

const Record = ({ dossier, ledger, form }: { dossier: Dossier; ledger: TutoringLedger; form: FormState }) => (
  <>
    <ActHead dossier={dossier} title="Relevé d’accompagnement">
      Les temps que votre tuteur vous a consacrés, premier rendez-vous compris.
    </ActHead>
    <Table
      caption="Temps d’accompagnement"
      columns={[
        { label: 'Date', cell: ({ date }) => inFrench(date) },
        { label: 'Objet', cell: ({ label }) => label },
        { label: 'Durée', cell: ({ minutes }) => inWords(minutes) },
      ]}
      rows={ledger.items}
      empty="Aucun temps n’est inscrit."
    />
    <p id={fieldId('totalMinutes')} tabindex={-1}>
      Total&nbsp;: <strong>{inWords(ledger.totalMinutes)}</strong>, sur {inWords(ledger.allowanceMinutes)} prévues.
    </p>
    {ledger.confirmed ? (
      <Notice tone="success">
        <p>Vous avez confirmé ce relevé. Si des temps s’y ajoutent, vous pourrez le confirmer de nouveau.</p>
      </Notice>
    ) : (
      <Confirm dossier={dossier} ledger={ledger} form={form} />
    )}
  </>
);

const Confirm = ({ dossier, ledger, form }: { dossier: Dossier; ledger: TutoringLedger; form: FormState }) => (
  <Form form={form}>
    <input type="hidden" name="totalMinutes" value={String(ledger.totalMinutes)} />
    <p class="muted">
      Confirmer atteste que ces temps ont bien eu lieu. Une ligne vous semble inexacte&nbsp;? Ne confirmez pas, et
      écrivez à <MailLink email={dossier.view.tutor?.email ?? dossier.centre.staffEmail} />.
    </p>
    <Actions>
      <Button>{`Confirmer ${inWords(ledger.totalMinutes)}`}</Button>
      <NoChange id={dossier.view.id} />
    </Actions>
  </Form>
);
