import { standingOf } from '../../domain/tutor.ts';
import type { Backend } from '../../services/backend.ts';
import { everyCertification } from '../../services/certifications.ts';
import { code, line, plainDate, uuid, z } from '../../services/fields/fields.ts';
import { box, boxes, orNothing, typedCount } from '../../services/fields/typed-fields.ts';
import { MANAGERS } from '../../services/principal.ts';
import { tutorFields } from '../../services/tutor-form.ts';
import { addTutor, changeTutor, readTutor, type StoredTutor } from '../../services/tutors.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Checkbox, Choices, Field } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { filledWith } from './filled-with.ts';

const LABELS = {
  lastName: 'Nom',
  firstName: 'Prénom',
  email: 'Adresse électronique',
  phone: 'Téléphone',
  code: 'Code',
  capacity: 'Capacité',
  certifications: 'Certifications',
  approvedOn: 'Agréé par le certificateur le',
  approvalReference: 'Référence de l’agrément',
  active: 'Peut recevoir de nouveaux dossiers',
};

const { firstName, lastName, email, phone } = tutorFields;
const typed = {
  ...{ firstName, lastName, email, phone: orNothing(phone) },
  capacity: typedCount(1_000),
  certifications: boxes(code()),
  approvedOn: plainDate().optional(),
  approvalReference: line(100).optional(),
  active: box(),
};

/** What the form says of a tutor, as the service takes it. An approval has its date. */
function tutorOf({ approvedOn, approvalReference, ...said }: z.output<z.ZodObject<typeof typed>>) {
  return { ...said, approved: approvedOn ? { on: approvedOn, reference: approvalReference ?? '' } : null };
}

/** Adding a tutor, and changing one: who it is, whom they may follow, and how many. */
export const tutorFormPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/reglages/tuteurs/ajout',
    who: MANAGERS,
    title: 'Ajouter un tuteur',
    fields: z.object({ ...typed, code: code().optional() }),
    labels: LABELS,
    show: async ({ form }) => {
      const proposed = filledWith(form, { active: 'true', capacity: '10' });
      return page(<TutorForm form={proposed} certifications={await everyCertification(backend)} />);
    },
    act: async ({ principal, body, scope }) => {
      const { code: given, ...rest } = body;
      const tutor = await addTutor(backend, principal, { ...tutorOf(rest), code: given }, scope);
      return seeOther(paths.tutors(), addedInWords(tutor));
    },
  }),
  ...formPage({
    path: '/reglages/tuteurs/:id',
    who: MANAGERS,
    title: 'Modifier un tuteur',
    params: z.object({ id: uuid() }),
    fields: z.object(typed),
    labels: LABELS,
    show: async ({ params, form }) => {
      const tutor = await readTutor(backend, params.id);
      const certifications = await everyCertification(backend);
      return page(<TutorForm form={filledWith(form, valuesOf(tutor))} {...{ tutor, certifications }} />, {
        title: `${tutor.firstName} ${tutor.lastName}`,
      });
    },
    act: async ({ principal, params, body }) => {
      const tutor = await changeTutor(backend, principal, params.id, tutorOf(body));
      return seeOther(paths.tutors(), `Les informations de ${tutor.firstName} ${tutor.lastName} sont enregistrées.`);
    },
  }),
];

/** R9: what is missing, before they can be assigned. */
function addedInWords(tutor: StoredTutor): string {
  const name = `${tutor.firstName} ${tutor.lastName}`;
  switch (standingOf(tutor)) {
    case 'inactive':
      return `${name} est dans la liste, sans pouvoir recevoir de dossier.`;
    case 'not_approved':
      return `${name} est dans la liste\u00a0; il lui manque un agrément pour être affecté à des dossiers.`;
    default:
      return `${name} peut désormais être affecté à des dossiers.`;
  }
}

const valuesOf = (tutor: StoredTutor): FormState['values'] => ({
  firstName: tutor.firstName,
  lastName: tutor.lastName,
  email: tutor.email,
  phone: tutor.phone ?? '',
  capacity: String(tutor.capacity),
  approvedOn: tutor.approved?.on ?? '',
  approvalReference: tutor.approved?.reference ?? '',
  certifications: tutor.certifications,
  active: String(tutor.active),
});

interface TutorFormProps {
  form: FormState;
  tutor?: StoredTutor;
  certifications: Awaited<ReturnType<typeof everyCertification>>;
}

const TutorForm = ({ form, tutor, certifications }: TutorFormProps) => (
  <>
    <PageHead
      title={tutor ? `${tutor.firstName} ${tutor.lastName}` : 'Ajouter un tuteur'}
      back={{ href: paths.tutors(), label: 'Tuteurs' }}
    >
      {tutor ? `${tutor.code}, ${tutor.load} dossier${tutor.load > 1 ? 's' : ''} en cours` : null}
    </PageHead>
    <Form form={form}>
      <div class="field-row">
        <Field form={form} name="firstName" label={LABELS.firstName} maxlength={100} required />
        <Field form={form} name="lastName" label={LABELS.lastName} maxlength={100} required />
      </div>
      <Field form={form} name="email" label={LABELS.email} type="email" maxlength={254} required />
      <Field form={form} name="phone" label={LABELS.phone} type="tel" maxlength={40} width="medium" />
      {tutor ? null : (
        <Field
          form={form}
          name="code"
          label={LABELS.code}
          width="medium"
          maxlength={64}
          hint="Lettres, chiffres, points et tirets, tel qu’on le verra dans Temporal&nbsp;; sans lui, un code est donné."
        />
      )}
      <Choices
        form={form}
        name="certifications"
        label={LABELS.certifications}
        options={certifications
          .map(({ code: value, title }) => ({ value, label: title }))
          .sort((a, b) => a.label.localeCompare(b.label, 'fr', { numeric: true }))}
      />
      <Field
        form={form}
        name="capacity"
        label={LABELS.capacity}
        type="number"
        inputmode="numeric"
        min={0}
        max={1_000}
        width="short"
        required
        hint="Dossiers en cours que la personne peut suivre à la fois. Au-delà, l’affectation demande un motif."
      />
      <div class="field-row">
        <Field
          form={form}
          name="approvedOn"
          label={LABELS.approvedOn}
          type="date"
          width="short"
          hint="Sans agrément, aucun dossier ne peut lui être affecté."
        />
        <Field form={form} name="approvalReference" label={LABELS.approvalReference} maxlength={100} />
      </div>
      <Checkbox
        form={form}
        name="active"
        label={LABELS.active}
        hint="Décochez pour désactiver&nbsp;: les dossiers en cours restent suivis, aucun nouveau n’est affecté."
      />
      <Actions>
        <Button>Enregistrer</Button>
        <LinkButton href={paths.tutors()} look="quiet">
          Revenir sans rien changer
        </LinkButton>
      </Actions>
    </Form>
  </>
);
