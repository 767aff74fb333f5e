import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { withdraw } from '../../services/endings.ts';
import { prose, z } from '../../services/fields/fields.ts';
import { STAFF } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { dossierPath } from './dossier-path.ts';

const labels = { reason: 'Motif de l’abandon' };

/** R33: the auditeur gives up, or staff say so for them; the page tells what follows before anything is done. */
export const withdrawalPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/abandon',
    who: ['auditeur', ...STAFF],
    title: 'Abandonner l’accompagnement',
    params: dossierPath,
    fields: z.object({ reason: prose(2_000).optional() }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'withdraw');
      return page(<Withdrawal dossier={dossier} form={form} isOwn={principal.role === 'auditeur'} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await withdraw(backend, principal, params.id, body, scope);
      return seeOther(paths.dossier(params.id), 'L’abandon est enregistré, et le dossier est clos.');
    },
  });

const Withdrawal = ({ dossier, form, isOwn }: { dossier: Dossier; form: FormState; isOwn: boolean }) => {
  const { id, reference, auditeur } = dossier.view;
  return (
    <>
      <PageHead title="Abandonner l’accompagnement" back={{ href: paths.dossier(id), label: `Dossier ${reference}` }}>
        {isOwn
          ? 'Vous pouvez abandonner à tout moment avant l’avis.'
          : `Pour ${auditeur.firstName} ${auditeur.lastName}, à sa demande.`}
      </PageHead>
      <Notice tone="warning">
        <p>
          <strong>C’est définitif.</strong> Le dossier est clos, les échéances s’arrêtent, et toutes les personnes
          concernées en sont informées par courriel. Reprendre demanderait une nouvelle inscription.
        </p>
      </Notice>
      <Form form={form}>
        <TextArea
          form={form}
          name="reason"
          label={labels.reason}
          hint="Lu par votre centre et votre tuteur&nbsp;; une phrase suffit. N’indiquez rien qui concerne votre santé."
          required
          rows={4}
          maxlength={2_000}
        />
        <Actions>
          <Button look="danger">{isOwn ? 'Abandonner mon accompagnement' : 'Enregistrer l’abandon'}</Button>
          <LinkButton href={paths.dossier(id)} look="quiet">
            Revenir sans rien changer
          </LinkButton>
        </Actions>
      </Form>
    </>
  );
};
