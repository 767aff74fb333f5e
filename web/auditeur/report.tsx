import type { Backend } from '../../services/backend.ts';
import { submitReport } from '../../services/deposits.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { plainDate, prose, z } from '../../services/fields/fields.ts';
import { isStaff, type Principal, STAFF } from '../../services/principal.ts';
import { ActHead, NoChange, RealDate } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { FileField } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { DueBy, FILE_RULES, FORMATS } from './deposit.tsx';

const labels = { file: 'Rapport d’activité', receivedOn: 'Date de réception', note: 'Note' };

/** Step 3: the auditeur deposits the report, again as often as wanted until the correction; staff may for them. */
export const reportPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/rapport',
    who: ['auditeur', ...STAFF],
    title: 'Déposer le rapport',
    params: dossierPath,
    fields: z.object({ receivedOn: plainDate().optional(), note: prose(2_000).optional() }),
    upload: true,
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'submitReport');
      return page(<Report dossier={dossier} principal={principal} form={form} />);
    },
    act: async ({ principal, params, body, file, scope }) => {
      await submitReport(backend, principal, params.id, { ...body, file }, scope);
      return seeOther(paths.dossier(params.id), 'Le rapport est déposé\u00a0; le tuteur en est averti.');
    },
  });

function titleOf(isAgain: boolean, { role }: Principal): string {
  if (isAgain) return 'Remplacer le rapport';
  return isStaff(role) ? 'Enregistrer le rapport reçu' : 'Déposer le rapport';
}

const Report = ({ dossier, principal, form }: { dossier: Dossier; principal: Principal; form: FormState }) => {
  const isAgain = dossier.view.documents.some(({ kind }) => kind === 'report');
  return (
    <>
      <ActHead dossier={dossier} title={titleOf(isAgain, principal)} />
      {isAgain ? (
        <Notice>
          <p>
            Un rapport est déjà déposé. Le nouveau le remplace pour la correction, dont la date ne change pas&nbsp;;
            l’ancien reste lisible sur la page du dossier.
          </p>
        </Notice>
      ) : (
        <DueBy dossier={dossier} what="À rendre au plus tard le" />
      )}
      <Form form={form} multipart>
        <FileField form={form} label={labels.file} accept={FORMATS} required hint={FILE_RULES} />
        <RealDate principal={principal} form={form} name="receivedOn" today={dossier.today} label={labels.receivedOn} />
        <Actions>
          <Button>Déposer</Button>
          <NoChange id={dossier.view.id} />
        </Actions>
      </Form>
    </>
  );
};
