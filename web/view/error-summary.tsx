import type { FormState } from '../form.ts';
import { fieldId } from './form.tsx';

/** What is wrong with a form, at its top: takes the focus, and leads to each field. */
export const ErrorSummary = ({ form: { message, errors } }: { form: FormState }) =>
  message || errors.length > 0 ? (
    <div class="error-summary" role="alert" tabindex={-1} id="erreurs" data-focus>
      <p class="error-title">{message ?? 'Certaines réponses sont à revoir.'}</p>
      {errors.length > 0 && !(errors.length === 1 && errors[0]?.message === message && !errors[0]?.path) ? (
        <ul>
          {errors.map(({ path, message: text }) => (
            <li>{path ? <a href={`#${fieldId(path)}`}>{text}</a> : text}</li>
          ))}
        </ul>
      ) : null}
    </div>
  ) : null;
