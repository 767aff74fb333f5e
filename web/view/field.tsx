import type { Child } from 'hono/jsx';
import { MAX_FILE_BYTES } from '../../domain/report.ts';
import { type FormState, isChosenIn, textIn } from '../form.ts';
import { describedBy, FieldError, fieldId, Hint } from './form.tsx';

interface Common {
  form: FormState;
  /** Also the path of its errors. */
  name: string;
  label: Child;
  hint?: Child;
  required?: boolean;
}

interface FieldProps extends Common {
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'time' | 'number' | 'search';
  autocomplete?: string;
  inputmode?: 'numeric' | 'decimal' | 'text' | 'email' | 'tel' | 'url';
  min?: string | number;
  max?: string | number;
  step?: string | number;
  maxlength?: number;
  /** In characters: a short answer has a short field. */
  width?: 'short' | 'medium' | 'full';
  /** For htmx and our own script. */
  extra?: Record<string, string>;
}

/** A field of one line with its label, its hint and its error. */
export const Field = ({ form, name, label, hint, type = 'text', width = 'full', extra, ...input }: FieldProps) => (
  <div class={`field ${width}`}>
    <Label name={name} required={input.required}>
      {label}
    </Label>
    <Hint name={name}>{hint}</Hint>
    <input
      id={fieldId(name)}
      name={name}
      type={type}
      value={textIn(form, name)}
      {...input}
      {...describedBy({ form, name, hint })}
      {...extra}
    />
    <FieldError form={form} name={name} />
  </div>
);

/** A label; a field that may stay empty says so. */
const Label = ({ name, required, children }: { name: string; required?: boolean; children?: Child }) => (
  <label for={fieldId(name)}>
    {children}
    {required ? null : <span class="optional"> (facultatif)</span>}
  </label>
);

/** A field of several lines. */
export const TextArea = ({
  form,
  name,
  label,
  hint,
  required,
  rows = 5,
  maxlength,
}: Common & { rows?: number; maxlength?: number }) => (
  <div class="field full">
    <Label name={name} required={required}>
      {label}
    </Label>
    <Hint name={name}>{hint}</Hint>
    <textarea
      id={fieldId(name)}
      name={name}
      rows={rows}
      maxlength={maxlength}
      required={required}
      {...describedBy({ form, name, hint })}
    >
      {textIn(form, name)}
    </textarea>
    <FieldError form={form} name={name} />
  </div>
);

export interface Option {
  value: string;
  label: Child;
  hint?: Child;
}

/** One of a long list. `blank` is the first line, for no choice. */
export const Select = ({
  form,
  name,
  label,
  hint,
  required,
  options,
  blank,
  extra,
}: Common & { options: readonly Option[]; blank?: string; extra?: Record<string, string> }) => (
  <div class="field full">
    <Label name={name} required={required}>
      {label}
    </Label>
    <Hint name={name}>{hint}</Hint>
    <select id={fieldId(name)} name={name} required={required} {...describedBy({ form, name, hint })} {...extra}>
      {blank === undefined ? null : <option value="">{blank}</option>}
      {options.map(({ value, label: text }) => (
        <option value={value} selected={isChosenIn(form, name, value)}>
          {text}
        </option>
      ))}
    </select>
    <FieldError form={form} name={name} />
  </div>
);

interface GroupProps extends Common {
  options: readonly Option[];
}

/** One of a few, all seen at once. */
export const Choice = (props: GroupProps) => <Group {...props} type="radio" />;

/** Some of a few. */
export const Choices = (props: GroupProps) => <Group {...props} type="checkbox" />;

const Group = ({ form, name, label, hint, required, options, type }: GroupProps & { type: 'radio' | 'checkbox' }) => (
  <fieldset class="field choice" aria-describedby={describedBy({ form, name, hint })['aria-describedby']}>
    <legend>
      {label}
      {required || type === 'checkbox' ? null : <span class="optional"> (facultatif)</span>}
    </legend>
    <Hint name={name}>{hint}</Hint>
    <FieldError form={form} name={name} />
    {options.map((option, index) => (
      <Box
        id={index === 0 ? fieldId(name) : `${fieldId(name)}-${index}`}
        {...{ name, type, ...option }}
        required={type === 'radio' && required}
        checked={isChosenIn(form, name, option.value)}
      />
    ))}
  </fieldset>
);

interface BoxProps extends Option {
  id: string;
  name: string;
  type: 'radio' | 'checkbox';
  checked: boolean;
  required?: boolean;
}

const Box = ({ id, name, type, value, label, hint, checked, required }: BoxProps) => (
  <div class="box">
    <input
      id={id}
      type={type}
      name={name}
      value={value}
      checked={checked}
      required={required}
      aria-describedby={hint ? `${id}-precision` : undefined}
    />
    <label for={id}>{label}</label>
    {hint ? (
      <span class="hint" id={`${id}-precision`}>
        {hint}
      </span>
    ) : null}
  </div>
);

/** One box to tick; it sends `true`. */
export const Checkbox = ({ form, name, label, hint, required }: Common) => (
  <div class="field">
    <div class="box">
      <input
        id={fieldId(name)}
        type="checkbox"
        name={name}
        value="true"
        checked={textIn(form, name) === 'true'}
        required={required}
        {...describedBy({ form, name, hint })}
      />
      <label for={fieldId(name)}>{label}</label>
      <Hint name={name}>{hint}</Hint>
    </div>
    <FieldError form={form} name={name} />
  </div>
);

/** A file, in the field `file` that every upload has. `accept` lists extensions. */
export const FileField = ({
  form,
  label,
  hint,
  required,
  isOneOfTwo,
  accept,
}: Omit<Common, 'name'> & {
  accept: string;
  /** It may be empty because something else is given in its stead, which the page says. */
  isOneOfTwo?: boolean;
}) => (
  <div class="field full">
    <Label name="file" required={required || isOneOfTwo}>
      {label}
    </Label>
    <Hint name="file">{hint}</Hint>
    <input
      id={fieldId('file')}
      name="file"
      type="file"
      accept={accept}
      data-max-bytes={MAX_FILE_BYTES}
      required={required}
      {...describedBy({ form, name: 'file', hint })}
    />
    {form.message ? <p class="hint">Le fichier est à choisir de nouveau.</p> : null}
    <FieldError form={form} name="file" />
  </div>
);
