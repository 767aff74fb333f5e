import type { Backend } from '../../services/backend.ts';
import { returnCorrection } from '../../services/deposits.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { plainDate, prose, z } from '../../services/fields/fields.ts';
import { isStaff, type Principal, STAFF } from '../../services/principal.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { Due } from '../view/due.tsx';
import { explanationInWords } from '../view/explanation.ts';
import { FileField, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { ActHead, NoChange, RealDate } from './act-page.tsx';

const labels = { remarks: 'Remarques', file: 'Rapport annoté', returnedOn: 'Date de la transmission', note: 'Note' };

/** Step 3: the tutor returns the correction: an annotated file, remarks, or both. */
export const correctionPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/correction',
    who: ['tutor', ...STAFF],
    title: 'Transmettre la correction',
    params: dossierPath,
    fields: z.object({
      remarks: prose(50_000).optional(),
      returnedOn: plainDate().optional(),
      note: prose(2_000).optional(),
    }),
    upload: true,
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'returnCorrection');
      return page(<Correction dossier={dossier} principal={principal} form={form} />);
    },
    act: async ({ principal, params, body, file, scope }) => {
      await returnCorrection(backend, principal, params.id, { ...body, file }, scope);
      return seeOther(paths.dossier(params.id), 'La correction est transmise\u00a0; l’auditeur en est informé.');
    },
  });

const Correction = ({ dossier, principal, form }: { dossier: Dossier; principal: Principal; form: FormState }) => (
  <>
    <ActHead
      dossier={dossier}
      title={isStaff(principal.role) ? 'Enregistrer la correction reçue' : 'Transmettre la correction annotée'}
    />
    <ReportToCorrect dossier={dossier} />
    <Form form={form} multipart>
      <FileField
        form={form}
        label={labels.file}
        accept=".pdf,.docx,.odt"
        hint={'PDF, DOCX ou ODT, 20\u00a0Mio au plus\u00a0; le nombre de pages est libre.'}
      />
      <TextArea
        form={form}
        name="remarks"
        label={labels.remarks}
        rows={10}
        maxlength={50_000}
        hint="L’auditeur les lit sur sa page. Le fichier, les remarques ou les deux."
      />
      <RealDate principal={principal} form={form} name="returnedOn" today={dossier.today} label={labels.returnedOn} />
      <Actions>
        <Button>{isStaff(principal.role) ? 'Enregistrer la correction' : 'Transmettre la correction'}</Button>
        <NoChange id={dossier.view.id} />
      </Actions>
    </Form>
  </>
);

const ReportToCorrect = ({ dossier: { view, today } }: { dossier: Dossier }) => {
  const report = view.documents.filter(({ kind }) => kind === 'report').at(-1);
  return (
    <Card>
      {report ? (
        <p>
          <a href={paths.document(view.id, report.id)}>Lire le rapport</a> ({report.name})
        </p>
      ) : null}
      {view.due ? (
        <p>
          À transmettre au plus tard le{' '}
          <Due date={view.due.date} today={today} overdue={view.overdue} provisional={view.due.provisional} />
          <br />
          <span class="muted">{explanationInWords(view.due.explanation)}</span>
        </p>
      ) : null}
    </Card>
  );
};
