import { plainDate, prose, z } from '../../api/schemas.ts';
import type { FollowUpPath } from '../../domain/enrolment.ts';
import { PATH_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { recordFollowUp } from '../../services/evaluations.ts';
import { STAFF } from '../../services/principal.ts';
import { ActHead, NoChange } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import { type FormState, proposing } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button } from '../view/button.tsx';
import { Choice, Field, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { MailLink, PhoneLink } from '../view/prose.tsx';

const PATHS = Object.keys(PATH_NAMES) as [FollowUpPath, ...FollowUpPath[]];
const labels = { contactedOn: 'Date de l’échange', path: 'Ce qui a été convenu', summary: 'Résumé de l’échange' };

/** R21: after an unfavourable avis, what was agreed with the auditeur; it closes the enrolment. */
export const followUpPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/suite',
    who: STAFF,
    title: 'Enregistrer l’échange sur la suite',
    params: dossierPath,
    fields: z.object({
      contactedOn: plainDate().optional(),
      path: z.enum(PATHS).optional(),
      summary: prose(10_000).optional(),
    }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'recordFollowUp');
      return page(<FollowUp dossier={dossier} form={form} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await recordFollowUp(backend, principal, params.id, body, scope);
      return seeOther(paths.dossier(params.id), 'L’échange est enregistré, et le dossier est clos.');
    },
  });

const FollowUp = ({ dossier, form }: { dossier: Dossier; form: FormState }) => {
  const { view, today } = dossier;
  const { auditeur } = view;
  const filled = proposing(form, { contactedOn: today });
  return (
    <>
      <ActHead dossier={dossier} title="Enregistrer l’échange sur la suite" />
      <p>
        {`L’avis est défavorable. Contactez ${auditeur.firstName} ${auditeur.lastName} pour construire la suite\u00a0: `}
        <MailLink email={auditeur.email} />
        {auditeur.phone ? (
          <>
            {', '}
            <PhoneLink phone={auditeur.phone} />
          </>
        ) : null}
        .
      </p>
      <Form form={filled}>
        <Field
          form={filled}
          name="contactedOn"
          label={labels.contactedOn}
          type="date"
          max={today}
          width="short"
          required
        />
        <Choice
          form={filled}
          name="path"
          label={labels.path}
          options={PATHS.map((value) => ({ value, label: capitalised(PATH_NAMES[value]) }))}
          required
        />
        <TextArea
          form={filled}
          name="summary"
          label={labels.summary}
          hint={'Lu par l’auditeur et par le centre. N’y portez rien qui concerne la santé de l’auditeur.'}
          rows={6}
          maxlength={10_000}
          required
        />
        <Actions>
          <Button>Enregistrer et clore le dossier</Button>
          <NoChange id={view.id} />
        </Actions>
      </Form>
    </>
  );
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
