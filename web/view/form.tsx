import type { PropsWithChildren } from 'hono/jsx';
import { errorOf, type FormState } from '../form.ts';
import { ErrorSummary } from './error-summary.tsx';
import { fieldId } from './field-id.ts';

export { fieldId } from './field-id.ts';

interface FormProps {
  form: FormState;
  /** Where it is posted; the page's own address when absent. */
  action?: string;
  /** Its fields may hold a file. */
  multipart?: boolean;
  class?: string;
}

/** A form posted to us: with its token, its key (sent twice, it acts once) and, once refused, what is wrong. */
export const Form = ({ form, action, multipart, class: kind, children }: PropsWithChildren<FormProps>) => (
  <form method="post" action={action} class={kind} {...(multipart ? upload(action) : {})}>
    <ErrorSummary form={form} />
    <input type="hidden" name="_csrf" value={form.csrf} />
    <input type="hidden" name="cle" value={form.key} />
    {children}
    {multipart ? <Progress /> : null}
  </form>
);

/** With scripts, a file's way is shown, and the page is not left until it has arrived. */
const upload = (action = '') => ({
  enctype: 'multipart/form-data' as const,
  'hx-post': action,
  'hx-encoding': 'multipart/form-data',
  'hx-target': '#contenu',
  'hx-select': '#contenu',
  'hx-swap': 'outerHTML show:window:top',
  'hx-disabled-elt': 'find button[type=submit]',
});

const Progress = () => (
  <div class="upload-progress" data-progress hidden>
    <progress max={100} value={0} aria-label="Envoi du fichier" />
    <p role="status" />
  </div>
);

interface Described {
  form: FormState;
  name: string;
  hint?: unknown;
}

/** The attributes that tie a field to its hint and its error. */
export function describedBy({ form, name, hint }: Described) {
  const error = errorOf(form, name);
  const ids = [hint ? `${fieldId(name)}-aide` : '', error ? `${fieldId(name)}-erreur` : ''].filter(Boolean);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': error ? 'true' : undefined,
  };
}

/** What is wrong with a field, under it. */
export const FieldError = ({ form, name }: { form: FormState; name: string }) => {
  const error = errorOf(form, name);
  return error ? (
    <p class="field-error" id={`${fieldId(name)}-erreur`}>
      {error.message}
    </p>
  ) : null;
};

/** Help about a field, between its label and itself. */
export const Hint = ({ name, children }: PropsWithChildren<{ name: string }>) =>
  children ? (
    <span class="hint" id={`${fieldId(name)}-aide`}>
      {children}
    </span>
  ) : null;
