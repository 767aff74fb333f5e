import type { FieldError } from '../../domain/errors.ts';
import type { FormState } from '../form.ts';
import { fieldId } from './field-id.ts';

/** What is wrong with a form, at its top: takes the focus, and leads to each field. One fault that says it all is said once. */
export const ErrorSummary = ({ form: { message, errors } }: { form: FormState }) => {
  if (!message && errors.length === 0) return null;
  const [first] = errors;
  const isOne = errors.length === 1 && first?.message === message;
  return (
    <div class="error-summary" role="alert" tabindex={-1} id="erreurs" data-focus>
      <p class="error-title">
        {isOne && first ? <Fault {...first} /> : (message ?? 'Certaines réponses sont à revoir.')}
      </p>
      {isOne || errors.length === 0 ? null : (
        <ul>
          {errors.map((error) => (
            <li>
              <Fault {...error} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

const Fault = ({ path, message }: FieldError) =>
  path ? <a href={`#${fieldId(path)}`}>{message}</a> : <span>{message}</span>;
