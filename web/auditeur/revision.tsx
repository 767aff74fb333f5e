import type { Backend } from '../../services/backend.ts';
import { submitRevision } from '../../services/deposits.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { plainDate, prose, z } from '../../services/fields/fields.ts';
import { isStaff, type Principal, STAFF } from '../../services/principal.ts';
import { ActHead, NoChange, RealDate } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import { type FormState, proposing } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { Choice, FileField } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { Prose } from '../view/prose.tsx';
import { DueBy, FILE_RULES, FORMATS } from './deposit.tsx';

const labels = {
  unchanged: 'Votre rapport après la correction',
  file: 'Rapport révisé',
  receivedOn: 'Date de réception',
  note: 'Note',
};

/** Step 4: the auditeur deposits the revised report, or says that it stays unchanged; staff may for them. */
export const revisionPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/revision',
    who: ['auditeur', ...STAFF],
    title: 'Déposer le rapport révisé',
    params: dossierPath,
    fields: z.object({
      unchanged: z.enum(['true', 'false']),
      receivedOn: plainDate().optional(),
      note: prose(2_000).optional(),
    }),
    upload: true,
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'submitRevision');
      return page(<Revision dossier={dossier} principal={principal} form={form} />);
    },
    act: async ({ principal, params, body: { unchanged, ...body }, file, scope }) => {
      const isUnchanged = unchanged === 'true';
      const deposit = { ...body, unchanged: isUnchanged, file: isUnchanged ? undefined : file };
      await submitRevision(backend, principal, params.id, deposit, scope);
      return seeOther(paths.dossier(params.id), 'C’est enregistré\u00a0; le tuteur en est averti et rendra son avis.');
    },
  });

const OWN = {
  label: labels.unchanged,
  options: [
    { value: 'false', label: 'Je l’ai révisé\u00a0: je dépose la nouvelle version' },
    {
      value: 'true',
      label: 'Il reste inchangé',
      hint: 'L’avis portera sur le rapport que vous avez déposé avant la correction.',
    },
  ],
};

/** R35: staff tell what the auditeur did. */
const FOR_STAFF = {
  label: 'Le rapport après la correction',
  options: [
    { value: 'false', label: 'L’auditeur l’a révisé\u00a0: voici la nouvelle version' },
    { value: 'true', label: 'Il reste inchangé', hint: 'L’avis portera sur le rapport tel qu’il a été déposé.' },
  ],
};

const Revision = ({ dossier, principal, form }: { dossier: Dossier; principal: Principal; form: FormState }) => (
  <>
    <ActHead
      dossier={dossier}
      title={isStaff(principal.role) ? 'Enregistrer le rapport révisé reçu' : 'Déposer le rapport révisé'}
    />
    <DueBy dossier={dossier} what="À rendre au plus tard le" />
    <Correction dossier={dossier} />
    <Form form={form} multipart class="revision">
      <Choice
        form={proposing(form, { unchanged: 'false' })}
        name="unchanged"
        required
        {...(isStaff(principal.role) ? FOR_STAFF : OWN)}
      />
      <FileField form={form} label={labels.file} isOneOfTwo accept={FORMATS} hint={FILE_RULES} />
      <RealDate principal={principal} form={form} name="receivedOn" today={dossier.today} label={labels.receivedOn} />
      <Actions>
        <Button>Envoyer</Button>
        <NoChange id={dossier.view.id} />
      </Actions>
    </Form>
  </>
);

/** The correction once more, to be read beside the form. */
const Correction = ({ dossier: { view } }: { dossier: Dossier }) => {
  const file = view.documents.filter(({ kind }) => kind === 'correction').at(-1);
  return (
    <Card title="La correction" id="correction">
      {file ? (
        <p>
          <a href={paths.document(view.id, file.id)}>{file.name}</a>
        </p>
      ) : null}
      {view.remarks ? <Prose text={view.remarks} /> : null}
    </Card>
  );
};
