import { MIN_VALIDATED_UNITS } from '../../domain/eligibility.ts';
import type { RegistrationChoices } from '../../services/registration-choices.ts';
import type { FormState } from '../form.ts';
import { Checkbox, Choice, Field, Select, TextArea } from '../view/field.tsx';
import { fieldId } from '../view/field-id.ts';

/** What each field is called, for itself and for the messages about it. */
export const REGISTRATION_LABELS = {
  'auditeur.lastName': 'Nom',
  'auditeur.firstName': 'Prénom',
  'auditeur.email': 'Adresse électronique',
  'auditeur.phone': 'Téléphone',
  certification: 'Certification visée',
  activityUnit: 'Unité d’activité',
  'funding.type': 'Qui finance',
  'funding.funder': 'Nom de l’établissement financeur',
  'eligibility.validatedUnits': 'Unités d’enseignement validées',
  'eligibility.experienceMonths': 'Expérience professionnelle, en mois',
  'eligibility.experienceInProgress': 'L’expérience est en cours d’acquisition',
  'cgv.version': 'Version acceptée des CGV',
  'cgv.acceptedOn': 'CGV acceptées le',
  registeredOn: 'Inscription le',
  lateReason: 'Motif de l’inscription hors période',
  priceCents: 'Prix convenu, en euros',
  pathReference: 'Référence de l’inscription au parcours',
  centre: 'Centre',
} as const;

const L = REGISTRATION_LABELS;

interface FieldsProps {
  form: FormState;
  choices: RegistrationChoices;
  today: string;
}

/** The fields of a registration, by subject. */
export const RegistrationFields = (props: FieldsProps) => (
  <>
    <Person {...props} />
    <Path {...props} />
    <Eligibility {...props} />
    <Funding {...props} />
    <Contract {...props} />
  </>
);

const Person = ({ form }: FieldsProps) => (
  <fieldset class="subject" id={fieldId('auditeur')} tabindex={-1}>
    <legend>Auditeur</legend>
    <div class="field-row">
      <Field form={form} name="auditeur.lastName" label={L['auditeur.lastName']} maxlength={100} required />
      <Field form={form} name="auditeur.firstName" label={L['auditeur.firstName']} maxlength={100} required />
    </div>
    <Field
      form={form}
      name="auditeur.email"
      label={L['auditeur.email']}
      type="email"
      inputmode="email"
      hint="C’est par elle que l’auditeur accède à son dossier."
      maxlength={254}
      required
    />
    <Field form={form} name="auditeur.phone" label={L['auditeur.phone']} type="tel" inputmode="tel" width="medium" />
  </fieldset>
);

const Path = ({ form, choices }: FieldsProps) => (
  <fieldset class="subject">
    <legend>Parcours</legend>
    <Select
      form={form}
      name="certification"
      label={L.certification}
      blank="Choisir une certification"
      options={choices.certifications.map(({ code, title }) => ({ value: code, label: title }))}
      required
    />
    <UnitChoice form={form} choices={choices} />
    {choices.centres.length > 1 ? (
      <Select
        form={form}
        name="centre"
        label={L.centre}
        blank="Le premier centre"
        options={choices.centres.map(({ code, name }) => ({ value: code, label: name }))}
      />
    ) : null}
    <Field form={form} name="pathReference" label={L.pathReference} width="medium" maxlength={100} />
  </fieldset>
);

/** The units of the certification chosen; of all of them, as long as none is. `replacing` puts it in place of the one shown. */
export const UnitChoice = ({
  form,
  choices,
  replacing,
}: Pick<FieldsProps, 'form' | 'choices'> & { replacing?: boolean }) => {
  const chosen = choices.certifications.filter(({ code }) => code === form.values.certification);
  const offered = chosen.length > 0 ? chosen : choices.certifications;
  return (
    <div id="choix-ua" {...(replacing ? { 'hx-swap-oob': 'true' } : {})}>
      <Select
        form={form}
        name="activityUnit"
        label={L.activityUnit}
        blank="La première de la certification"
        options={offered.flatMap(({ title, activityUnits }) =>
          activityUnits.map((unit) => ({
            value: unit.code,
            label: chosen.length > 0 ? `${unit.title} (${unit.code})` : `${title}\u00a0: ${unit.title}`,
          })),
        )}
      />
    </div>
  );
};

const Eligibility = ({ form }: FieldsProps) => (
  <fieldset class="subject" id={fieldId('eligibility')} tabindex={-1}>
    <legend>Conditions</legend>
    <div class="field-row">
      <Field
        form={form}
        name="eligibility.validatedUnits"
        label={L['eligibility.validatedUnits']}
        inputmode="numeric"
        hint={`${MIN_VALIDATED_UNITS} au moins, de la certification visée.`}
        required
      />
      <Field
        form={form}
        name="eligibility.experienceMonths"
        label={L['eligibility.experienceMonths']}
        inputmode="numeric"
        hint="Au moins celle que la certification demande."
        required
      />
    </div>
    <Checkbox form={form} name="eligibility.experienceInProgress" label={L['eligibility.experienceInProgress']} />
  </fieldset>
);

const Funding = ({ form }: FieldsProps) => (
  <fieldset class="subject" id={fieldId('funding')} tabindex={-1}>
    <legend>Financement</legend>
    <Choice
      form={form}
      name="funding.type"
      label={L['funding.type']}
      options={[
        { value: 'individual', label: 'L’auditeur lui-même' },
        { value: 'organisation', label: 'Un établissement financeur' },
      ]}
      required
    />
    <Field form={form} name="funding.funder" label={L['funding.funder']} maxlength={200} />
    <Field
      form={form}
      name="priceCents"
      label={L.priceCents}
      inputmode="decimal"
      width="short"
      hint="Seulement si le tarif de la certification est établi sur demande."
    />
  </fieldset>
);

const Contract = ({ form, today }: FieldsProps) => (
  <fieldset class="subject">
    <legend>Inscription</legend>
    <div class="field-row">
      <Field form={form} name="cgv.version" label={L['cgv.version']} maxlength={100} required />
      <Field form={form} name="cgv.acceptedOn" label={L['cgv.acceptedOn']} type="date" max={today} required />
    </div>
    <Field
      form={form}
      name="registeredOn"
      label={L.registeredOn}
      type="date"
      max={today}
      width="short"
      hint="Le semestre et la limite en dépendent."
    />
    <TextArea
      form={form}
      name="lateReason"
      label={L.lateReason}
      rows={2}
      maxlength={2_000}
      hint="Demandé en dehors des périodes d’inscription."
    />
  </fieldset>
);
