import { monthsInFrench } from '../../domain/dates.ts';
import { PROPOSED_YEARS } from '../../domain/publication.ts';
import { type FormState, textIn } from '../form.ts';
import { Actions, Button } from '../view/button.tsx';
import { Choices, Field, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { Addresses, Prices, Terms, Zone } from './centre-essentials.tsx';
import { CENTRE_LABELS as L } from './centre-labels.ts';

interface FieldsProps {
  form: FormState;
}

type Label = keyof typeof L;

/** The form of a centre's settings, by subject. */
export const CentreFields = ({ form, zones }: FieldsProps & { zones: readonly string[] }) => (
  <Form form={form}>
    <input type="hidden" name="centre" value={textIn(form, 'centre')} />
    <Contacts form={form} zones={zones} />
    <Contract form={form} />
    <OnPapers form={form} />
    <Published form={form} />
    <Rules form={form} />
    <Actions>
      <Button>Enregistrer les réglages</Button>
    </Actions>
  </Form>
);

const Contacts = ({ form, zones }: FieldsProps & { zones: readonly string[] }) => (
  <fieldset class="subject">
    <legend>Coordonnées</legend>
    <Field form={form} name="name" label={L.name} maxlength={200} required />
    <Addresses
      form={form}
      hints={{
        staffEmail: 'Celle que les auditeurs lisent, et où arrivent relances et alertes.',
        managerEmail: 'Les alertes qui se prolongent.',
      }}
    />
    <Field form={form} name="contactPhone" label={L.contactPhone} type="tel" maxlength={40} width="medium" />
    <Field
      form={form}
      name="resourcesUrl"
      label={L.resourcesUrl}
      type="url"
      hint="L’espace numérique de formation, par exemple."
    />
    <Zone form={form} zones={zones} />
  </fieldset>
);

const Contract = ({ form }: FieldsProps) => (
  <fieldset class="subject">
    <legend>Contrat et tarifs</legend>
    <Prices form={form} />
    <Terms form={form} />
  </fieldset>
);

const OnPapers = ({ form }: FieldsProps) => (
  <fieldset class="subject">
    <legend>Sur les documents</legend>
    <TextArea form={form} name="address" label={L.address} rows={3} maxlength={500} />
    <Field
      form={form}
      name="legalNotice"
      label={L.legalNotice}
      maxlength={300}
      hint="Une ligne au pied des documents&nbsp;: SIRET, déclaration d’activité…"
    />
    <div class="field-row">
      <Field form={form} name="signature.name" label={L['signature.name']} maxlength={200} />
      <Field form={form} name="signature.capacity" label={L['signature.capacity']} maxlength={200} />
      <Field form={form} name="signature.place" label={L['signature.place']} maxlength={100} />
    </div>
    <Field
      form={form}
      name="fundedAction.title"
      label={L['fundedAction.title']}
      maxlength={300}
      hint="Sur le certificat de réalisation."
    />
    <Field form={form} name="fundedAction.nature" label={L['fundedAction.nature']} maxlength={300} />
    <Field form={form} name="fundedAction.legalReference" label={L['fundedAction.legalReference']} maxlength={300} />
  </fieldset>
);

const Published = ({ form }: FieldsProps) => (
  <fieldset class="subject">
    <legend>Mentions et données personnelles</legend>
    <p class="hint">Ce que disent les pages «&nbsp;Mentions légales&nbsp;» et «&nbsp;Données personnelles&nbsp;».</p>
    <Field form={form} name="publication.director" label={L['publication.director']} maxlength={200} />
    <TextArea
      form={form}
      name="publication.host"
      label={L['publication.host']}
      hint="Son nom, son adresse et son téléphone."
      rows={3}
      maxlength={500}
    />
    <Field form={form} name="publication.dpoEmail" label={L['publication.dpoEmail']} type="email" />
    <Years form={form} name="publication.messagesYears" proposed={PROPOSED_YEARS.messages} />
    <Years form={form} name="publication.proofsYears" proposed={PROPOSED_YEARS.proofs} />
  </fieldset>
);

const Years = ({ form, name, proposed }: FieldsProps & { name: Label; proposed: number }) => (
  <Whole
    form={form}
    name={name}
    from={1}
    to={50}
    hint={`Après la clôture du dossier\u00a0; sans réponse, ${proposed}. Jalons l’annonce et n’efface pas de lui-même.`}
  />
);

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

const Rules = ({ form }: FieldsProps) => (
  <fieldset class="subject">
    <legend>Règles</legend>
    <p class="hint">Une attente en cours garde les règles avec lesquelles elle a commencé.</p>
    <Choices
      form={form}
      name="policy.registrationMonths"
      label={L['policy.registrationMonths']}
      options={MONTHS.map((month) => ({ value: String(month), label: monthsInFrench([month]) }))}
    />
    <Count form={form} name="policy.avisDays" hint="Depuis la réception du rapport révisé." />
    <Count form={form} name="policy.avisCorrectionDays" />
    <Count form={form} name="policy.followUpWorkingDays" />
    <Count
      form={form}
      name="policy.minRevisionDays"
      hint="Quand une correction tardive en laisse moins, tous sont invités à revoir le planning."
    />
    <Count
      form={form}
      name="policy.surveyReminderDays"
      hint="Après la clôture, une seule fois&nbsp;; 0 pour ne jamais rappeler."
    />
  </fieldset>
);

const Count = ({ form, name, hint }: FieldsProps & { name: Label; hint?: string }) => (
  <Whole form={form} name={name} from={0} to={365} required hint={hint} />
);

interface WholeProps extends FieldsProps {
  name: Label;
  from: number;
  to: number;
  required?: boolean;
  hint?: string;
}

/** A whole number of days, or of years. */
const Whole = ({ form, name, from, to, required, hint }: WholeProps) => (
  <Field
    form={form}
    name={name}
    label={L[name]}
    type="number"
    inputmode="numeric"
    min={from}
    max={to}
    width="short"
    required={required}
    hint={hint}
  />
);
