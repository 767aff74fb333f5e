import { email, line, phone, z } from '../../api/schemas.ts';
import { correctAuditeur } from '../../services/auditeurs.ts';
import type { Backend } from '../../services/backend.ts';
import { readDossier } from '../../services/dossier.ts';
import { STAFF } from '../../services/principal.ts';
import { ActHead, NoChange } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import { proposing } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button } from '../view/button.tsx';
import { Field } from '../view/field.tsx';
import { Form } from '../view/form.tsx';

const labels = { lastName: 'Nom', firstName: 'Prénom', email: 'Adresse électronique', phone: 'Téléphone' };

/** An address that was mistyped is corrected: mails that could not leave do. */
export const contactDetailsPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/coordonnees',
    who: STAFF,
    title: 'Corriger les coordonnées',
    params: dossierPath,
    fields: z.object({ firstName: line(100), lastName: line(100), email: email(), phone: phone().optional() }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossier(backend, principal, params.id);
      const { firstName, lastName, email: address, phone: number = '' } = dossier.view.auditeur;
      const filled = proposing(form, { firstName, lastName, email: address, phone: number });
      return page(
        <>
          <ActHead dossier={dossier} title="Corriger les coordonnées" />
          <p>Les courriels en attente partiront à la nouvelle adresse. Le journal dit ce qui a été corrigé.</p>
          <Form form={filled}>
            <div class="field-row">
              <Field form={filled} name="lastName" label={labels.lastName} maxlength={100} required />
              <Field form={filled} name="firstName" label={labels.firstName} maxlength={100} required />
            </div>
            <Field form={filled} name="email" label={labels.email} type="email" inputmode="email" required />
            <Field form={filled} name="phone" label={labels.phone} type="tel" inputmode="tel" width="medium" />
            <Actions>
              <Button>Enregistrer</Button>
              <NoChange id={params.id} />
            </Actions>
          </Form>
        </>,
      );
    },
    act: async ({ principal, params, body, scope: _scope }) => {
      await correctAuditeur(backend, principal, params.id, { ...body, phone: body.phone ?? null });
      return seeOther(paths.dossier(params.id), 'Les coordonnées sont corrigées.');
    },
  });
