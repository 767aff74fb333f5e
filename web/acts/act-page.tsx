import type { Child, PropsWithChildren } from 'hono/jsx';
import type { Dossier } from '../../services/dossier.ts';
import { isStaff, type Principal } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { paths } from '../paths.ts';
import { LinkButton } from '../view/button.tsx';
import { Field, TextArea } from '../view/field.tsx';
import { PageHead } from '../view/page-head.tsx';

/** The head of a page where something is done on an enrolment: whose it is, and the way back. */
export const ActHead = ({
  dossier: { view },
  title,
  children,
}: PropsWithChildren<{ dossier: Dossier; title: Child }>) => (
  <PageHead title={title} back={{ href: paths.dossier(view.id), label: `Dossier ${view.reference}` }}>
    {children ?? `${view.auditeur.firstName} ${view.auditeur.lastName}, ${view.certificationTitle}`}
  </PageHead>
);

/** The way back from a form that one does not send. */
export const NoChange = ({ id }: { id: string }) => (
  <LinkButton href={paths.dossier(id)} look="quiet">
    Revenir sans rien changer
  </LinkButton>
);

/** R35: for staff who enter what was done outside, its real date and a note; others act today. */
export const RealDate = ({
  principal,
  form,
  name,
  today,
  label,
}: {
  principal: Principal;
  form: FormState;
  name: string;
  today: string;
  label: string;
}) =>
  isStaff(principal.role) ? (
    <fieldset>
      <legend>Fait en dehors de Jalons</legend>
      <Field
        form={form}
        name={name}
        label={label}
        type="date"
        max={today}
        width="short"
        hint={'À remplir si cela s’est fait avant aujourd’hui\u00a0: les échéances comptent depuis cette date.'}
      />
      <TextArea
        form={form}
        name="note"
        label="Note"
        rows={2}
        maxlength={2_000}
        hint={'Comment vous l’avez su (courrier, téléphone…)\u00a0; elle est portée au journal.'}
      />
    </fieldset>
  ) : null;
