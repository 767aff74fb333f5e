import type { PropsWithChildren } from 'hono/jsx';
import type { FormState } from '../form.ts';

type Look = 'primary' | 'secondary' | 'danger' | 'quiet';

const classOf = (look: Look): string => `button ${look}`;

/** What sends a form. `name` and `value` tell which of several was pressed; `unchecked`, whatever its fields hold. */
export const Button = ({
  look = 'primary',
  name,
  value,
  unchecked,
  children,
}: PropsWithChildren<{ look?: Look; name?: string; value?: string; unchecked?: boolean }>) => (
  <button type="submit" class={classOf(look)} name={name} value={value} formnovalidate={unchecked}>
    {children}
  </button>
);

/** A link to a page where something is done. `newTab` leaves this page where it is, and says so. */
export const LinkButton = ({
  href,
  look = 'primary',
  newTab,
  children,
}: PropsWithChildren<{ href: string; look?: Look; newTab?: boolean }>) => (
  <a class={classOf(look)} href={href} {...(newTab ? { target: '_blank', rel: 'noopener' } : {})}>
    {children}
    {newTab ? ' (nouvel onglet)' : null}
  </a>
);

/** Buttons side by side, one above the other on a phone. */
export const Actions = ({ children }: PropsWithChildren) => <div class="actions">{children}</div>;

/** A form of one button, with hidden fields perhaps. */
export const ButtonForm = ({
  form,
  action,
  look = 'secondary',
  fields = {},
  children,
}: PropsWithChildren<{ form: FormState; action: string; look?: Look; fields?: Record<string, string> }>) => (
  <form method="post" action={action} class="button-form">
    <input type="hidden" name="_csrf" value={form.csrf} />
    <input type="hidden" name="cle" value={form.key} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Button look={look}>{children}</Button>
  </form>
);
