import type { FormState } from '../form.ts';
import { Field, Select } from '../view/field.tsx';
import { CENTRE_LABELS as L } from './centre-labels.ts';

/** What a centre cannot be added without, and may change later: the same fields on both forms. */
interface EssentialProps {
  form: FormState;
}

/** A reason to ask, beside some of the addresses. */
interface Hints {
  staffEmail?: string;
  managerEmail?: string;
}

/** Whom mails of the centre go to. */
export const Addresses = ({ form, hints = {} }: EssentialProps & { hints?: Hints }) => (
  <>
    <Field form={form} name="staffEmail" label={L.staffEmail} type="email" required hint={hints.staffEmail} />
    <Field form={form} name="managerEmail" label={L.managerEmail} type="email" required hint={hints.managerEmail} />
    <Field form={form} name="handicapEmail" label={L.handicapEmail} type="email" required />
  </>
);

/** The zone whose school holidays lengthen corrections (R13), among those of the calendar. */
export const Zone = ({ form, zones }: EssentialProps & { zones: readonly string[] }) => (
  <Select
    form={form}
    name="holidayZone"
    label={L.holidayZone}
    required
    hint="Elle allonge de deux semaines les corrections qui touchent des vacances."
    options={zones.map((value) => ({ value, label: value.length === 1 ? `Zone ${value}` : value }))}
  />
);

/** The two prices (R4), in euros as people type them. */
export const Prices = ({ form }: EssentialProps) => (
  <div class="field-row">
    <Price form={form} name="prices.individual" />
    <Price form={form} name="prices.organisation" />
  </div>
);

const Price = ({ form, name }: EssentialProps & { name: 'prices.individual' | 'prices.organisation' }) => (
  <Field form={form} name={name} label={L[name]} inputmode="decimal" width="short" required />
);

/** The terms that auditeurs accept (R5). */
export const Terms = ({ form }: EssentialProps) => (
  <>
    <Field form={form} name="cgv.version" label={L['cgv.version']} maxlength={100} width="medium" required />
    <Field form={form} name="cgv.url" label={L['cgv.url']} type="url" required />
  </>
);
